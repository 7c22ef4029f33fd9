import type { Language } from '../../message/language.ts';
import type { Starter } from './plan.ts';

export type InitTexts = typeof en;

/** What the wizard says. Apart from the other texts: nothing else needs them. */
export function initTexts(language: Language): InitTexts {
  return language === 'en' ? en : zhCn;
}

const en = {
  needsTerminal:
    'init asks questions, and this is no terminal. Run it in one, or use --yes: it takes the defaults, and the robot from the environment (DINGTALK_TEAM_WEBHOOK, DINGTALK_TEAM_SECRET) or from --stdin.',
  jsonNeedsYes: '--json belongs to --yes: a conversation is for people.',
  cancelled: 'Given up: nothing was written.',
  cancelledLater: 'Stopped here: what was written stays. npx dingbell doctor --send tries the robot again.',

  intro: 'dingbell: reminders for a DingTalk group, in a minute',
  language: 'Language · 语言',
  folder: 'In which folder should the YAML live?',
  folderEmpty: 'Name a folder, for example schedules',
  folderBroken: (folder: string, reason: string) => `${folder} cannot be used as it is: ${reason}`,
  hasErrors: (folder: string, errors: number) =>
    `${errors === 1 ? 'one error' : `${errors} errors`} in its YAML, see: npx dingbell check ${folder}`,
  notAFolder: 'it is no folder that can be read',
  noVariable:
    'it holds YAML already, and none of its robots takes its address from the environment: write webhook: ${DINGTALK_TEAM_WEBHOOK:-sandbox} there, or name another folder',
  inUse: (folder: string) => `${folder} holds YAML already; none of it will be changed. What now?`,
  connect: (robot: string) => `connect its robot ${robot} to a DingTalk group`,
  otherFolder: 'use another folder',
  timezone: 'In which time zone are the times of reminders?',
  otherTimezone: 'another one',
  timezoneName: 'IANA name of the time zone',
  timezonePlaceholder: 'Europe/Berlin',
  unknownTimezone: 'No such zone: write a name like Asia/Shanghai or Europe/Berlin',

  robot: 'Where should messages go?',
  robotDingtalk: 'to a DingTalk group',
  robotSandbox: 'to the built-in sandbox first',
  robotKnown: (variable: string) => `to the group of ${variable}, which is set already`,
  robotSandboxHint: 'no account needed',
  howTo: [
    '1. In the group: 群设置 → 机器人 → 添加机器人 → 自定义',
    '2. 安全设置: choose 加签 and copy the secret, SEC…',
    '3. Finish, and copy the webhook, https://oapi.dingtalk.com/robot/send?access_token=…',
  ],
  howToTitle: 'A robot for the group',
  webhook: 'Paste the webhook (it is not shown)',
  security: 'Which 安全设置 did you choose? (space to tick, enter to go on)',
  securitySign: '加签 (signing)',
  securityKeyword: '自定义关键词 (keywords)',
  securityAddress: 'IP 地址 (addresses)',
  securityAddressHint: "this machine's address must be listed there",
  signed: 'Does it use 加签 (a secret)?',
  yes: 'yes',
  no: 'no',
  secret: 'Paste the 加签 secret (it is not shown)',
  secretShape: 'The secret begins with SEC: copy it from 安全设置 → 加签',
  keywords: 'Its keywords, separated by commas',
  keywordsEmpty: 'Write at least one, exactly as it stands in the settings',

  starters: 'Which reminders to begin with? (space to tick, enter to go on)',
  starter: {
    'clock-in': { label: 'clock in', hint: '08:50 on workdays, calls everyone' },
    lunch: { label: 'lunch', hint: '11:50 on workdays' },
    'clock-out': { label: 'clock out', hint: '18:00 on workdays, calls everyone' },
    workout: { label: 'workout', hint: '19:30, Mon Wed Fri' },
    reading: { label: 'reading', hint: '21:30 every day' },
    birthdays: { label: 'birthdays', hint: '09:00, a week and a day before too' },
  } satisfies Record<Starter, { label: string; hint: string }> as Record<Starter, { label: string; hint: string }>,
  addPerson: 'Add a person, to be mentioned or congratulated?',
  addAnother: 'Add another person?',
  personName: 'Name',
  personNameEmpty: 'Write a name',
  personKnown: 'That person is there already',
  mobile: 'Mobile number, for mentions (empty: none)',
  mobileShape: 'Write a number like 13800000000, or +852-12345678',
  birthday: 'Birthday: 1992-02-29, or lunar 1990-08-15 (empty: none)',
  birthdayShape: 'Write 1992-02-29, or lunar 1990-08-15 for a date of the Chinese calendar',

  willWrite: 'To be written',
  willAdd: (file: string, names: string) => `${file}: ${names}; mode 0600, what else stands there stays`,
  willIgnore: '.gitignore: a line .env, so that git never takes it along',
  write: 'Write it?',
  writeYes: 'write',
  writeNo: 'give up',
  written: (files: string) => `written: ${files}`,
  ignored: '.env was not ignored by git: a line in .gitignore changes that',
  unwritable: (reason: string) => `This cannot be written: ${reason}`,
  environmentWins: (name: string) =>
    `${name} is set in this shell to something else, which wins over .env: unset ${name}`,
  connectedInvalid: (folder: string) => `${folder} still has errors, see above.`,

  arrived: (robot: string) => `The test message is in the group of ${robot}: look!`,
  arrivedInSandbox: 'The test message went the whole signed way and arrived in the sandbox.',
  refused: (robot: string, reason: string) => `${robot}: the test message did not arrive: ${reason}`,
  whatNow: 'What now?',
  again: 'try again',
  newSecret: 'paste the secret again',
  newWebhook: 'paste the webhook again',
  leave: 'leave it for now',
  next: (folder: string) =>
    folder === 'schedules'
      ? 'Next: npx dingbell next shows what is coming, npm start sends it.'
      : `Next: npx dingbell next ${folder} shows what is coming, npx dingbell run ${folder} sends it.`,
  left: 'The files stay. npx dingbell doctor --send tries the robot again.',

  nothingToDo: (folder: string) =>
    `${folder} holds YAML already. To connect its robot, give the webhook in DINGTALK_TEAM_WEBHOOK (and DINGTALK_TEAM_SECRET), or with --stdin.`,
  noSuchRobot: (name: string, known: string) =>
    `There is no robot "${name}" whose address is a variable; there are: ${known}.`,
  badWebhook: (message: string) => `The webhook cannot be used: ${message}`,
  unknownStarter: (name: string, known: string) => `--reminders: there is no "${name}"; there are: ${known}.`,
};

const zhCn: InitTexts = {
  needsTerminal:
    'init 要问几个问题，而这里不是终端。请在终端里运行，或加上 --yes：一切用默认值，机器人取自环境变量（DINGTALK_TEAM_WEBHOOK、DINGTALK_TEAM_SECRET）或 --stdin。',
  jsonNeedsYes: '--json 要和 --yes 一起用：问答是给人的。',
  cancelled: '已放弃，什么也没写。',
  cancelledLater: '到此为止，写好的文件都在。用 npx dingbell doctor --send 可以再试机器人。',

  intro: '钉铃：一分钟给钉钉群配好提醒',
  language: '语言 · Language',
  folder: 'YAML 放在哪个文件夹？',
  folderEmpty: '请写一个文件夹，例如 schedules',
  folderBroken: (folder, reason) => `${folder} 现在不能用：${reason}`,
  hasErrors: (folder, errors) => `里面的 YAML 有 ${errors} 个错误，请看 npx dingbell check ${folder}`,
  notAFolder: '它不是能读的文件夹',
  noVariable:
    '里面已有 YAML，但没有一个机器人的地址取自环境变量：请在那里写 webhook: ${DINGTALK_TEAM_WEBHOOK:-sandbox}，或换一个文件夹',
  inUse: (folder) => `${folder} 里已有 YAML，不会改动它。接下来？`,
  connect: (robot) => `把机器人 ${robot} 接到钉钉群`,
  otherFolder: '换一个文件夹',
  timezone: '提醒里的时间按哪个时区？',
  otherTimezone: '其他时区',
  timezoneName: '时区的 IANA 名称',
  timezonePlaceholder: 'Asia/Tokyo',
  unknownTimezone: '没有这个时区：请写 Asia/Shanghai、Europe/Berlin 这样的名称',

  robot: '消息发到哪里？',
  robotDingtalk: '发到钉钉群',
  robotSandbox: '先发到内置的沙箱（假钉钉）',
  robotKnown: (variable) => `发到已经设置好的那个群（${variable}）`,
  robotSandboxHint: '不用账号',
  howTo: [
    '1. 群设置 → 机器人 → 添加机器人 → 自定义',
    '2. 安全设置选“加签”，复制密钥 SEC…',
    '3. 完成后复制 webhook：https://oapi.dingtalk.com/robot/send?access_token=…',
  ],
  howToTitle: '在群里建一个机器人',
  webhook: '粘贴 webhook（不会显示）',
  security: '安全设置选了哪些？（空格勾选，回车继续）',
  securitySign: '加签',
  securityKeyword: '自定义关键词',
  securityAddress: 'IP 地址',
  securityAddressHint: '要把本机的地址写在那里',
  signed: '它用加签（密钥）吗？',
  yes: '是',
  no: '否',
  secret: '粘贴加签的密钥（不会显示）',
  secretShape: '密钥以 SEC 开头：从 安全设置 → 加签 里复制',
  keywords: '关键词，用逗号隔开',
  keywordsEmpty: '至少写一个，和设置里的一模一样',

  starters: '先来哪些提醒？（空格勾选，回车继续）',
  starter: {
    'clock-in': { label: '上班打卡', hint: '工作日 08:50，@所有人' },
    lunch: { label: '午饭', hint: '工作日 11:50' },
    'clock-out': { label: '下班打卡', hint: '工作日 18:00，@所有人' },
    workout: { label: '健身', hint: '周一三五 19:30' },
    reading: { label: '读书', hint: '每天 21:30' },
    birthdays: { label: '生日', hint: '当天 09:00，提前 7 天和 1 天也提醒' },
  },
  addPerson: '要加一个人吗？可以 @ 他，也可以给他过生日',
  addAnother: '再加一个人？',
  personName: '名字',
  personNameEmpty: '请写名字',
  personKnown: '这个人已经加过了',
  mobile: '手机号，@ 的时候用（空着：没有）',
  mobileShape: '请写 13800000000 或 +852-12345678 这样的号码',
  birthday: '生日：1992-02-29，或 农历 1990-08-15（空着：没有）',
  birthdayShape: '请写 1992-02-29，农历写 农历 1990-08-15',

  willWrite: '将要写入',
  willAdd: (file, names) => `${file}：${names}；权限 0600，原有内容保留`,
  willIgnore: '.gitignore：加一行 .env，免得被 git 提交',
  write: '写入吗？',
  writeYes: '写入',
  writeNo: '放弃',
  written: (files) => `已写入：${files}`,
  ignored: '.env 原来没有被 git 忽略：已在 .gitignore 里加上一行',
  unwritable: (reason) => `写不了：${reason}`,
  environmentWins: (name) => `当前 shell 里的 ${name} 是另一个值，会盖过 .env：请 unset ${name}`,
  connectedInvalid: (folder) => `${folder} 仍有错误，见上。`,

  arrived: (robot) => `测试消息已到 ${robot} 的群里，去看看！`,
  arrivedInSandbox: '测试消息走完了签名发送的整个流程，已到沙箱。',
  refused: (robot, reason) => `${robot}：测试消息没有送到：${reason}`,
  whatNow: '接下来？',
  again: '再试一次',
  newSecret: '重新粘贴密钥',
  newWebhook: '重新粘贴 webhook',
  leave: '先这样',
  next: (folder) =>
    folder === 'schedules'
      ? '接下来：npx dingbell next 看安排，npm start 开始发送。'
      : `接下来：npx dingbell next ${folder} 看安排，npx dingbell run ${folder} 开始发送。`,
  left: '写好的文件都在。用 npx dingbell doctor --send 可以再试机器人。',

  nothingToDo: (folder) =>
    `${folder} 里已有 YAML。要接上它的机器人，请用环境变量 DINGTALK_TEAM_WEBHOOK（和 DINGTALK_TEAM_SECRET）或 --stdin 给出 webhook。`,
  noSuchRobot: (name, known) => `没有地址取自环境变量的机器人“${name}”；有：${known}。`,
  badWebhook: (message) => `webhook 不能用：${message}`,
  unknownStarter: (name, known) => `--reminders：没有“${name}”；有：${known}。`,
};
