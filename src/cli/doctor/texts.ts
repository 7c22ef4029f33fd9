import type { Language } from '../../message/language.ts';
import type { NetworkStep } from './network-step.ts';

export type DoctorTexts = typeof en;

/** What the doctor says. Apart from the other texts: nothing else needs them. */
export function doctorTexts(language: Language): DoctorTexts {
  return language === 'en' ? en : zhCn;
}

const en = {
  verdict: {
    well: 'All is well.',
    watch: (warnings: number) => `It works; ${warnings === 1 ? 'one thing' : `${warnings} things`} to look after.`,
    ill: (failures: number, warnings: number) =>
      `${failures === 1 ? 'One thing' : `${failures} things`} to mend${warnings > 0 ? `, ${warnings} to look after` : ''}.`,
  },
  node: (version: string) => `Node ${version}`,
  zoneData: {
    fine: (version: string) => `Time zone data ${version}`,
    old: (version: string, months: number) =>
      `The time zone data ${version} is ${months} months old: new clock changes may be missing`,
    mend: 'update dingbell, and Node with it: git pull && npm ci',
  },
  envFile: {
    none: 'No .env here: addresses and secrets come from the environment, or the robots are the sandbox',
    fine: '.env is readable for its owner only',
    readable: (mode: string) => `.env has mode ${mode}: others on this machine can read the secrets`,
    unclosed: (line: number) =>
      `.env:${line}: a quote is opened and not closed, so the lines after it are taken for its value`,
    closeIt: 'close the quote at the end of that line, or leave both out',
    exposed: '.env is not ignored by git: a commit could take the secrets along',
  },
  configuration: {
    fine: (dir: string, reminders: number, robots: number) =>
      `${dir} is valid: ${count(reminders, 'reminder')}, ${count(robots, 'robot')}`,
    warnings: (dir: string, warnings: number) => `${dir} is valid, with ${count(warnings, 'warning')}`,
    errors: (dir: string, errors: number) => `${dir} has ${count(errors, 'error')}: no daemon starts on it`,
  },
  data: {
    fine: (folder: string) => `The data folder can be written: ${folder}`,
    notYet: (folder: string) => `The data folder will be made at the first start: ${folder}`,
    notAFolder: (path: string) => `${path} is a file where the data folder should be`,
    notAFolderMend: 'move it away, or name another folder: daemon: { data: … }',
    readOnly: (path: string) => `${path} cannot be written by this user`,
    readOnlyMend: 'give it to the user that runs the daemon: chown',
    space: (free: string) => `${free} free on its disk`,
    spaceMend: 'free some space: what is due waits while the disk is full',
    network: (folder: string) => `${folder} is on a network file system, where SQLite's locks cannot be relied on`,
    networkMend: 'put the data on a disk of this machine: daemon: { data: … }',
    size: (size: string) => `The database takes ${size}`,
  },
  database: {
    fine: (deliveries: number) => `The database can be read: ${count(deliveries, 'delivery', 'deliveries')} remembered`,
    mend: 'restore data/ from a backup, or move it away: dingbell then starts with an empty one',
    setBack: (duration: string) => `The clock was set back: something was recorded ${duration} in the future`,
    setBackMend: 'nothing is lost or sent twice; keep the clock right: timedatectl set-ntp true',
  },
  daemon: {
    never: (folder: string) => `No daemon has run on ${folder} yet`,
    stopped: (folder: string) => `No daemon is running on ${folder}: nothing is sent`,
    start: 'npm start, or with pm2: pm2 start ecosystem.config.cjs',
    running: (pid: number | undefined, since: string | undefined) =>
      `A daemon is running${pid === undefined ? '' : `, pid ${pid}`}${since === undefined ? '' : `, since ${since}`}`,
    accepted: (at: string) => `It last read its configuration at ${at}`,
    refused: (at: string) => `The edit it read at ${at} has errors: the configuration before it stays in use`,
  },
  lanes: {
    paused: (robots: string, since: string, reason: string) => `${robots} is stopped since ${since}: ${reason}`,
    pausedMend: 'mend that in the YAML or .env, or in the settings of the robot; npx dingbell doctor --send proves it',
    cooling: (robots: string, until: string, reason: string) => `${robots} cools down until ${until}: ${reason}`,
    coolingMend: 'what waits is sent then; it is lost only if it is of no use any more',
    behind: (robots: string, waiting: number, oldest: string) =>
      `${robots} is behind: ${count(waiting, 'message')} waiting, the oldest due ${oldest}`,
    behindMend: 'npx dingbell history --state pending says why',
  },
  quota: {
    used: (robots: string, calls: number, perMonth: number) => `${robots}: ${calls} of ${perMonth} calls this month`,
    nearlyMend:
      'npx dingbell check shows what the month will need; limit: { perMonth: … } when the organisation has more',
    spentMend: 'DingTalk refuses further calls until the next month: buy more, or correct limit: { perMonth: … }',
  },
  holidays: {
    known: (year: number) => `The days off of ${year} are known`,
    unknown: (year: number) => `The days off of ${year} are not known: workdays are provisional`,
    notYet: (year: number) => `The days off of ${year} are not announced yet`,
    mend: 'the daemon asks for them daily from mid-October on; is it running, and the network open?',
    ignored: (file: string, reason: string) => `${file} is not used: ${reason}`,
    ignoredMend: 'remove it: the daemon fetches it again',
  },
  network: {
    nobody: 'No robot talks to DingTalk: the network was not tried, nor the clock compared',
    fine: (origin: string, ms: number, proxy: string | undefined, address: string | undefined) =>
      `${origin} answers in ${ms} ms${proxy === undefined ? '' : `, through ${proxy}`}${address === undefined ? '' : ` (${address})`}`,
    broken: (origin: string, step: string, code: string, proxy: string | undefined) =>
      `${origin} cannot be reached${proxy === undefined ? '' : ` through ${proxy}`}, ${step} (${code})`,
    steps: {
      dns: 'looking its name up fails',
      connect: 'connecting fails',
      tls: 'the encrypted connection fails',
      proxy: 'the proxy refuses',
      http: 'no proper answer comes',
    } satisfies Record<NetworkStep, string> as Record<NetworkStep, string>,
    mends: {
      dns: 'is this machine online? Does its DNS work: getent hosts oapi.dingtalk.com',
      connect: 'is a firewall in the way, or a proxy needed? HTTPS_PROXY=http://host:port in .env',
      tls: "a proxy that inspects TLS? NODE_EXTRA_CA_CERTS=/path/to/ca.pem; and is this machine's clock right?",
      proxy: 'look at HTTPS_PROXY and at what the proxy allows: oapi.dingtalk.com:443',
      http: 'try again; does a firewall cut connections?',
    } satisfies Record<NetworkStep, string> as Record<NetworkStep, string>,
    clockFine: "This machine's clock agrees with DingTalk's",
    clockOff: (seconds: number, ahead: boolean) =>
      `This machine's clock is ${seconds} s ${ahead ? 'ahead of' : 'behind'} DingTalk's: reminders come that much ${ahead ? 'early' : 'late'}`,
    clockRefused: (seconds: number, ahead: boolean) =>
      `This machine's clock is ${seconds} s ${ahead ? 'ahead of' : 'behind'} DingTalk's: signatures are refused from an hour on`,
    setClock: 'timedatectl set-ntp true',
    clockUnknown: 'The clock could not be compared without an answer from DingTalk',
    clockUnknownMend: 'timedatectl shows whether the clock is synchronised',
  },
  pm2: {
    unused: 'pm2 is not used here',
    fine: 'pm2 starts the daemon again after a reboot',
    unsaved: 'pm2 runs, and would not start this daemon again after a reboot',
    noStartup: 'pm2 itself is not started after a reboot',
    noStartupMend: 'pm2 startup, and run the line it prints',
  },
  robots: {
    sandbox: (name: string) => `${name} is the sandbox: nothing to prove`,
    arrived: (name: string) => `${name}: the test message is in the group`,
    refused: (name: string, reason: string) => `${name}: the test message did not arrive: ${reason}`,
  },
};

const zhCn: DoctorTexts = {
  verdict: {
    well: '一切正常。',
    watch: (warnings) => `能用，有 ${warnings} 处要留意。`,
    ill: (failures, warnings) => `有 ${failures} 处要改${warnings > 0 ? `，${warnings} 处要留意` : ''}。`,
  },
  node: (version) => `Node ${version}`,
  zoneData: {
    fine: (version) => `时区数据 ${version}`,
    old: (version, months) => `时区数据 ${version} 已有 ${months} 个月：可能不知道新的时钟变更`,
    mend: '更新钉铃，Node 也会随之更新：git pull && npm ci',
  },
  envFile: {
    none: '这里没有 .env：地址和密钥来自环境变量，或者机器人都是沙箱',
    fine: '.env 只有主人能读',
    readable: (mode) => `.env 的权限是 ${mode}：这台机器上的其他人能读到密钥`,
    unclosed: (line) => `.env:${line}：引号没有闭合，后面几行都被当成它的值`,
    closeIt: '在那一行末尾补上引号，或把两个引号都去掉',
    exposed: '.env 没有被 git 忽略：提交时可能把密钥带上',
  },
  configuration: {
    fine: (dir, reminders, robots) => `${dir} 没有错误：${reminders} 条提醒，${robots} 个机器人`,
    warnings: (dir, warnings) => `${dir} 可以用，有 ${warnings} 个警告`,
    errors: (dir, errors) => `${dir} 有 ${errors} 个错误：守护进程无法用它启动`,
  },
  data: {
    fine: (folder) => `数据目录可以写入：${folder}`,
    notYet: (folder) => `数据目录会在第一次启动时建立：${folder}`,
    notAFolder: (path) => `${path} 是文件，数据目录放不下`,
    notAFolderMend: '把它移走，或换一个目录：daemon: { data: … }',
    readOnly: (path) => `当前用户不能写入 ${path}`,
    readOnlyMend: '把它交给运行守护进程的用户：chown',
    space: (free) => `所在磁盘还有 ${free}`,
    spaceMend: '腾些空间：磁盘满时，到点的消息只能等',
    network: (folder) => `${folder} 在网络文件系统上，SQLite 的锁在那里不可靠`,
    networkMend: '把数据放到本机磁盘：daemon: { data: … }',
    size: (size) => `数据库大小 ${size}`,
  },
  database: {
    fine: (deliveries) => `数据库可以读取：记着 ${deliveries} 条消息`,
    mend: '从备份恢复 data/，或把它移走：钉铃会新建一个空的',
    setBack: (duration) => `时钟被往回拨过：有记录在 ${duration}之后的将来`,
    setBackMend: '不会漏也不会重；请保持时钟准确：timedatectl set-ntp true',
  },
  daemon: {
    never: (folder) => `${folder} 上还没有运行过守护进程`,
    stopped: (folder) => `${folder} 上没有守护进程在运行：什么也不会发`,
    start: 'npm start，或用 pm2：pm2 start ecosystem.config.cjs',
    running: (pid, since) =>
      `守护进程在运行${pid === undefined ? '' : `，pid ${pid}`}${since === undefined ? '' : `，从 ${since} 起`}`,
    accepted: (at) => `上次读取配置：${at}`,
    refused: (at) => `${at} 读到的修改有错误：仍用之前的配置`,
  },
  lanes: {
    paused: (robots, since, reason) => `${robots} 从 ${since} 起停发：${reason}`,
    pausedMend: '在 YAML、.env 或机器人设置里改好；用 npx dingbell doctor --send 验证',
    cooling: (robots, until, reason) => `${robots} 冷却到 ${until}：${reason}`,
    coolingMend: '到时会继续发送；只有过期的消息才不再发',
    behind: (robots, waiting, oldest) => `${robots} 积压了 ${waiting} 条，最早的应在 ${oldest} 发出`,
    behindMend: '用 npx dingbell history --state pending 看原因',
  },
  quota: {
    used: (robots, calls, perMonth) => `${robots}：本月已调用 ${calls} 次，额度 ${perMonth}`,
    nearlyMend: '用 npx dingbell check 看这个月还要多少；组织的额度更高时写 limit: { perMonth: … }',
    spentMend: '钉钉到下个月之前都会拒绝：扩容，或改正 limit: { perMonth: … }',
  },
  holidays: {
    known: (year) => `${year} 年的放假安排已知`,
    unknown: (year) => `还不知道 ${year} 年的放假安排：工作日只是暂定`,
    notYet: (year) => `${year} 年的放假安排还没有公布`,
    mend: '守护进程从十月中旬起每天去取：它在运行吗？网络通吗？',
    ignored: (file, reason) => `没有采用 ${file}：${reason}`,
    ignoredMend: '删掉它，守护进程会重新下载',
  },
  network: {
    nobody: '没有机器人要连钉钉：没有试网络，也没有对时钟',
    fine: (origin, ms, proxy, address) =>
      `${origin} 在 ${ms} 毫秒内应答${proxy === undefined ? '' : `，经由 ${proxy}`}${address === undefined ? '' : `（${address}）`}`,
    broken: (origin, step, code, proxy) =>
      `连不上 ${origin}${proxy === undefined ? '' : `（经由 ${proxy}）`}，${step}（${code}）`,
    steps: {
      dns: '域名解析失败',
      connect: '建立连接失败',
      tls: '加密连接失败',
      proxy: '代理拒绝',
      http: '没有正常的应答',
    },
    mends: {
      dns: '本机联网了吗？DNS 正常吗：getent hosts oapi.dingtalk.com',
      connect: '被防火墙挡住了，还是需要代理？在 .env 里写 HTTPS_PROXY=http://主机:端口',
      tls: '代理在检查 TLS？NODE_EXTRA_CA_CERTS=/路径/ca.pem；本机时钟对吗？',
      proxy: '检查 HTTPS_PROXY，以及代理是否放行 oapi.dingtalk.com:443',
      http: '再试一次；是不是防火墙在切断连接？',
    },
    clockFine: '本机时钟和钉钉一致',
    clockOff: (seconds, ahead) =>
      `本机时钟比钉钉${ahead ? '快' : '慢'} ${seconds} 秒：提醒会${ahead ? '早' : '晚'}这么多`,
    clockRefused: (seconds, ahead) => `本机时钟比钉钉${ahead ? '快' : '慢'} ${seconds} 秒：相差一小时以上签名会被拒绝`,
    setClock: 'timedatectl set-ntp true',
    clockUnknown: '没有钉钉的应答，无法对时钟',
    clockUnknownMend: '用 timedatectl 看时钟是否已同步',
  },
  pm2: {
    unused: '这里没有用 pm2',
    fine: '重启机器后，pm2 会再启动守护进程',
    unsaved: 'pm2 在用，但重启机器后不会再启动这个守护进程',
    noStartup: '重启机器后，pm2 自己不会启动',
    noStartupMend: 'pm2 startup，并运行它打印的那一行',
  },
  robots: {
    sandbox: (name) => `${name} 是沙箱，不用验证`,
    arrived: (name) => `${name}：测试消息已到群里`,
    refused: (name, reason) => `${name}：测试消息没有送到：${reason}`,
  },
};

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
