import type { Language } from '../../message/language.ts';
import type { Starter } from './plan.ts';

/** What the YAML of a new folder says besides its keys. */
export interface StarterWords {
  readonly robotsHead: readonly string[];
  readonly timezone: string;
  readonly locale: string;
  readonly webhook: string;
  readonly secret: string;
  readonly keywords: string;
  readonly sampleKeyword: string;
  readonly people: string;
  readonly samplePeople: readonly string[];
  readonly defaults: string;
  readonly remindersHead: readonly string[];
  readonly sampleReminder: readonly string[];
  readonly workdays: string;
  readonly starters: Readonly<Record<Starter, { readonly comment: string; readonly text: string }>>;
}

export function starterWords(language: Language): StarterWords {
  return language === 'en' ? en : zhCn;
}

const en: StarterWords = {
  robotsHead: [
    'The robots and people of dingbell. All .yaml files of this folder are read as one: split them as you like.',
    'After an edit, `npx dingbell check` names every mistake with its line and what to write instead.',
  ],
  timezone: 'the zone of the times in reminders',
  locale: 'dates in messages, the page: en or zh-CN',
  webhook: 'The address and the secret are in .env; without them the built-in sandbox gets the messages.',
  secret: 'of 加签, begins with SEC',
  keywords: '自定义关键词: each message must contain one',
  sampleKeyword: 'Reminder',
  people: 'Whom reminders mention and whose birthdays they tell of.',
  samplePeople: ['people:', '  lily: { name: Lily, mobile: "13800000000", birthday: 1992-02-29 }'],
  defaults: 'Who speaks where a reminder names no robot.',
  remindersHead: ['A reminder = a name + when + what to say. To rest one for a while: paused: true.'],
  sampleReminder: ['reminders:', '  lunch:', '    at: "11:50"', '    text: Time for lunch'],
  workdays: "China's workdays: not on holidays, but on make-up Saturdays and Sundays",
  starters: {
    'clock-in': {
      comment: 'Clock in, everyone is called',
      text: 'Good morning ☀️ {{ date | date: "EEEE, d MMMM" }}: remember to clock in',
    },
    lunch: { comment: 'Lunch', text: 'Lunch time 🍚 however busy you are' },
    'clock-out': { comment: 'Clock out', text: 'Well done today 🌆 remember to clock out' },
    workout: { comment: 'Workout: Monday, Wednesday, Friday', text: 'Time to work out 💪' },
    reading: { comment: 'Reading, every evening', text: 'Half an hour of reading 📖' },
    birthdays: {
      comment: 'Birthdays of everyone under people:, a week before, the day before and on the day',
      text: "{% if days_left > 0 %}**{{ days_left }}** days until {{ person.name }} turns {{ years }} ({{ date | date: 'd MMMM' }}){% else %}{{ person.name }} turns {{ years }} today: happy birthday! 🎂{% endif %}",
    },
  },
};

const zhCn: StarterWords = {
  robotsHead: [
    '钉铃的机器人和人。这个文件夹里的所有 .yaml 会合在一起读，想怎么分文件都可以。',
    '改完以后运行 npx dingbell check：写错了会告诉你在哪一行、应该怎么写。',
  ],
  timezone: '提醒里的时间按哪个时区',
  locale: '消息里的日期和页面用哪种语言：zh-CN 或 en',
  webhook: '地址和密钥在 .env 里；没有设置时，消息发到内置的沙箱（假钉钉）',
  secret: '加签的密钥，SEC 开头',
  keywords: '自定义关键词：每条消息至少要有一个',
  sampleKeyword: '提醒',
  people: '提醒里 @ 谁、给谁过生日。',
  samplePeople: ['people:', '  xiaoming: { name: 小明, mobile: "13800000000", birthday: { lunar: 1990-08-15 } }'],
  defaults: '提醒没有写 robot 时由谁来发。',
  remindersHead: ['每个提醒 = 一个名字 + 什么时候 + 发什么。先停一停：加一行 paused: true。'],
  sampleReminder: ['reminders:', '  lunch:', '    at: "11:50"', '    text: 午饭时间到'],
  workdays: '法定工作日：节假日不吵你，调休上班那天会提醒',
  starters: {
    'clock-in': {
      comment: '上班打卡，@所有人',
      text: '早上好 ☀️ 今天是{{ date | date: "M月d日 EEEE" }}，上班打卡啦！',
    },
    lunch: { comment: '午饭', text: '午饭时间到 🍚 再忙也要好好吃饭' },
    'clock-out': { comment: '下班打卡', text: '辛苦了，下班别忘了打卡，路上注意安全 🌆' },
    workout: { comment: '健身：周一、三、五', text: '健身时间到 💪 动一动，出出汗' },
    reading: { comment: '读书：每天晚上', text: '读书半小时 📖 放下手机，翻开书' },
    birthdays: {
      comment: '生日：people 里写了生日的人，提前 7 天、1 天和当天各提醒一次',
      text: "{% if days_left > 0 %}还有 **{{ days_left }}** 天（{{ date | date: 'M月d日 EEEE' }}）就是{{ person.name }}的 {{ years }} 岁生日{% else %}今天是{{ person.name }}的 {{ years }} 岁生日，祝生日快乐！🎂{% endif %}",
    },
  },
};
