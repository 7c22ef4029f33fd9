import { describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { buildPayload } from '../../src/robot/dingtalk/payload.ts';
import { texts, times, toldBy } from '../support/told-by.ts';
import { readExample } from './example.ts';
import type { Page } from './markdown.ts';
import { readPage } from './pages.ts';

/*
 * The tables of "Traps of time" on both pages: what is written is told by `check`, and does what the row says; what to
 * write instead is told no such thing, and does what was meant. Worked out by hand on a calendar.
 *
 * 2026-12-01 is a Tuesday; of 2027 the first of January is a Friday, of February and March a Monday, of April a
 * Thursday, of May a Saturday, of July a Thursday, of October a Friday. Lunar 闰六月 is in 2036, from 07-23 on; 六月 of
 * 2027 begins on 07-04, 腊月廿三 before the Spring Festival of 2027-02-06 is 01-30.
 */

/** `does` is empty where it never fires, `undefined` where it is refused. */
type Row = readonly [written: string, code: string, from: string, does: string | undefined, says: string | RegExp];

const ROWS: readonly Row[] = [
  // On other days than meant
  ['cron: "0 0 9 ? * 2"', 'cron-quartz-weekday', '2026-12-01', '09:00 on 12-01, 12-08', '09:00 on 12-07, 12-14'],
  [
    'cron: "0 9 */14 * 1", dayMatch: both',
    'cron-stepped-dates',
    '2026-12-01',
    '09:00 on 02-01, 02-15, 03-01',
    '09:00 on 26-12-07, 26-12-21, 27-01-04',
  ],
  [
    'cron: "0 9 */2 * *"',
    'cron-uneven-step',
    '2026-12-29',
    '09:00 on 26-12-29, 26-12-31, 27-01-01, 27-01-03',
    '09:00 on 26-12-29, 26-12-31, 27-01-02, 27-01-04',
  ],
  [
    'cron: "0 9 1-31/2 * *"',
    'cron-uneven-step',
    '2026-12-29',
    '09:00 on 26-12-29, 26-12-31, 27-01-01, 27-01-03',
    '09:00 on 26-12-29, 26-12-31, 27-01-02, 27-01-04',
  ],
  [
    'cron: "0 9 * * */2"',
    'cron-uneven-step',
    '2026-12-04',
    '09:00 on 12-05, 12-06, 12-08, 12-10',
    '09:00 on 12-04, 12-06, 12-08, 12-10',
  ],
  [
    'cron: "0 9 1 */5 *"',
    'cron-uneven-step',
    '2027-06-01',
    '09:00 on 27-06-01, 27-11-01, 28-01-01, 28-06-01',
    '09:00 on 27-10-01, 28-03-01, 28-08-01, 29-01-01',
  ],
  [
    'cron: "0 */5 * * *"',
    'cron-uneven-step',
    '2026-12-01',
    '12-01 00:00, 12-01 05:00, 12-01 10:00, 12-01 15:00, 12-01 20:00, 12-02 00:00',
    '12-01 00:00, 12-01 06:00, 12-01 12:00, 12-01 18:00, 12-02 00:00',
  ],
  [
    'every: 5h',
    'every-uneven',
    '2026-12-01',
    '12-01 00:00, 12-01 05:00, 12-01 10:00, 12-01 15:00, 12-01 20:00, 12-02 00:00',
    '12-01 00:00, 12-01 06:00, 12-01 12:00, 12-01 18:00, 12-02 00:00',
  ],
  [
    'cron: "* 9 * * *"',
    'cron-every-minute',
    '2026-12-01',
    '12-01 09:00, 12-01 09:01, 12-01 09:02',
    '09:00 on 12-01, 12-02, 12-03',
  ],
  ['cron: "* * 9 * * *"', 'cron-every-second', '2026-12-01', '09:00 on 12-01, 12-01', '09:00 on 12-01, 12-02'],
  [
    'cron: "30 18 * * 1-5 *"',
    'cron-second-first',
    '2026-12-04',
    '01-01 00:18, 01-01 01:18, 01-01 02:18',
    '18:30 on 12-04, 12-07, 12-08',
  ],
  [
    'cron: "0 9 31 * *"',
    'month-without-day',
    '2027-01-01',
    '09:00 on 01-31, 03-31, 05-31, 07-31, 08-31, 10-31, 12-31',
    '09:00 on 01-31, 02-28, 03-31, 04-30',
  ],
  [
    'cron: "0 9 29 * *"',
    'month-without-day',
    '2027-01-01',
    '09:00 on 01-29, 03-29',
    '09:00 on 01-29, 02-28, 03-29, 04-29',
  ],
  ['monthly: 30', 'month-without-day', '2027-01-01', '09:00 on 01-30, 03-30', '09:00 on 01-30, 02-28, 03-30'],
  // The day begins at 17:00 in Beijing there.
  ['timezone: Etc/GMT+8', 'timezone-sign', '2026-12-01', '01:00 on 12-01, 12-02', '09:00 on 12-01, 12-02'],
  // 09:00 of summer time is 13:00 in UTC, of winter time 14:00.
  ['timezone: EST', 'timezone-no-summer-time', '2027-07-01', '22:00 on 07-01, 07-02', '21:00 on 07-01, 07-02'],

  // Dates that are lost
  [
    'monthly: 15, on: workdays',
    'dates-swallowed',
    '2027-03-01',
    '09:00 on 03-15, 04-15, 06-15',
    '09:00 on 03-15, 04-15, 05-17, 06-15',
  ],
  [
    'monthly: 10, months: [1, 4, 7, 10], on: workdays',
    'dates-swallowed',
    '2026-12-01',
    '09:00 on 01-10, 04-10, 07-10',
    '09:00 on 01-11, 04-12, 07-12',
  ],
  ['monthly: 1, unless: mon', 'dates-swallowed', '2027-01-01', '09:00 on 01-01, 04-01', '09:00 on 01-01, 02-01, 03-01'],
  [
    'monthly: 5, skip: 2027-01-01..2027-02-28',
    'dates-swallowed',
    '2026-12-01',
    '09:00 on 26-12-05, 27-03-05',
    '09:00 on 26-12-05, 27-03-05',
  ],
  ['yearly: 05-22, on: workdays', 'dates-swallowed', '2027-01-01', '09:00 on 05-22', '09:00 on 05-24'],
  ['birthdays: [lili], on: workdays', 'dates-swallowed', '2027-01-01', '09:00 on 02-29', '09:00 on 02-26'],
  [
    'once: [2026-12-04T09:00, 2026-12-05T09:00], on: workdays',
    'dates-swallowed',
    '2026-12-01',
    '09:00 on 12-04',
    '09:00 on 12-04, 12-07',
  ],
  ['once: 2026-12-05T09:00, on: workdays', 'filter-leaves-nothing', '2026-12-01', '', '09:00 on 12-07'],
  [
    'every: 10 days, from: 2026-12-01, on: workdays',
    'dates-swallowed',
    '2026-12-31',
    '09:00 on 26-12-31, 27-01-20',
    '09:00 on 26-12-31, 27-01-11, 27-01-20',
  ],
  [
    'cron: "0 17 * * 5", on: workdays',
    'dates-swallowed',
    '2026-12-25',
    '17:00 on 26-12-25, 27-01-08',
    '17:00 on 26-12-25, 26-12-31, 27-01-08',
  ],
  ['yearly: { lunar: 闰06-01, leapMonth: skip }', 'next-far-off', '2026-12-01', '09:00 on 36-07-23', '09:00 on 07-04'],
  ['countdown: 2026-12-06, on: workdays', 'event-left-out', '2026-12-03', '09:00 on 12-03, 12-04', '09:00 on 12-06'],
  ['once: 2027-10-10T09:00, on: workdays', 'waits-for-notice', '2026-12-01', '', '09:00 on 10-10'],
  // The first two digits of a year are left out.
  ['once: 2101-01-03T09:00, on: workdays', 'beyond-known-days', '2026-12-01', '', '09:00 on 01-01-03'],

  // Rosters: the week of 2026-11-30 is 小明's, 12-07 丽丽's, 12-14 小明's.
  [
    'every: 2 weeks, from: 2026-11-30, rotate: { people: [xiaoming, lili], every: 1 week, from: 2026-11-30 }',
    'roster-unfair',
    '2026-11-30',
    '11-30 小明 | 12-14 小明 | 12-28 小明',
    '11-30 小明 | 12-14 丽丽 | 12-28 小明',
  ],
  [
    'monthly: 1, months: [1, 7], rotate: { people: [xiaoming, lili], every: 1 month, from: 2027-01-01 }',
    'roster-unfair',
    '2026-12-01',
    '01-01 小明 | 07-01 小明 | 01-01 小明',
    '01-01 小明 | 07-01 丽丽 | 01-01 小明',
  ],

  [
    'every: 10 days, for: 6 days, from: 2026-12-01, rotate: { people: [xiaoming, lili], every: 5 days, from: 2026-12-01 }',
    'roster-unfair',
    '2026-12-01',
    '12-01 小明 | 12-02 小明 | 12-03 小明 | 12-04 小明 | 12-05 小明 | 12-06 丽丽',
    '12-01 小明 | 12-02 丽丽 | 12-03 小明 | 12-04 丽丽 | 12-05 小明 | 12-06 丽丽 | 12-11 小明',
  ],

  // False text
  ['{{ at | date: "HH:MM" }}', 'date-format', '2026-12-02', '12-02 09:12', '12-02 09:00'],
  ['{{ at | date: "yyyy-mm-dd" }}', 'date-format', '2026-12-02', '12-02 2026-00-02', '12-02 2026-12-02'],
  ['{{ at | date: "mm月dd日" }}', 'date-format', '2026-12-02', '12-02 00月02日', '12-02 12月02日'],
  ['{{ at | date: "HH时MM分" }}', 'date-format', '2026-12-02', '12-02 09时12分', '12-02 09时00分'],
  ['{{ at | date: "HH:SS" }}', 'date-format', '2026-12-02', '12-02 09:SS', '12-02 09:00'],
  ['{{ at | date: "周E" }}', 'date-format', '2026-12-02', '12-02 周3', '12-02 周三'],
  ['{{ date | date: "HH:mm" }}', 'date-without-time', '2026-12-02', '12-02 00:00', '12-02 09:00'],
  ['{{ date | plus: "7 days" }}', 'template-failed', '2026-12-02', undefined, '12-02 2026-12-09'],
  ['{% if date == "圣诞节" %}圣诞{% else %}平常{% endif %}', 'date-compared', '2026-12-25', '12-25 平常', '12-25 圣诞'],
  ['text: "@小明 开会"', 'at-calls-nobody', '2026-12-02', '12-02 @小明 开会', '12-02 开会'],
  ['text: "@13800000000 开会"', 'at-calls-nobody', '2026-12-02', '12-02 @13800000000 开会', '12-02 开会'],
  ['text: "@所有人 开会"', 'at-calls-nobody', '2026-12-02', '12-02 @所有人 开会', '12-02 开会'],
  ['text: 开会, mention: "1380000000"', 'mobile-digits', '2026-12-02', '12-02 开会', '12-02 开会'],

  // Not written here
  ['cron: "0 0 9 * * ? 2027"', 'cron-quartz', '2026-12-01', undefined, '09:00 on 01-01, 01-02'],
  ['cron: "0 0 9 ? * 2-6 *"', 'cron-quartz', '2026-12-04', undefined, '09:00 on 12-04, 12-07'],
  ['cron: "TZ=Asia/Tokyo 0 9 * * *"', 'cron-zone', '2026-12-01', undefined, '08:00 on 12-01, 12-02'],
  ['cron: "CRON_TZ=Asia/Tokyo 0 9 * * *"', 'cron-zone', '2026-12-01', undefined, '08:00 on 12-01, 12-02'],
  ['cron: "H 9 * * *"', 'cron-jenkins', '2026-12-01', undefined, /^09:\d\d on 12-01, 12-02$/],
  ['cron: "Mon..Fri 09:00"', 'cron-systemd', '2026-12-04', undefined, '09:00 on 12-04, 12-07'],
  ['cron: "cron(0 18 ? * MON-FRI *)"', 'cron-aws', '2026-12-04', undefined, '02:00 on 12-04, 12-05, 12-08'],
  ['cron: "@every 5m"', 'cron-nickname', '2026-12-01', undefined, '12-01 00:00, 12-01 00:05'],
  ['cron: "RRULE:FREQ=WEEKLY;BYDAY=MO"', 'cron-rrule', '2026-12-01', undefined, '09:00 on 12-07, 12-14'],
  ['cron: 每周一9点', 'cron-words', '2026-12-01', undefined, '09:00 on 12-07, 12-14'],
  ['every: 周一', 'wrong-value', '2026-12-01', undefined, '09:00 on 12-07, 12-14'],
  [
    'every: 做四休二',
    'wrong-value',
    '2026-12-01',
    undefined,
    '09:00 on 12-01, 12-02, 12-03, 12-04, 12-07, 12-08, 12-09, 12-10, 12-13',
  ],
  ['every: 14d', 'bad-interval', '2026-12-01', undefined, '09:00 on 12-01, 12-15, 12-29'],
  ['yearly: 小年', 'which-little-new-year', '2026-12-01', undefined, '09:00 on 01-30'],
  ['timezone: UTC+8', 'unknown-timezone', '2026-12-01', undefined, '09:00 on 12-01, 12-02'],
  ['timezone: 北京时间', 'unknown-timezone', '2026-12-01', undefined, '09:00 on 12-01, 12-02'],
  ['on: "!workdays"', 'wrong-value', '2026-12-01', undefined, '09:00 on 12-05, 12-06, 12-12'],
  ['on: no holidays', 'wrong-value', '2026-12-30', undefined, '09:00 on 26-12-30, 26-12-31, 27-01-02'],
  ['on: ["-sat"]', 'wrong-value', '2026-12-04', undefined, '09:00 on 12-04, 12-06'],
  ['except: weekends', 'unknown-key', '2026-12-04', undefined, '09:00 on 12-04, 12-07'],
  ['at: 晚上12点', 'wrong-value', '2026-12-01', undefined, '00:00 on 12-01, 12-02'],
  ['at: 晚上1点', 'wrong-value', '2026-12-01', undefined, '01:00 on 12-01, 12-02'],
];

const [english, chinese] = [mendsOf(readPage('docs/yaml.md')), mendsOf(readPage('docs/yaml.zh-CN.md'))];

it('every row of both pages is here, with the same mend', () => {
  expect([...english.keys()]).toEqual(ROWS.map(([written]) => written));
  expect(chinese).toEqual(english);
});

describe.each(ROWS)('%s', (written, code, from, does, says) => {
  it(`is told as ${code}`, async () => {
    const { codes, reminder } = await readRow(written);
    expect(codes).toContain(code);
    expect(reminder && wall(written, reminder, from, does ?? '')).toBe(does);
  });

  it('has a mend that says what was meant', async () => {
    const { codes, reminder } = await readRow(english.get(written) ?? '');
    expect(codes).toEqual([]);
    const told = reminder && wall(written, reminder, from, typeof says === 'string' ? says : says.source);
    expect(told).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
  });
});

it.each([
  ['text: "@小明 开会"', '"atMobiles":["13800000000"]'],
  ['text: "@13800000000 开会"', '"atMobiles":["13800000000"]'],
  ['text: 开会, mention: "1380000000"', '"atMobiles":["13800000000"]'],
  ['text: "@所有人 开会"', '"isAtAll":true'],
])('%s: the mend calls', async (written, called) => {
  const payloadOf = async (yaml: string): Promise<string> => {
    const { reminder } = await readRow(yaml);
    const [first] = reminder ? toldBy(reminder, '2026-12-02', '2026-12-02') : [];
    return first && reminder ? JSON.stringify(buildPayload(reminder.render(first, { lateMinutes: 0 }), '')) : '';
  };
  expect(await payloadOf(english.get(written) ?? '')).toContain(called);
  expect(await payloadOf(written)).toMatch(new RegExp(`^(?!.*${RegExp.escape(called)}).`));
});

/** What is to be written instead of what stands in the first column, by it. */
function mendsOf({ headings, tables }: Page): ReadonlyMap<string, string> {
  const start = headings.find(({ text }) => /^(?:Traps of time|时间的坑)$/.test(text))?.line ?? Infinity;
  const code = (cell = ''): string => /^`([^`]+)`$/.exec(cell)?.[1] ?? `not code: ${cell}`;
  const rows = tables.filter(({ line }) => line > start).flatMap((table) => table.rows);
  return new Map(rows.map(([written, , mend]) => [code(written), code(mend)]));
}

/** The keys of a reminder as the tables show them: without what is said, or without `at`. */
async function readRow(keys: string) {
  const whole = [
    /^(?:at|cron|every|monthly|yearly|once|birthdays|countdown):/.test(keys) ? '' : 'at: "09:00", ',
    keys.startsWith('{') ? `text: '${keys}'` : keys,
    /^\{|text:/.test(keys) ? '' : `, text: "${keys.includes('rotate') ? '{{ person.name }}' : '早会'}"`,
  ].join('');
  const result = await readExample({ text: `reminders:\n  r: { ${whole} }\n` });
  const problems = result.kind === 'config' ? result.warnings : result.problems;
  const told = problems.filter(({ file, code }) => file.endsWith('example.yaml') && code !== PROVISIONAL);
  return {
    codes: told.map(({ code }) => code),
    reminder: result.kind === 'config' ? result.config.reminders[0] : undefined,
  };
}

/** Told of whatever goes by workdays of a year that is not announced. */
const PROVISIONAL = 'calendar-year-provisional';

/** As many as are expected, by the clocks of Beijing, or as texts. */
function wall(written: string, reminder: Reminder, from: string, expected: string): string {
  const inBeijing = { ...reminder, timezone: 'Asia/Shanghai' };
  const [show, between] = /^\{|text:|rotate:/.test(written) ? [texts, ' | '] : [times, ', '];
  const told = toldBy(inBeijing, from, '2110-12-31', expected.split(between).length);
  return told.length === 0 ? '' : show(inBeijing, told);
}
