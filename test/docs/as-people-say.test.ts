import { describe, expect, it } from 'vitest';
import type { Config, Reminder } from '../../src/config/config.ts';
import { upcoming } from '../../src/daemon/upcoming.ts';
import { buildPayload } from '../../src/robot/dingtalk/payload.ts';
import { type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';
import type { Override } from '../../src/schedule/override.ts';
import { newRosterStarts } from '../../src/schedule/roster-start.ts';
import { text, texts, times, toldBy } from '../support/told-by.ts';
import { isYaml, readExample } from './example.ts';
import { readPage } from './pages.ts';

/*
 * What people say, as the pages write it, and when it then fires or what it then says: worked out by hand on a wall
 * calendar. Solar terms and lunar days are those of the almanac of the Purple Mountain Observatory, days off those of
 * the State Council's notice for 2026 (01-01 to 03, 02-15 to 23, 04-04 to 06, 05-01 to 05, 06-19 to 21, 09-25 to 27,
 * 10-01 to 07; worked: 01-04, 02-14, 02-28, 05-09, 09-20, 10-10) and of gov.uk/bank-holidays.
 *
 * 2026-12-01 is a Tuesday, 2027-01-01 a Friday, 2027-02-01 and 03-01 are Mondays, 2027-05-01 is a Saturday.
 */

/** By row: a reminder of the pages, the first and the last day that are looked at, and when it fires, or what it says. */
const ROWS: Readonly<
  Record<string, readonly (readonly [id: string, from: string, until: string, expected: string])[]>
> = {
  'every other Wednesday, every 3 days, every 3 months, every 2 years': [
    ['one-on-one', '2026-11-01', '2027-01-31', '15:00 on 26-12-02, 26-12-16, 26-12-30, 27-01-13, 27-01-27'],
    ['even-weeks', '2026-11-01', '2026-12-31', '09:00 on 11-30, 12-03, 12-14, 12-17, 12-28, 12-31'],
    // New Year's Day is a Friday.
    [
      'release-week',
      '2026-12-01',
      '2027-01-01',
      '17:30 on 12-01, 12-02, 12-03, 12-04, 12-14, 12-15, 12-16, 12-17, 12-18, 12-28, 12-29, 12-30, 12-31',
    ],
    ['plants', '2026-11-01', '2026-12-14', '09:00 on 12-01, 12-04, 12-07, 12-10, 12-13'],
    ['check-up', '2024-01-01', '2031-12-31', '09:00 on 25-04-10, 27-04-10, 29-04-10, 31-04-10'],
    ['water-filter', '2026-11-01', '2027-12-31', '09:00 on 26-11-30, 27-02-28, 27-05-30, 27-08-30, 27-11-30'],
    // 180 days before 2034-03-12.
    ['passport', '2024-04-01', '2034-04-01', '09:00 on 33-09-13'],
  ],
  '4 on 2 off, odd and even weeks': [
    [
      'shift: every',
      '2026-11-01',
      '2026-12-13',
      '07:30 on 12-01, 12-02, 12-03, 12-04, 12-07, 12-08, 12-09, 12-10, 12-13',
    ],
    ['even-weeks', '2026-12-07', '2026-12-27', '09:00 on 12-14, 12-17'],
  ],
  '100 days, 1000 days together; 191 days to 高考; minutes left': [
    ['together', '2024-05-20', '2024-09-30', '09:00 on 05-20, 08-28'],
    ['together.', '2026-11-01', '2026-12-01', '11-06 今天是我们在一起的第 900 天'],
    ['together.', '2027-02-01', '2027-03-01', '02-14 今天是我们在一起的第 1000 天'],
    ['exam.', '2026-11-28', '2026-11-29', '11-28 距高考还有 191 天 | 11-29 距高考还有 190 天'],
    ['exam.', '2027-06-06', '2027-12-31', '06-06 距高考还有 1 天 | 06-07 距高考还有 0 天'],
    [
      'launch.',
      '2026-12-11',
      '2026-12-31',
      '12-11 12月18日 10:00 上线，还有 7 天 | 12-14 12月18日 10:00 上线，还有 4 天 | 12-18 12月18日 10:00 上线，还有 0 天',
    ],
    ['interview', '2026-12-01', '2026-12-31', '14:00 on 12-10'],
    ['interview.', '2026-12-01', '2026-12-31', '12-10 14:30 面试，还有 30 分钟'],
  ],
  'the 30th or the last day, second-last workday, 1st and 15th, 1st and 3rd Wednesday, months': [
    ['rent', '2026-12-01', '2027-03-31', '09:00 on 26-12-30, 27-01-30, 27-02-28, 27-03-30'],
    ['dues', '2026-12-01', '2027-01-31', '09:00 on 26-12-01, 26-12-15, 27-01-01, 27-01-15'],
    // 2026-10-31 is a Saturday.
    ['forecast', '2026-10-01', '2026-12-31', '10:00 on 10-29, 11-27, 12-30'],
    ['timesheet', '2026-11-01', '2026-12-31', '17:00 on 11-15, 11-30, 12-15, 12-31'],
    ['book-club', '2026-12-01', '2027-01-31', '19:30 on 26-12-02, 26-12-16, 27-01-06, 27-01-20'],
    ['closing: monthly', '2026-10-01', '2026-12-31', '09:00 on 10-28, 11-26, 12-29'],
    // 2026-01-10 is a Saturday; 10-10 is one that is worked.
    ['taxes', '2026-01-01', '2026-12-31', '09:00 on 01-12, 04-10, 07-10, 10-10'],
  ],
  '初一, 十五': [
    ['incense', '2026-12-01', '2027-02-28', '07:00 on 26-12-09, 26-12-23, 27-01-08, 27-01-22, 27-02-06, 27-02-20'],
    ['incense.', '2026-12-01', '2026-12-31', '12-09 冬月初一，上香 | 12-23 冬月十五，上香'],
  ],
  '清明, 冬至, festivals, Mother’s Day': [
    ['dumplings', '2026-01-01', '2028-12-31', '17:00 on 26-12-22, 27-12-22, 28-12-21'],
    // 清明 is on 2026-04-05 and 2027-04-05, 端午 on 2026-06-19, a Friday.
    ['tomb-sweeping', '2026-01-01', '2027-12-31', '09:00 on 26-03-22, 27-03-22'],
    ['dragon-boat', '2026-01-01', '2026-12-31', '09:00 on 06-18, 06-19'],
    ['little-new-year', '2026-01-01', '2027-12-31', '09:00 on 26-02-10, 27-01-30'],
    ['mothers-day.', '2027-01-01', '2027-12-31', '05-06 还有 3 天母亲节 | 05-09 还有 0 天母亲节'],
    ['closing: yearly', '2024-01-01', '2026-12-31', '15:00 on 24-12-31, 25-12-31, 26-12-31'],
  ],
  'several times or crons, dates by hand': [
    ['medicine', '2026-12-04', '2026-12-06', '12-04 08:00, 12-04 20:30, 12-05 08:00, 12-06 08:00'],
    ['rehearsals', '2026-11-01', '2027-12-31', '12-04 14:00, 12-11 14:00, 12-18 10:00'],
  ],
  'days off, around holidays, the last workday of the week, workdays ahead': [
    ['sleep-in', '2026-09-19', '2026-10-05', '10:00 on 09-19, 09-25, 09-26, 09-27, 10-01, 10-02, 10-03, 10-04, 10-05'],
    ['travel', '2026-04-01', '2026-12-30', '20:00 on 04-03, 04-30, 06-18, 09-24, 09-30'],
    ['handover', '2026-04-01', '2026-12-30', '16:00 on 04-03, 04-30, 06-18, 09-24, 09-30'],
    ['week-end', '2026-09-14', '2026-10-11', '17:00 on 09-18, 09-24, 09-30, 10-09'],
    ['back', '2026-04-01', '2026-12-31', '08:30 on 04-07, 05-06, 06-22, 09-28, 10-08'],
    ['weekly: { at', '2026-09-14', '2026-10-18', '17:00 on 09-20, 09-24, 09-30, 10-10, 10-16'],
    ['stretch: { at', '2026-10-05', '2026-10-16', '15:00 on 10-08, 10-10, 10-12, 10-13, 10-14, 10-15'],
    // 2026-10-25 is a Sunday, 12-25 a Friday.
    ['invoices', '2026-10-01', '2026-10-31', '09:00 on 10-22, 10-25'],
    ['invoices', '2026-12-01', '2026-12-31', '09:00 on 12-23, 12-25'],
  ],
  '22:00 to 06:00, Friday night': [
    [
      'guard',
      '2026-12-04',
      '2026-12-06',
      '12-04 22:00, 12-05 00:00, 12-05 02:00, 12-05 04:00, 12-05 06:00, 12-05 22:00, 12-06 00:00, 12-06 02:00, 12-06 04:00, 12-06 06:00',
    ],
  ],
  'six-day weeks, 大小周, Friday and Saturday, England': [
    ['open', '2026-12-04', '2026-12-08', '08:30 on 12-04, 12-05, 12-07, 12-08'],
    ['open', '2027-02-02', '2027-02-12', '08:30 on 02-02'],
    [
      'shift: { at',
      '2026-12-04',
      '2026-12-20',
      '07:30 on 12-04, 12-05, 12-07, 12-08, 12-09, 12-10, 12-11, 12-14, 12-15, 12-16, 12-17, 12-18, 12-19',
    ],
    ['prep', '2026-12-05', '2026-12-15', '10:00 on 12-05, 12-08, 12-09, 12-10, 12-11, 12-12, 12-13, 12-15'],
    // St Andrew's Day is Scotland's; Boxing Day is a Saturday, and the Monday after it is off.
    ['call', '2026-11-30', '2026-11-30', '17:00 on 11-30'],
    ['call', '2026-12-23', '2026-12-30', '17:00 on 12-23, 12-24, 12-29, 12-30'],
    ['sunday', '2026-12-03', '2026-12-07', '09:00 on 12-03, 12-06, 12-07'],
  ],
  'summer and winter hours': [
    ['summer-shift', '2026-04-28', '2026-05-07', '13:30 on 05-06, 05-07'],
    ['summer-shift', '2026-09-29', '2026-10-12', '13:30 on 09-29, 09-30'],
    ['heating', '2026-11-13', '2026-11-16', '06:30 on 11-15, 11-16'],
    ['heating', '2026-12-31', '2027-01-01', '06:30 on 26-12-31, 27-01-01'],
    ['heating', '2027-03-14', '2027-10-31', '06:30 on 03-14, 03-15'],
  ],
  'duty: the next one, two at once, each meeting': [
    [
      'host.',
      '2026-12-01',
      '2026-12-10',
      '12-01 今天 小明 主持，下次 丽丽 | 12-03 今天 丽丽 主持，下次 老王 | 12-08 今天 老王 主持，下次 小明 | 12-10 今天 小明 主持，下次 丽丽',
    ],
    [
      'closing: at.',
      '2026-12-01',
      '2026-12-07',
      '12-01 小明、丽丽关店 | 12-02 丽丽、老王关店 | 12-03 小明、丽丽关店 | 12-04 丽丽、老王关店 | 12-07 小明、丽丽关店',
    ],
    [
      'on-call: desc.',
      '2026-11-30',
      '2026-12-07',
      '11-30 本周值班：丽丽，下周：老王 | 12-07 本周值班：老王，下周：小明',
    ],
  ],
  'work anniversaries of everybody, one list of the week’s birthdays': [
    ['anniversaries.', '2026-12-01', '2027-03-31', '12-02 丽丽入职 7 周年 🎉 | 03-01 小明入职 6 周年 🎉'],
    // Lunar 十月十八 of 2026 is 11-26.
    ['birthdays-of-the-week.', '2026-11-23', '2026-11-23', '11-23 本周过生日：\n11月26日 丽丽\n11月28日 小明\n'],
    ['birthdays-of-the-week.', '2026-11-30', '2026-11-30', '11-30 本周过生日：没有人\n'],
  ],
  'nothing today': [
    ['festivals.', '2026-09-30', '2026-10-01', '09-30  | 10-01 国庆节快乐 🎉'],
    ['festivals.', '2026-10-08', '2026-10-08', '10-08 '],
  ],
};

const examples = await Promise.all(
  ['docs/yaml.md', 'docs/recipes.md']
    .flatMap((path) => readPage(path).fences)
    .filter((fence) => isYaml(fence) && /^reminders:/m.test(fence.text))
    .map(async ({ text }) => ({ text, read: await readExample({ text }) })),
);

describe.each(Object.entries(ROWS))('%s', (_, cases) => {
  it.each(cases)('%s from %s to %s: %s', (what, from, until, expected) => {
    const { reminder } = exampleOf(what);
    const told = toldBy(reminder, from, until);
    expect(what.endsWith('.') ? texts(reminder, told) : times(reminder, told)).toBe(expected);
  });
});

describe('duty', () => {
  it('each meeting another one, from the first after they were seen', () => {
    const { reminder } = exampleOf('minutes');
    const from = instant('2026-12-01');
    const overrides = newRosterStarts([reminder], [], from);
    const told = [...upcoming([reminder], { from, until: instant('2026-12-11'), overrides })];
    const people = told.map(({ occurrence }) => text(reminder, occurrence));
    expect(people).toEqual(['小明 写会议纪要', '丽丽 写会议纪要', '老王 写会议纪要', '小明 写会议纪要']);
  });

  it('somebody else takes the turn of one day', () => {
    const { reminder } = exampleOf('cleaning');
    // From Monday 11-23 on, 12-24 is the 24th workday: 小明's, after 丽丽's.
    const swap: Override = { kind: 'swap', reminder: reminder.id, date: '2026-12-24', people: ['lili'] };
    const people = (overrides: readonly Override[]) =>
      [...upcoming([reminder], { from: instant('2026-12-23'), until: instant('2026-12-26'), overrides })].map(
        ({ occurrence }) => occurrence.person,
      );
    expect(people([])).toEqual(['lili', 'xiaoming', 'lili']);
    expect(people([swap])).toEqual(['lili', 'lili', 'lili']);
  });
});

describe('another text each time, another minute each day', () => {
  it('in turn, from one day to the next', () => {
    const { reminder } = exampleOf('stretch: { every');
    const told = toldBy(reminder, '2026-12-01', '2026-12-02').map((each) => text(reminder, each));
    expect(told).toHaveLength(10);
    const cycle = ['喝水 💧', '起来走走', '看看远处'];
    const first = cycle.indexOf(told[0] ?? '');
    expect(told).toEqual(told.map((_, index) => cycle[(first + index) % 3]));
  });

  it('by lot, and the same when it is read anew', async () => {
    const { reminder, source } = exampleOf('good-night');
    const told = toldBy(reminder, '2026-12-01', '2026-12-31').map((each) => text(reminder, each));
    expect(new Set(told)).toEqual(new Set(['早点睡', '手机放下 📵', '明天的事明天再想']));
    const again = await readExample({ text: source });
    if (again.kind !== 'config') throw new Error('it was read before');
    const same = again.config.reminders.find(({ id }) => id === 'good-night')!;
    expect(toldBy(same, '2026-12-01', '2026-12-31').map((each) => text(same, each))).toEqual(told);
  });

  it('within half an hour', () => {
    const { reminder } = exampleOf('stretch: at: "15:00"\n    spread');
    const minutes = toldBy(reminder, '2026-12-01', '2026-12-31').map(
      ({ at, date }) => (at - Date.parse(`${date}T15:00:00+08:00`)) / 60_000,
    );
    expect(minutes).toHaveLength(31);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...minutes)).toBeLessThan(30);
    expect(new Set(minutes).size).toBeGreaterThan(20);
  });
});

it('nothing today is told by check as possible', () => {
  const { read } = exampleWith('festivals');
  expect(read.kind === 'config' ? read.warnings.map(({ code }) => code) : []).toContain('says-nothing');
});

it('links open in the browser', () => {
  const { config, reminder } = exampleOf('card');
  const [first] = toldBy(reminder, '2026-12-01', '2026-12-01');
  const payload = JSON.stringify(buildPayload(reminder.render(first!, { lateMinutes: 0 }), ''));
  expect(payload).toContain('"https://example.com/yes"');
  expect(payload).toContain(
    `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent('https://example.com/no')}&pc_slide=false`,
  );
  expect(config.robots.size).toBeGreaterThan(0);
  const robots = exampleWith('health').read;
  expect(robots.kind === 'config' ? robots.config.robots.get('team')?.openIn : '').toBe('browser');
});

/** `id`, or with the beginning of what it is where several have that name. A point at its end asks for what it says. */
function exampleOf(what: string): { readonly config: Config; readonly reminder: Reminder; readonly source: string } {
  const { read, text: source } = exampleWith(what.replace(/\.$/, ''));
  if (read.kind !== 'config') throw new Error(read.problems.map(({ message }) => message).join('\n'));
  const [id] = what.replace(/\.$/, '').split(': ');
  const reminder = read.config.reminders.find((each) => each.id === id);
  if (!reminder) throw new Error(`no ${what}`);
  return { config: read.config, reminder, source };
}

function exampleWith(what: string) {
  const [id, ...rest] = what.split(': ');
  const begins = rest.join(': ').replace(/^\{ /, '');
  const pattern = new RegExp(`^  ${id}:(?:\\s*\\{)?\\s*${begins}`, 'm');
  const only = examples.find(({ text }) => pattern.test(text));
  if (!only) throw new Error(`no example of ${what}`);
  return only;
}

function instant(date: string): EpochMs {
  return toEpochMs(Date.parse(`${date}T00:00:00+08:00`));
}
