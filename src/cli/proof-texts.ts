import type { Language } from '../message/language.ts';
import type { Mend } from './robot-proof.ts';

/** What is said of a robot's test message; and what to do about a refusal. */
export interface ProofTexts {
  readonly title: string;
  readonly text: string;
  readonly mends: Readonly<Record<Mend, string>>;
}

export function proofTexts(language: Language): ProofTexts {
  return language === 'en' ? en : zhCn;
}

const en: ProofTexts = {
  title: '🔔 dingbell is connected',
  text: 'This is a test message: the robot, its address and its secret are right. Reminders will come here.',
  mends: {
    keyword:
      'the robot asks for a keyword (群设置 → 机器人 → 安全设置 → 自定义关键词): write one of its keywords under `keywords:`, exactly as it stands there',
    signature:
      "copy the 加签 secret again, the whole of it, from this very robot's settings (安全设置 → 加签): it begins with SEC and belongs to no other robot",
    address:
      "add this machine's address, named above, to the robot's settings (安全设置 → IP 地址), or use 加签 instead",
    clock: "this machine's clock is more than an hour off: set it right (`timedatectl set-ntp true`)",
    token:
      "DingTalk does not know this webhook: copy it again from the robot's settings, the robot may have been made anew",
    stopped: 'the robot is disabled: an administrator of the group can enable it again in its settings',
    gone: 'the robot or its group does not exist any more: make a new robot and copy its webhook',
    'too-fast':
      'the robot is limited for ten minutes (20 messages a minute): try again later; what else sends through it?',
    quota: "the organisation's monthly quota of webhook calls is used up: wait for the next month, or buy more",
    unsure: 'look into the group: the message may have arrived, only the answer did not come back',
    network:
      'DingTalk cannot be reached from here: is this machine online, is a proxy needed (HTTPS_PROXY)? `npx dingbell doctor` looks closer',
    other: "look the code up in DingTalk's documentation",
  },
};

const zhCn: ProofTexts = {
  title: '🔔 钉铃接通了',
  text: '这是一条测试消息：机器人、地址和密钥都对。以后的提醒会发到这里。',
  mends: {
    keyword: '机器人要求消息里有关键词（群设置 → 机器人 → 安全设置 → 自定义关键词）：把其中一个原样写进 keywords',
    signature: '从这个机器人的设置里（安全设置 → 加签）重新复制密钥，要完整，以 SEC 开头；每个机器人的密钥都不一样',
    address: '把上面说的本机地址加到机器人的设置里（安全设置 → IP 地址），或者改用加签',
    clock: '本机时钟差了一小时以上：请校准（timedatectl set-ntp true）',
    token: '钉钉不认识这个 webhook：从机器人的设置里重新复制；机器人可能被重建过',
    stopped: '机器人被停用了：群管理员可以在机器人设置里重新启用',
    gone: '机器人或群已经不在了：新建一个机器人，复制它的 webhook',
    'too-fast': '这个机器人被限流十分钟（每分钟最多 20 条）：过会儿再试；还有什么在用它发消息？',
    quota: '本组织这个月的 webhook 调用额度用完了：等下个月，或者扩容',
    unsure: '去群里看一眼：消息可能已经到了，只是没收到回答',
    network: '从这里连不上钉钉：本机联网了吗？需要代理（HTTPS_PROXY）吗？用 npx dingbell doctor 细看',
    other: '请在钉钉文档里查这个错误码',
  },
};
