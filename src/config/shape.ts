import { z } from 'zod';
import { parseDuration } from '../schedule/duration.ts';
import { DAY } from '../schedule/instant.ts';
import type { Expected } from './texts/expected.ts';

/*
 * What people may write, key by key. Every scalar comes as text (see `tree.ts`), and what it means is decided here and
 * in the `resolve-*` files. Descriptions are for editors, which read them from `schedules/schema.json`.
 * The error of each part is the name of what was expected there; `texts/` has the words.
 */

const expects = (expected: Expected): { readonly error: Expected } => ({ error: expected });

const TEXT_OR_NUMBER = { type: ['string', 'number'] } as const;

/** What editors may take for a number although we read text. */
function maybeNumber(expected: Expected): Partial<typeof TEXT_OR_NUMBER> {
  const plausible: readonly Expected[] = [
    'text',
    'title',
    'words',
    'name',
    'mobile',
    'user-id',
    'keywords',
    'tags',
    'mention',
    'rotate-people',
    'monthly',
    'secret',
    'token',
    'calendar-token',
  ];
  return plausible.includes(expected) ? TEXT_OR_NUMBER : {};
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_OR_DAY = /^(?:\d{4}-)?\d{2}-\d{2}$/;
/** Turns of workdays are counted one by one from there: a year that is mistyped must not take minutes. */
const RECENT_DATE = /^2[01]\d{2}-\d{2}-\d{2}$/;
const DATES = /^\d{4}-\d{2}-\d{2}(?: *\.\. *\d{4}-\d{2}-\d{2})?$/;
const DURATION = /^\d{1,8}[smhd]$/;
/** A grid within the day, or an interval of dates. */
const EVERY = /^(?:\d{1,8}[smhd]|(?:[1-9]\d{0,3} *)?(?:day|week|month|year)s?)$/;
const ADVANCE = /^(?:\d{1,8}[smhd]|[1-9]\d{0,2} *workdays?)$/;
const RUN = /^(?:[1-9]\d{0,3} *)?(?:day|week)s?$/;

const optionalText = (expected: Expected) => z.string(expects(expected)).meta(maybeNumber(expected));
const text = (expected: Expected) => optionalText(expected).min(1, expects(expected));
const matching = (expected: Expected, pattern: RegExp) => z.string(expects(expected)).regex(pattern, expects(expected));
const duration = matching('duration', DURATION);
const time = matching('time', TIME);

const oneOrMore = <Item extends z.ZodType>(item: Item, expected: Expected) =>
  z.union([item, z.array(item, expects(expected)).min(1, expects(expected))], expects(expected));

/** For what may as well be left out: an empty list says the same. */
const noneOrMore = <Item extends z.ZodType>(item: Item, expected: Expected) =>
  z.union([item, z.array(item, expects(expected))], expects(expected));

/** The issue for unknown keys carries the known ones: zod does not. */
const object = <Shape extends z.ZodRawShape>(expected: Expected, shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : expected),
  });

const integer = (expected: Expected, minimum: number, maximum: number) =>
  z
    .string(expects(expected))
    .refine((written) => isInteger(written, minimum, maximum), expects(expected))
    .transform(Number)
    .meta({ type: 'integer', minimum, maximum });

const boolean = z
  .string(expects('boolean'))
  .refine((written) => written === 'true' || written === 'false', expects('boolean'))
  .transform((written) => written === 'true')
  .meta({ type: 'boolean' });

function isInteger(written: string, minimum: number, maximum: number): boolean {
  return /^-?\d{1,9}$/.test(written) && Number(written) >= minimum && Number(written) <= maximum;
}

const timezone = text('timezone').describe('时区 · time zone: Asia/Shanghai');

const daemon = object('daemon', {
  timezone: timezone.exactOptional(),
  locale: z
    .enum(['zh-CN', 'en'], expects('choice'))
    .describe('消息和页面的语言 · language of dates, messages and the page')
    .exactOptional(),
  data: text('folder').describe('数据文件夹，相对于本文件夹的上一级 · folder of the database').exactOptional(),
  http: object('http', {
    host: text('host').describe('监听地址 · address to listen on, 127.0.0.1').exactOptional(),
    port: integer('port', 0, 65_535).describe('端口，0 表示任意 · port, 0 for any free one, 8787').exactOptional(),
    token: optionalText('token').describe('页面和接口的口令 · token of the page and the API').exactOptional(),
    calendarToken: optionalText('calendar-token')
      .describe('只用来订阅日历的口令：/calendar.ics?token=… · token that opens the calendar only')
      .exactOptional(),
    publicHosts: noneOrMore(optionalText('public-hosts'), 'public-hosts')
      .describe('反向代理后面用的域名 · host names of a reverse proxy: bell.example.com')
      .exactOptional(),
  })
    .describe('状态页面 · status page')
    .exactOptional(),
  holidays: z
    .union(
      [
        matching('holidays', /^off$/),
        object('holidays', {
          urls: oneOrMore(text('holiday-url'), 'holiday-url').describe('放假安排的下载地址 · addresses of the data'),
        }),
      ],
      expects('holidays'),
    )
    .describe('中国放假安排从哪里下载：off 不下载，或 { urls: [https://…/{year}.json] } · where days off are looked up')
    .exactOptional(),
  retention: duration.describe('历史保留多久 · how long history is kept, 90d').exactOptional(),
  heartbeat: optionalText('heartbeat')
    .describe('运行正常时定期访问的网址，停了由那边来提醒 · address asked for while all is well')
    .exactOptional(),
});

const robot = object('robot', {
  webhook: optionalText('webhook').describe('机器人的地址，或 sandbox · webhook, or the word sandbox'),
  secret: optionalText('secret').describe('加签密钥 SEC… · signing secret').exactOptional(),
  keywords: z
    .union(
      [text('keywords'), z.array(text('keywords'), expects('keywords')).max(10, expects('keywords'))],
      expects('keywords'),
    )
    .describe('自定义关键词，消息里至少要有一个 · keywords, one of which each message must contain')
    .exactOptional(),
  limit: object('limit', {
    perMinute: integer('per-minute', 1, 1_000_000).describe('每分钟最多几条 · messages a minute, 20').exactOptional(),
    perMonth: integer('positive-integer', 1, 10_000_000)
      .describe('每月最多几条 · messages a month, 3000')
      .exactOptional(),
  })
    .describe('发送上限 · limits')
    .exactOptional(),
  onFailure: text('name').describe('发送失败时告诉哪个机器人 · robot to tell when sending fails').exactOptional(),
});

const feb29 = z
  .enum(['feb-28', 'mar-1', 'skip'], expects('choice'))
  .describe('平年的2月29日 · Feb 29 in a common year');
const leapMonth = z
  .enum(['skip', 'regular', 'both'], expects('choice'))
  .describe('闰月：skip 没有就不过，regular 总按平月，both 两个月都过 · leap months');
const day30 = z
  .enum(['29th', 'next-day', 'skip'], expects('choice'))
  .describe('小月没有三十 · day 30 in a short month');
const count = z.enum(['zhousui', 'xusui'], expects('choice')).describe('周岁或虚岁 · how years are counted');
const since = matching('since', /^\d{4}(?:-\d{2}-\d{2})?$/)
  .meta(TEXT_OR_NUMBER)
  .describe('从哪一年算起 · first year or date: 2016');

const yearlyDay = {
  date: text('yearly-date').describe('05-20 或 2016-05-20').exactOptional(),
  lunar: text('lunar-date').describe('农历：八月十五、08-15、闰06-01、除夕 · lunar date').exactOptional(),
  feb29: feb29.exactOptional(),
  leapMonth: leapMonth.exactOptional(),
  day30: day30.exactOptional(),
  count: count.exactOptional(),
};

const person = object('person', {
  name: text('words').describe('称呼 · name, default: the key').exactOptional(),
  mobile: optionalText('mobile').describe('手机号，用来 @ · mobile number, to mention').exactOptional(),
  userId: optionalText('user-id').describe('钉钉 userId，用来 @ · DingTalk user id, to mention').exactOptional(),
  birthday: z
    .union([text('birthday'), object('birthday', yearlyDay)], expects('birthday'))
    .describe('生日：1992-02-29、02-29 或 { lunar: 1990-08-15 } · birthday')
    .exactOptional(),
});

const alternation = z
  .enum(['work', 'off'], expects('choice'))
  .describe('那一周上班还是休息，下一周反过来 · that week; the other way round in the next');

const calendar = object('calendar', {
  country: text('country')
    .describe('国家代码，CN；其他国家先运行 npm install date-holidays · country code: CN, JP, DE')
    .exactOptional(),
  region: text('region').describe('国家的一部分：GB-ENG、DE-BY · part of a country').exactOptional(),
  week: oneOrMore(text('week'), 'week')
    .describe('一周里哪几天上班：[mon, tue, wed, thu, fri, sat] · days of the week that are worked')
    .exactOptional(),
  alternate: object('alternate', {
    saturday: alternation.exactOptional(),
    sunday: alternation.exactOptional(),
    from: matching('date', DATE).describe('从哪一周算起 · in the week of this date'),
  })
    .describe('大小周：{ saturday: work, from: 2026-12-05 } · every other week')
    .exactOptional(),
  off: noneOrMore(matching('dates', DATES), 'dates')
    .describe('额外放假的日子，2026-02-10..2026-02-25 · more days off')
    .exactOptional(),
  work: noneOrMore(matching('dates', DATES), 'dates').describe('额外上班的日子 · more workdays').exactOptional(),
  unknownYear: z
    .enum(['provisional', 'weekday', 'error'], expects('choice'))
    .describe('放假安排还没公布的年份 · years not announced yet')
    .exactOptional(),
});

const spread = matching('spread', DURATION)
  .refine((written) => (parseDuration(written) ?? 0) <= DAY, expects('spread'))
  .describe('错开发送：在这段时间内固定错后一点，2m · each reminder so much later at most, always the same')
  .exactOptional();

const rotate = object('rotate', {
  people: oneOrMore(text('rotate-people'), 'rotate-people').describe(
    '轮流的人，按顺序 · people in the order of their turns',
  ),
  every: text('turn')
    .describe('多久换一次：1 week、2 days、1 month、1 workday · how long a turn lasts, 1 week')
    .exactOptional(),
  from: matching('first-turn', RECENT_DATE).describe('第一个人从哪天开始 · first day of the first turn: 2026-11-02'),
});

const coalesce = boolean
  .describe('积压太多时可以合并成一条发送 · may be merged into one message when many pile up, true')
  .exactOptional();
const catchUp = z
  .enum(['latest', 'all', 'none'], expects('choice'))
  .describe('错过几次时补发哪些 · which of several late ones are sent: latest');
const late = duration.describe('最多晚多久还发，15m · how late it may still be sent');
const robotName = text('name').describe('由哪个机器人发 · robot that sends it');
const robotNames = oneOrMore(text('name'), 'names').describe('由哪几个机器人发 · robots that send it');
const calendarName = text('name').describe('哪份工作日历 · calendar of workdays');

const defaults = object('defaults', {
  robot: robotName.exactOptional(),
  robots: robotNames.exactOptional(),
  calendar: calendarName.exactOptional(),
  timezone: timezone.exactOptional(),
  late: late.exactOptional(),
  catchUp: catchUp.exactOptional(),
  coalesce,
  spread,
});

const messageText = text('text').describe('文字，可以用 {{ 值 }} · text, with {{ values }}');
const title = text('title').describe('标题 · title');
const url = text('url').describe('网址 · web address');

const messages = {
  text: messageText.describe('文字消息，可以用 {{ date }} 等 · text message').exactOptional(),
  markdown: object('markdown', { title, text: messageText })
    .describe('Markdown 消息 · Markdown message')
    .exactOptional(),
  link: object('link', { title, text: messageText, url, picture: url.exactOptional() })
    .describe('链接消息 · link')
    .exactOptional(),
  actionCard: object('action-card', {
    title,
    text: messageText,
    buttons: z.array(object('button', { title, url }), expects('buttons')).min(1, expects('buttons')),
    layout: z.enum(['vertical', 'horizontal'], expects('choice')).exactOptional(),
  })
    .describe('带按钮的卡片 · card with buttons')
    .exactOptional(),
  feedCard: object('feed-card', {
    links: z.array(object('feed-link', { title, url, picture: url }), expects('links')).min(1, expects('links')),
  })
    .describe('多条图文 · several links with pictures')
    .exactOptional(),
};

const triggers = {
  at: oneOrMore(time, 'times').describe('每天几点，"08:50" 或列表 · time of day, or several').exactOptional(),
  cron: oneOrMore(text('cron'), 'cron')
    .describe('cron 表达式，要加引号："30 18 * * 1-5"，或列表 · cron expression in quotes, or several')
    .exactOptional(),
  dayMatch: z
    .enum(['either', 'both'], expects('choice'))
    .describe('cron 的日和星期都写时：either 满足一个，both 都满足 · when cron names day and weekday')
    .exactOptional(),
  every: matching('every', EVERY)
    .describe('每隔多久，45m；或 2 weeks（天、周、月、年），从 from 起 · interval: 45m, or 2 weeks from a date')
    .exactOptional(),
  from: matching('date', DATE)
    .describe('every: 2 weeks 的第一天 · first date of every: 2 weeks: 2026-12-02')
    .exactOptional(),
  for: matching('run', RUN).describe('every: 6 days 里连续几天，4 days · so many days in a row').exactOptional(),
  between: text('between')
    .describe('在什么时间段内，"09:30-18:00"，可以跨过午夜 · window of the day, or of a night')
    .exactOptional(),
  monthly: z
    .union(
      [
        text('monthly'),
        z.array(text('monthly'), expects('monthly')).min(1, expects('monthly')),
        object('monthly-lunar', {
          lunar: oneOrMore(text('lunar-day'), 'lunar-day').describe(
            '农历每月哪天：[1, 15]、初一 · days of each lunar month',
          ),
        }),
      ],
      expects('monthly'),
    )
    .describe(
      '每月哪天：15、last、last workday、2nd friday、[1, 15]、{ lunar: [1, 15] } · day of each month, or several',
    )
    .exactOptional(),
  short: z
    .enum(['last', 'skip'], expects('choice'))
    .describe('没有那一天的月份：last 在最后一天，skip 不提醒 · months without that day')
    .exactOptional(),
  months: oneOrMore(integer('month', 1, 12), 'months')
    .describe('只在这些月份，[1, 4, 7, 10] · only in these months')
    .exactOptional(),

  shift: z
    .enum(['next-workday', 'previous-workday', 'skip'], expects('choice'))
    .describe('那天不是工作日时 · when that day is no workday')
    .exactOptional(),
  yearly: z
    .union(
      [text('yearly'), object('yearly-options', { ...yearlyDay, since: since.exactOptional() })],
      expects('yearly'),
    )
    .describe(
      '每年哪天：05-20、{ date: 2016-05-20 }、{ lunar: 八月十五 }、冬至、端午、2nd sunday of may · day of each year',
    )
    .exactOptional(),
  since: since.exactOptional(),
  birthdays: oneOrMore(text('birthdays'), 'birthdays')
    .describe('people 里的生日：all 或列表 · birthdays of people')
    .exactOptional(),
  countdown: text('countdown').describe('倒数到这一天，每天一次：2027-06-07 · every day until then').exactOptional(),
  once: oneOrMore(text('once'), 'once')
    .describe('只一次，2026-12-31T23:59，或列表 · a single time, or several')
    .exactOptional(),
};

const reminder = object('reminder', {
  ...triggers,
  ...messages,
  on: oneOrMore(text('on'), 'on')
    .describe(
      '只在：workdays 工作日（含调休）、days-off 休息日、holidays、before-holiday、after-holiday、last-workday-of-week、last-workday-before-holiday、weekdays 周一到周五、weekends、[mon, wed] · only on these days',
    )
    .exactOptional(),
  unless: oneOrMore(text('on'), 'on').describe('除了这些日子，写法同 on · not on these days').exactOptional(),
  skip: noneOrMore(matching('skip', DATES), 'skip')
    .describe('跳过的日期，2026-02-16..2026-02-22 · dates to leave out')
    .exactOptional(),
  active: object('active', {
    from: matching('active-date', DATE_OR_DAY).exactOptional(),
    until: matching('active-date', DATE_OR_DAY).exactOptional(),
  })
    .describe('从哪天到哪天有效；不写年份就是每年 · first and last day; without years: of every year')
    .exactOptional(),
  paused: boolean.describe('暂停 · paused').exactOptional(),
  advance: noneOrMore(matching('advance', ADVANCE), 'advance')
    .describe('提前多久，[7d, 1d, 0d] 或 2 workdays · how long before')
    .exactOptional(),
  calendar: calendarName.exactOptional(),
  mention: noneOrMore(text('mention'), 'mention')
    .describe(
      '@ 谁：all，people 里的名字，或 person（轮到的人、过生日的人） · whom to mention: all, people, or person, whose turn or birthday it is',
    )
    .exactOptional(),
  robot: robotName.exactOptional(),
  robots: robotNames.exactOptional(),
  timezone: timezone.exactOptional(),
  late: late.exactOptional(),
  catchUp: catchUp.exactOptional(),
  coalesce,
  spread,
  rotate: rotate
    .describe('轮流值班：{ people: [xiaoming, lili], every: 1 week, from: 2026-11-02 } · people take turns')
    .exactOptional(),
  priority: integer('integer', -1_000, 1_000)
    .describe('同一时刻大的先发 · higher goes first at one instant')
    .exactOptional(),
  description: text('words').describe('说明 · description').exactOptional(),
  tags: noneOrMore(text('tags'), 'tags').describe('标签 · tags').exactOptional(),
});

/** One entry of each section. */
export const SHAPES = { daemon, robot, person, calendar, defaults, reminder } as const;

export type DaemonShape = z.infer<typeof daemon>;
export type RobotShape = z.infer<typeof robot>;
export type PersonShape = z.infer<typeof person>;
export type DefaultsShape = z.infer<typeof defaults>;
export type ReminderShape = z.infer<typeof reminder>;

/** The parts of a file. */
export const SECTIONS = ['daemon', 'robots', 'people', 'calendars', 'defaults', 'reminders'] as const;
export type Section = (typeof SECTIONS)[number];

/** A whole file, for editors: files are validated entry by entry, so that one mistake hides no other. */
export const fileShape = z
  .strictObject({
    daemon: daemon.describe('运行设置，只写在一个文件里 · settings, in one file only').optional(),
    robots: z.record(z.string(), robot).describe('机器人 · robots').optional(),
    people: z.record(z.string(), person).describe('人 · people').optional(),
    calendars: z.record(z.string(), calendar).describe('工作日历 · calendars of workdays').optional(),
    defaults: defaults.describe('默认值，只写在一个文件里 · defaults, in one file only').optional(),
    reminders: z.record(z.string(), reminder).describe('提醒 · reminders').optional(),
  })
  .meta({ title: 'dingbell 钉铃' });
