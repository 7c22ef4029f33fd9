import * as fc from 'fast-check';
import pino from 'pino';
import { expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { heldAtAll } from '../../src/daemon/reminder-quiet.ts';
import { Planner } from '../../src/daemon/planner.ts';
import type { PlanToCommit, Plans } from '../../src/delivery/plans.ts';
import { DAY, type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';
import type { Occurrence } from '../../src/schedule/occurrence.ts';
import { plan } from '../../src/schedule/plan.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { readFiles } from '../config/folder.ts';
import { breadth } from '../support/breadth.ts';
import { SettableClock } from '../support/settable-clock.ts';

/*
 * Each kind of time as people say it: its instants ascend, whoever asks and from where; planned to one instant and then
 * to another it is what it is planned at once; planned again it adds nothing.
 */

const KINDS = `robots: { team: { webhook: sandbox } }
people: { lili: { name: 丽丽, birthday: { lunar: 闰06-01 } }, xiaoming: { name: 小明, birthday: 02-29 } }
calendars:
  shop: { week: [mon, tue, wed, thu, fri, sat], alternate: { saturday: off, from: 2026-12-05 } }
defaults: { robot: team, late: 12h }
reminders:
  days: { every: 3 days, from: 2025-11-30, at: ["00:00", "23:59:59"], text: a }
  weeks: { every: 2 weeks, from: 2025-12-03, text: a }
  weekdays-of-weeks: { every: 2 weeks, from: 2025-12-03, on: [mon, fri], text: a }
  months: { every: 3 months, from: 2025-08-31, timezone: America/Havana, at: "00:00", text: a }
  years: { every: 2 years, from: 2024-02-29, text: a }
  runs: { every: 6 days, for: 4 days, from: 2025-12-01, at: ["07:30", "19:30"], spread: 5m, text: a }
  runs-of-months: { every: 1 month, for: 3 days, from: 2026-01-31, text: a }
  term: { yearly: 冬至, advance: [1d, 0d], text: a }
  festival: { yearly: 除夕, shift: next-workday, text: a }
  nth-weekday: { yearly: 2nd sunday of may, advance: [2 workdays, 10m], text: a }
  last-workday-of-month: { yearly: last workday of october, text: a }
  list: { monthly: [1, 15, 3rd last workday, last sunday], months: [1, 2, 4, 7, 10], text: a }
  short: { monthly: [29, 31], short: last, shift: previous-workday, timezone: Australia/Lord_Howe, at: "02:15", text: a }
  lunar: { monthly: { lunar: [1, 15, last] }, shift: next-workday, text: a }
  countdown: { countdown: 2026-06-07T09:00, at: ["08:00", "18:00"], text: a }
  nights: { every: 50m, between: "22:00-06:00", on: [fri, sat], timezone: Europe/Berlin, text: a }
  nights-in-turn: { every: 2h, between: "22:00-06:00", rotate: { people: [lili, xiaoming], from: 2025-12-01, every: 3 days }, text: a }
  host: { at: "14:55", on: [tue, thu], advance: [1d, 0d], rotate: { people: [lili, xiaoming], every: 1 time }, text: "{{ person.name }}" }
  eve: { at: "20:00", on: before-holiday, text: a }
  back: { at: "08:30", on: after-holiday, advance: [1 workday, 0d], text: a }
  last-of-week: { at: "17:00", on: last-workday-of-week, shift: previous-workday, unless: fri, text: a }
  last-before-holiday: { at: "17:00", on: last-workday-before-holiday, text: a }
  days-off: { at: "10:00", on: days-off, unless: [holidays, sun], text: a }
  shifted: { cron: ["0 9 5,20 * *", "30 9 * * 6L"], shift: next-workday, text: a }
  shifted-dates: { once: [2026-01-01T09:00, 2026-02-16T09:00, 2026-02-17T09:30, 2026-10-03T09:00], shift: previous-workday, text: a }
  shifted-nights: { every: 3h, between: "22:00-06:00", on: sat, shift: previous-workday, text: a }
  shifted-countdown: { countdown: 2026-06-07T09:00, on: sun, shift: next-workday, text: a }
  shifted-birthdays: { birthdays: all, shift: previous-workday, advance: [7d, 0d], text: a }
  shop: { at: "09:00", on: workdays, unless: weekdays, calendar: shop, text: a }
  winter: { at: "12:00", on: mon, active: { from: 11-01, until: 03-31 }, spread: { within: 30m, each: day }, text: a }
  held: { at: ["21:00", "23:00", "07:00"], quiet: { between: "22:00-08:30", daysOff: true }, text: a }
  held-each: { every: 5h, quiet: { between: "22:00-02:30", timezone: Europe/Berlin }, catchUp: all, text: a }
`;

const START = toEpochMs(Date.parse('2025-12-01T00:00:00Z'));
const END = toEpochMs(Date.parse('2027-03-01T00:00:00Z'));

const read = await readFiles({ 'kinds.yaml': KINDS }, { now: START });
if (read.kind !== 'config') throw new Error(read.problems.map(({ message }) => message).join('\n'));
const { reminders } = read.config;

const instant = (from: number, until: number): fc.Arbitrary<EpochMs> =>
  fc.integer({ min: from, max: until }).map(toEpochMs);

it.each(reminders)('$id: its instants ascend, and depend on nothing but the instant that is asked for', (reminder) => {
  const { timetable } = reminder;
  const all = instantsOf(reminder, START, END);
  expect(all.length).toBeGreaterThan(0);
  expect(all).toEqual([...new Set(all)].toSorted((a, b) => a - b));
  const near = fc
    .tuple(fc.constantFrom(...all), fc.integer({ min: -2 * DAY, max: 2 * DAY }))
    .map(([at, aside]) => toEpochMs(at + aside));
  fc.assert(
    fc.property(fc.oneof(near, fc.constantFrom(...all), instant(START, END)), (after) => {
      const from = toEpochMs(Math.min(Math.max(after, START - 1), END));
      expect(timetable.next(from)?.at ?? Infinity).toBe(
        all.find((at) => at > from) ?? timetable.next(END)?.at ?? Infinity,
      );
    }),
    { numRuns: breadth({ quick: 20, long: 1_000 }) },
  );
});

it.each(reminders)('$id: planned to one instant and then to another, it is what it is planned at once', (reminder) => {
  const { timetable, lateMs, catchUp } = reminder;
  const heldUntil = (at: EpochMs) => heldAtAll(reminder, at);
  const planTo = (cursor: EpochMs, now: EpochMs, limit?: number) =>
    plan(timetable, { cursor, now, ...(limit !== undefined && { limit }) }, { lateMs, catchUp, heldUntil });
  const through = (cursor: EpochMs, now: EpochMs, limit: number): readonly Occurrence[] => {
    const { planned, through: reached } = planTo(cursor, now, limit);
    const occurrences = planned.map(({ occurrence }) => occurrence);
    return reached < now ? [...occurrences, ...through(reached, now, limit)] : occurrences;
  };
  fc.assert(
    fc.property(
      instant(START, END),
      fc.integer({ min: 0, max: 90 * DAY }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 5 }),
      (cursor, length, share, limit) => {
        const now = toEpochMs(cursor + length);
        const between = toEpochMs(cursor + Math.floor(length * share));
        const once = planTo(cursor, now, Infinity);
        const occurrences = once.planned.map(({ occurrence }) => occurrence);
        expect([...through(cursor, between, limit), ...through(between, now, limit)]).toEqual(occurrences);
        expect(planTo(between, now, Infinity).planned).toEqual(
          once.planned.filter(({ occurrence }) => occurrence.at > between),
        );
        expect(planTo(cursor, now, Infinity)).toEqual(once);
      },
    ),
    { numRuns: breadth({ quick: 5, long: 200 }) },
  );
});

it('all of them: stopped on the way and started anew, the store holds what it holds without; planned again, no more', async () => {
  await fc.assert(
    fc.asyncProperty(
      instant(START, END - 40 * DAY),
      fc.array(fc.integer({ min: 0, max: 40 * DAY }), { maxLength: 3 }),
      async (start, stops) => {
        const end = toEpochMs(start + 40 * DAY);
        const cuts = stops.map((stop) => toEpochMs(start + stop)).toSorted((a, b) => a - b);
        const atOnce = openStore(MEMORY);
        const inSteps = openStore(MEMORY);
        await run(atOnce, [start, end]);
        const commits = await run(inSteps, [start, ...cuts, end]);
        const held = await heldBy(inSteps);
        expect(held.length).toBeGreaterThan(0);
        expect(held).toEqual(await heldBy(atOnce));
        for (const commit of commits) expect(await inSteps.plans.commit(commit)).toEqual({ added: 0 });
        expect(await heldBy(inSteps)).toEqual(held);
        atOnce.close();
        inSteps.close();
      },
    ),
    { numRuns: breadth({ quick: 2, long: 30 }) },
  );
});

function instantsOf({ timetable }: Reminder, from: EpochMs, until: EpochMs): readonly EpochMs[] {
  const instants: EpochMs[] = [];
  for (let due = timetable.next(toEpochMs(from - 1)); due && due.at <= until; due = timetable.next(due.at)) {
    instants.push(due.at);
  }
  return instants;
}

/** A planner from each instant to the next, on one store; what they committed. */
async function run(
  store: Store,
  [start, ...stops]: readonly [EpochMs, ...EpochMs[]],
): Promise<readonly PlanToCommit[]> {
  const clock = new SettableClock(start);
  const commits: PlanToCommit[] = [];
  const plans: Plans = {
    ...store.plans,
    commit(planned) {
      commits.push(planned);
      return store.plans.commit(planned);
    },
  };
  for (const stop of stops) {
    const planner = new Planner({
      plans,
      overrides: store.overrides,
      clock,
      random: () => 0.5,
      addresses: () => ({ lanes: new Map([['team', 'lane-of-team']]), keywords: new Map() }),
      logger: pino({ enabled: false }),
      onPlanned: () => {},
    });
    await planner.start(reminders);
    await clock.advanceTo(stop);
    await planner.stop();
  }
  return commits;
}

async function heldBy(store: Store): Promise<readonly unknown[]> {
  const history = await store.history.list({ limit: 100_000 });
  return history.map(({ delivery: { id, dueAt, state, message } }) => ({ id, dueAt, state, message }));
}
