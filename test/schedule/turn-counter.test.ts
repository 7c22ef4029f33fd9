import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { DAY, type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';
import { turnCounter } from '../../src/schedule/turn-counter.ts';
import { zone } from '../../src/schedule/zone.ts';
import { readFiles } from '../config/folder.ts';
import { breadth } from '../support/breadth.ts';

const YAML = `robots: { team: { webhook: sandbox } }
people: { lili: { name: 丽丽, birthday: 02-29 }, xiaoming: { name: 小明, birthday: { lunar: 08-15 } } }
defaults: { robot: team }
reminders:
  at: { at: ["08:00", "20:00"], on: workdays, text: a }
  crons: { cron: ["0 8 * * *", "30 20 * * 1-5"], text: a }
  often: { cron: "*/20 9-18 * * 1-5", timezone: America/New_York, text: a }
  all-day: { cron: "*/30 * * * *", timezone: Australia/Lord_Howe, text: a }
  nights: { every: 90m, between: "22:00-06:00", on: [fri, sat], timezone: Europe/Berlin, text: a }
  grid: { every: 50m, between: "00:10-03:10", skip: 2026-03-29, timezone: Europe/Berlin, text: a }
  told-later: { every: 2h, spread: { within: 3h, each: day }, text: a }
  spread: { every: 90m, between: "22:00-06:00", spread: 3h, timezone: Europe/Berlin, text: a }
  in-turns: { every: 3h, rotate: { people: [lili, xiaoming], every: 1 day, from: 2026-06-01 }, text: a }
  moved: { every: 4h, on: [sat, sun, mon], shift: next-workday, text: a }
  moved-nights: { every: 4h, between: "20:00-04:00", shift: previous-workday, spread: 30m, text: a }
  notices: { at: "09:00", on: [mon, tue], advance: [1d, 0d], text: a }
  birthdays: { birthdays: all, text: a }
  crowded: { cron: ["*/10 8-20 * * *", "*/25 21-22 * * 1-5"], timezone: Europe/Berlin, text: a }
`;

const START = toEpochMs(Date.parse('2026-01-01T00:00:00Z'));

const read = await readFiles({ 'a.yaml': YAML });
if (read.kind !== 'config') throw new Error(read.problems.map(({ message }) => message).join('\n'));

function instantsOf({ timetable }: Reminder, until: EpochMs): readonly EpochMs[] {
  const first = toEpochMs(START - 2 * DAY);
  const instants: EpochMs[] = [];
  for (let due = timetable.next(first); due && due.at < until; due = timetable.next(due.at)) instants.push(due.at);
  return instants;
}

/** One more each time; a date counts as 24 at most for the dates after it. By formatted dates, not by our zones. */
function turnsOf(instants: readonly EpochMs[], timezone: string): readonly number[] {
  const dates = new Intl.DateTimeFormat('sv', { timeZone: timezone, dateStyle: 'short' });
  const byDate = Map.groupBy(instants, (at) => dates.format(at));
  let before = 0;
  return [...byDate.values()].flatMap((ofDate) => {
    const turns = ofDate.map((_, index) => before + index);
    before += Math.min(ofDate.length, 24);
    return turns;
  });
}

it.each(read.config.reminders)('$id: one more each time, in whatever order it is asked', (reminder) => {
  const midnight = zone(reminder.timezone).instantOf(zone('UTC').wallAt(START));
  const instants = instantsOf(reminder, toEpochMs(START + 700 * DAY)).filter((at) => at >= midnight);
  const turns = turnsOf(instants, reminder.timezone);
  expect(instants.length).toBeGreaterThan(2);
  fc.assert(
    fc.property(fc.array(fc.nat(instants.length - 1), { minLength: 1, maxLength: 12 }), (asked) => {
      const count = turnCounter(reminder.timetable, zone(reminder.timezone));
      for (const index of asked) expect(count(instants[index]!)).toBe(turns[index]);
    }),
    { numRuns: breadth({ quick: 8, long: 300 }) },
  );
});

it.each([
  'cron: "* * * * * *"',
  'cron: ["* 0-11 * * *", "* 12-23 * * *"]',
  'cron: "* * * * *", advance: [10m, 1h]',
  'cron: "* * * * *", spread: { within: 30m, each: day }',
])('{ %s } is not counted one by one', async (trigger) => {
  const found = await readFiles({
    'a.yaml': YAML.replace(/reminders:[^]*/, `reminders: { r: { ${trigger}, text: a } }\n`),
  });
  if (found.kind !== 'config') throw new Error('a problem');
  const { timetable } = found.config.reminders[0]!;
  let looks = 0;
  const counted = { next: (after: EpochMs) => ((looks += 1), timetable.next(after)) };
  // Five minutes after the midnight that ends four years of 24 a day.
  turnCounter(counted, zone('Asia/Shanghai'))(toEpochMs(Date.parse('2029-12-31T16:05:00Z')));
  expect(looks).toBeLessThan(4 * 366 * 25 + 300);
});
