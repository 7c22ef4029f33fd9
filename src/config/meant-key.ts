import { nearest } from '../message/nearest.ts';

/** The known key that was probably meant: mistyped, said in another word, or run together with its value. */
export function meantKey<Key extends string>(written: string, known: readonly Key[]): Key | undefined {
  const { key = written } = RUN_TOGETHER.exec(written)?.groups ?? {};
  const near = nearest(key, known);
  // `monday` is no slip of `sunday`.
  const isOtherDay = WEEKDAY.test(key) && near?.toLowerCase() !== key.toLowerCase();
  if (near !== undefined && !isOtherDay) return near;
  const synonym = SYNONYMS.find(([words]) => words.test(key));
  return synonym?.[1].flatMap((each) => known.filter((key) => key === each))[0];
}

const WEEKDAY = /^(?:sun|mon|tues|wednes|thurs|fri|satur)day$/i;

/** `at:"08:30"`, `at：08:30`: what YAML takes for one name. */
export const RUN_TOGETHER = /^(?<key>[\w-]+)(?<colon>[:：])(?<rest>.+)$/su;

/** What other programs call it, and what a Chinese reader would. */
const SYNONYMS: readonly (readonly [words: RegExp, keys: readonly string[]])[] = [
  [/^(?:time|times|when|hour|时间|几点|每天|每日)$/i, ['at']],
  [/^(?:schedule|crontab|表达式)$/i, ['cron']],
  [/^(?:repeat|recurrence|frequency|重复|频率)$/i, ['every']],
  [/^(?:interval|period|间隔|每隔)$/i, ['every']],
  [/^每个?月$/, ['monthly']],
  [/^每年$/, ['yearly']],
  [/^(?:倒计时|倒数)$/, ['countdown']],
  [/^(?:提前|before)$/i, ['advance']],
  [/^(?:until|to|end|结束|截止)$/i, ['until', 'active']],
  [/^(?:start|begin|开始|有效期)$/i, ['active', 'from']],
  [/^(?:message|msg|content|body|文字|文本|内容|消息)$/i, ['text']],
  [/^(?:tz|时区)$/i, ['timezone']],
  [/^(?:users?|who|notify|atAll|提醒谁|艾特)$/i, ['mention']],
  [/^(?:bots?|机器人)$/i, ['robot', 'robots']],
  [/^(?:days?|weekdays?|日子|每周|每星期|星期|星期几|周几|只在)$/i, ['on']],
  [/^(?:exclude|except|跳过)$/i, ['skip']],
  [/^(?:除了|不在)$/, ['unless']],
  [/^(?:暂停|停用|disabled)$/i, ['paused']],
  [/^(?:轮流|轮值|值班|排班|duty|roster)$/i, ['rotate']],
  [/^(?:url|token|地址)$/i, ['webhook']],
  [/^(?:phone|tel|手机|手机号)$/i, ['mobile']],
  [/^(?:生日)$/, ['birthday', 'birthdays']],
  [/^(?:入职|入职日期|司龄|入职周年|hired|started)$/i, ['joined', 'anniversaries']],
  [/^(?:标题)$/, ['title']],
  [/^(?:提醒|任务|tasks?|jobs?)$/i, ['reminders']],
  [/^(?:人|人员|成员|members?)$/i, ['people']],
  [/^(?:日历)$/, ['calendars', 'calendar']],
];
