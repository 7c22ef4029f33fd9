import { expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { upcoming } from '../../src/daemon/upcoming.ts';
import { parseIsoDate } from '../../src/schedule/civil.ts';
import { DAY, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import type { Occurrence } from '../../src/schedule/occurrence.ts';
import type { Override } from '../../src/schedule/override.ts';
import { plan } from '../../src/schedule/plan.ts';
import { readFiles } from './folder.ts';

/* Each kind of time with each thing that can be said beside it, in a zone without clock changes. */

const KINDS: Readonly<Record<string, string>> = {
  weeks: 'every: 2 weeks, from: 2026-09-02',
  'weekdays-of-weeks': 'every: 2 weeks, from: 2026-09-02, on: [mon, fri]',
  months: 'every: 1 month, from: 2026-08-31',
  runs: 'every: 6 days, for: 4 days, from: 2026-09-01',
  term: 'yearly: 秋分',
  festival: 'yearly: 中秋',
  'nth-weekday': 'yearly: 2nd sunday of october',
  list: 'monthly: [1, 15, 3rd last workday], months: [9, 10]',
  short: 'monthly: 31, short: last',
  lunar: 'monthly: { lunar: [1, 15] }',
  crons: 'cron: ["0 9 * * 1", "30 20 5 * *"]',
  dates: 'once: [2026-09-18T10:00, 2026-10-03T10:00]',
  countdown: 'countdown: 2026-10-07',
  eve: 'at: "20:00", on: before-holiday',
  'last-of-week': 'at: "17:00", on: last-workday-of-week, unless: fri',
  shifted: 'at: "17:00", on: fri, shift: previous-workday',
  season: 'at: "12:00", on: mon, active: { from: 10-01, until: 03-31 }',
  nights: 'every: 3h, between: "22:00-06:00", on: sat',
};

const BESIDE: Readonly<Record<string, string>> = {
  plain: '',
  spread: 'spread: 30m',
  daily: 'spread: { within: 30m, each: day }',
  advance: 'advance: [1d, 0d]',
  workdays: 'advance: [2 workdays, 0d]',
  rotate: 'rotate: { people: [lili, xiaoming, laowang], every: 1 day, from: 2026-09-01 }',
  late: 'late: 3h',
};

const FROM = toEpochMs(Date.parse('2026-09-01T00:00:00+08:00'));
const UNTIL = toEpochMs(Date.parse('2026-11-01T00:00:00+08:00'));

/** A countdown is told each day: what would be told before it is refused. */
const isRefused = (id: string, what: string): boolean => id === 'countdown' && ['advance', 'workdays'].includes(what);

const lines = Object.entries(KINDS).flatMap(([id, kind]) =>
  Object.entries(BESIDE)
    .filter(([what]) => !isRefused(id, what))
    .map(([what, keys]) => `  ${id}-${what}: { ${[kind, keys, 'text: a'].filter(Boolean).join(', ')} }`),
);
const read = await readFiles(
  {
    'a.yaml': `robots: { team: { webhook: sandbox } }
people: { lili: { name: 丽丽 }, xiaoming: { name: 小明 }, laowang: { name: 老王 } }
defaults: { robot: team }
reminders:
${lines.join('\n')}
`,
  },
  { now: FROM },
);
if (read.kind !== 'config') throw new Error(read.problems.map(({ message }) => message).join('\n'));
const reminders = new Map(read.config.reminders.map((reminder) => [reminder.id, reminder]));

function reminderOf(kind: string, what: string): Reminder {
  const reminder = reminders.get(`${kind}-${what}`);
  if (!reminder) throw new Error(`no ${kind}-${what}`);
  return reminder;
}

function told(kind: string, what: string, overrides: readonly Override[] = []) {
  if (isRefused(kind, what)) return [];
  return [...upcoming([reminderOf(kind, what)], { from: FROM, until: UNTIL, overrides })];
}

const occurrences = (kind: string, what: string): readonly Occurrence[] =>
  told(kind, what).map(({ occurrence }) => occurrence);
const dayOf = (date: string): number => parseIsoDate(date) ?? 0;

it.each(Object.keys(KINDS))('%s: spread, told ahead, by turns, late, and left out by hand', (kind) => {
  const plain = occurrences(kind, 'plain');
  const [first] = plain;
  if (!first) throw new Error('nothing in two months');

  const offset = (occurrences(kind, 'spread')[0]?.at ?? 0) - first.at;
  expect(offset).toBeGreaterThanOrEqual(0);
  expect(offset).toBeLessThan(30 * MINUTE);
  expect(occurrences(kind, 'spread').map(({ at, date }) => [at, date])).toEqual(
    plain.map(({ at, date }) => [at + offset, date]),
  );

  const daily = occurrences(kind, 'daily');
  expect(daily.map(({ date }) => date)).toEqual(plain.map(({ date }) => date));
  const later = daily.map(({ at }, index) => at - (plain[index]?.at ?? 0));
  expect(later.every((each) => each >= 0 && each < 30 * MINUTE)).toBe(true);
  if (new Set(plain.map(({ at }) => Math.floor((at + 8 * HOUR) / DAY))).size > 2)
    expect(new Set(later).size).toBeGreaterThan(1);

  const ahead = occurrences(kind, 'advance');
  expect(ahead.length > 0).toBe(!isRefused(kind, 'advance'));
  if (ahead.length > 0)
    expect(ahead.filter(({ notice }) => notice === '0d').map(({ at, date }) => [at, date])).toEqual(
      plain.map(({ at, date }) => [at, date]),
    );
  const before = ahead.filter(({ notice }) => notice === '1d');
  const events = new Set(plain.map(({ at }) => at));
  for (const { at, event } of before) expect(event).toBe(at + DAY);
  if (ahead.length > 0)
    expect(before.filter(({ event }) => events.has(toEpochMs(event ?? 0))).length).toBeGreaterThanOrEqual(
      plain.filter(({ at }) => at - DAY >= FROM).length,
    );

  for (const { at, event = 0, notice } of occurrences(kind, 'workdays')) {
    if (notice === '2 workdays') expect(workdaysFrom(dayAt(at, kind), dayAt(event, kind))).toBe(2);
  }

  expect(occurrences(kind, 'rotate').map(({ at, person }) => [at, person])).toEqual(
    plain.map(({ at, date }) => [at, ['lili', 'xiaoming', 'laowang'][(dayOf(date) - dayOf('2026-09-01')) % 3]]),
  );

  const { timetable, lateMs, catchUp } = reminderOf(kind, 'late');
  const { at: due, date: dueDate } = first;
  const at = (minutes: number) =>
    plan(
      timetable,
      { cursor: toEpochMs(due - 1), now: toEpochMs(due + minutes * MINUTE) },
      { lateMs, catchUp },
    ).planned.find(({ occurrence }) => occurrence.at === due)?.verdict;
  expect([at(0), at(179), at(181)]).toEqual(['due', 'late', 'missed']);

  const marked = (override: Override) =>
    told(kind, 'rotate', [override])
      .filter(({ skipped }) => skipped)
      .map(({ occurrence }) => occurrence.at);
  const id = `${kind}-rotate`;
  const ofDate = plain.filter(({ date }) => date === dueDate).map((each) => each.at);
  expect(marked({ kind: 'skip', reminder: id, date: dueDate })).toEqual(ofDate);
  expect(marked({ kind: 'vacation', from: dueDate, until: dueDate })).toEqual(ofDate);
  expect(marked({ kind: 'pause', reminder: id, until: toEpochMs(due + 1) })).toEqual([due]);
  const swapped = told(kind, 'rotate', [{ kind: 'swap', reminder: id, date: dueDate, people: ['laowang', 'lili'] }]);
  for (const { occurrence } of swapped.filter((each) => each.occurrence.date === dueDate)) {
    expect(occurrence).toMatchObject({ person: 'laowang', others: ['lili'] });
  }
});

/** The day in Shanghai; what comes after midnight of a night belongs to the day before. */
function dayAt(at: number, kind: string): number {
  return Math.floor((at + (kind === 'nights' ? -4 : 8) * HOUR) / DAY);
}

/** Of China: 09-20 and 10-10 are worked, 09-25 to 27 and 10-01 to 07 off. From the first day on, before the last. */
function workdaysFrom(first: number, last: number): number {
  const days = Array.from({ length: last - first }, (_, index) => new Date((first + index) * DAY));
  return days.filter((day) => {
    const date = day.toISOString().slice(5, 10);
    if (['09-20', '10-10'].includes(date)) return true;
    const isHoliday = (date >= '09-25' && date <= '09-27') || (date >= '10-01' && date <= '10-07');
    return !isHoliday && day.getUTCDay() >= 1 && day.getUTCDay() <= 5;
  }).length;
}
