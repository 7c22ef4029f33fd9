import * as fc from 'fast-check';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { Planner } from '../../src/daemon/planner.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import type { PlanToCommit, Plans } from '../../src/delivery/plans.ts';
import { breadth } from '../support/breadth.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { daily } from '../../src/schedule/daily.ts';
import { DAY, type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { parseNotice } from '../../src/schedule/notice.ts';
import type { Override } from '../../src/schedule/override.ts';
import { parseRotation } from '../../src/schedule/parse-rotation.ts';
import { isByDate, rotation, withRotation } from '../../src/schedule/rotation.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { reminder } from './reminder.ts';

const NOON = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const MINUTES = 1_440;
const ADDRESSES = {
  lanes: new Map(['team', 'ops'].map((robot) => [robot, `lane-of-${robot}`])),
  keywords: new Map(),
};

describe('after a long downtime', () => {
  const stores: Store[] = [];
  const planners: Planner[] = [];
  afterEach(async () => {
    for (const planner of planners.splice(0)) await planner.stop();
    for (const store of stores.splice(0)) store.close();
  });

  function memory(): Store {
    const store = openStore(MEMORY);
    stores.push(store);
    return store;
  }

  function start(store: Store, clock: Clock, reminders: readonly Reminder[], onCommit: OnCommit = () => {}): Planner {
    const plans: Plans = {
      ...store.plans,
      async commit(plan) {
        const committed = await store.plans.commit(plan);
        onCommit(plan);
        return committed;
      },
    };
    const planner = new Planner({
      plans,
      overrides: store.overrides,
      clock,
      random: () => 0.5,
      addresses: () => ADDRESSES,
      logger: pino({ enabled: false }),
      onPlanned: () => {},
    });
    planners.push(planner);
    void planner.start(reminders);
    return planner;
  }

  /** A store in which everything was planned through `NOON`, when the daemon went down. */
  async function downSinceNoon(reminders: readonly Reminder[]): Promise<Store> {
    const store = memory();
    const clock = new SettableClock(NOON);
    const planner = start(store, clock, reminders);
    await clock.advanceTo(NOON);
    await planner.stop();
    return store;
  }

  async function untilNothingIsOwed(store: Store, clock: SettableClock, planner: Planner): Promise<void> {
    for (;;) {
      await clock.advanceTo(clock.now());
      const { next } = planner.standing;
      const isDue = next !== undefined && next.at <= clock.now();
      if (!isDue && (await store.plans.cursors()).every(({ owed = [] }) => owed.length === 0)) return;
    }
  }

  it('of 90 days, a reminder of every minute leaves two rows of what was missed, however many they are', async () => {
    const reminders = [everyMinute('tick')];
    const store = await downSinceNoon(reminders);
    const clock = new SettableClock(toEpochMs(NOON + 90 * DAY));
    await untilNothingIsOwed(store, clock, start(store, clock, reminders));
    // On time is the last one; of the 15 late ones the newest goes out.
    expect(await store.history.count()).toMatchObject({ pending: 2, missed: 90 * MINUTES - 2 });
    const missed = (await store.history.list({ state: 'missed' })).map(({ delivery }) => delivery);
    expect(missed.map(({ run, cause }) => [run?.count, cause?.code])).toEqual([
      [14, 'passed-over'],
      [90 * MINUTES - 16, 'too-late'],
    ]);
    expect(missed[1]).toMatchObject({ dueAt: NOON + MINUTE, run: { lastAt: NOON + 90 * DAY - 16 * MINUTE } });
  });

  it('what is due now is written before anything that is owed', async () => {
    const reminders = ['a', 'b', 'c'].map(everyMinute);
    const store = await downSinceNoon(reminders);
    const clock = new SettableClock(toEpochMs(NOON + 29 * DAY));
    const commits: PlanToCommit[] = [];
    await untilNothingIsOwed(
      store,
      clock,
      start(store, clock, reminders, (plan) => commits.push(plan)),
    );
    const lastDue = commits.findLastIndex(({ deliveries }) => deliveries.length > 0);
    const firstOwed = commits.findIndex(isOfOwed);
    expect(commits.slice(0, lastDue + 1).flatMap(({ deliveries }) => deliveries)).toHaveLength(3 * 2);
    expect(firstOwed).toBeGreaterThan(lastDue);
    // All three have their turn, again and again, instead of one after the other.
    const turns = commits.filter(isOfOwed).map(({ cursors }) => cursors[0]?.reminder);
    expect(turns.length).toBeGreaterThan(9);
    expect(new Set(turns.slice(0, 3))).toEqual(new Set(['a', 'b', 'c']));
  });

  it('what comes due meanwhile does not wait until all that is owed is written', async () => {
    const reminders = [everyMinute('tick')];
    const store = await downSinceNoon(reminders);
    const now = toEpochMs(NOON + 90 * DAY);
    const clock = new SettableClock(now);
    const commits: PlanToCommit[] = [];
    const planner = start(store, clock, reminders, (plan) => {
      commits.push(plan);
      // The third of many pieces takes until the next minute.
      if (commits.filter(isOfOwed).length === 3 && clock.now() === now) void clock.suspendTo(toEpochMs(now + MINUTE));
    });
    await untilNothingIsOwed(store, clock, planner);
    const third = commits.findIndex((_, index) => commits.slice(0, index + 1).filter(isOfOwed).length === 3);
    expect(commits.slice(third + 1).filter(isOfOwed).length).toBeGreaterThan(3);
    expect(commits[third + 1]?.deliveries).toMatchObject([{ dueAt: now + MINUTE, state: 'pending' }]);
  });

  it('others have their turn between any two commits, and within a long search', async () => {
    const reminders = ['a', 'b'].map(everyMinute);
    const store = await downSinceNoon(reminders);
    const simulated = new SettableClock(toEpochMs(NOON + 29 * DAY));
    // Whoever asks how long it has been finds that it has been a while.
    let elapsed = 0;
    const clock: Clock = {
      now: () => simulated.now(),
      read: () => simulated.read(),
      sleepUntil: (instant, signal) => simulated.sleepUntil(instant, signal),
      elapsed: () => (elapsed += 1),
    };
    let turn = 0;
    let isOver = false;
    const count = (): void => {
      turn += 1;
      if (!isOver) setImmediate(count);
    };
    count();
    const turns: number[] = [];
    const planner = start(store, clock, reminders, () => turns.push(turn));
    await untilNothingIsOwed(store, simulated, planner);
    isOver = true;
    expect(turns.length).toBeGreaterThan(8);
    for (const [index, each] of turns.entries()) {
      if (index > 0) expect(each).toBeGreaterThan(turns[index - 1] ?? 0);
    }
    expect(turn).toBeGreaterThan((2 * 29 * MINUTES) / 10);
  });

  it('a kill in the middle leaves what was written, and the next one goes on from there', async () => {
    const reminders = [everyMinute('tick')];
    const [killed, straight] = [await downSinceNoon(reminders), await downSinceNoon(reminders)];
    expect(await planThrough(killed, reminders, [3])).toEqual([20_000]);
    expect(await planThrough(straight, reminders, [])).toEqual([]);
    expect(await rowsOf(killed)).toEqual(await rowsOf(straight));
  });

  /**
   * Plans all that is due 90 days after, or as long after as told; stopped after so many commits, then again. Gives how
   * many were recorded as too late at each stop.
   */
  async function planThrough(
    store: Store,
    reminders: readonly Reminder[],
    kills: readonly number[],
    now: EpochMs = toEpochMs(NOON + 90 * DAY),
  ): Promise<readonly number[]> {
    const clock = new SettableClock(now);
    const tooLate: number[] = [];
    for (const commits of kills) {
      let left = commits;
      const planner: Planner = start(store, clock, reminders, () => {
        left -= 1;
        if (left === 0) void planner.stop();
      });
      await clock.advanceTo(now);
      await planner.stop();
      const missed = await store.history.list({ state: 'missed', limit: 100_000 });
      const counts = missed.flatMap(({ delivery: { cause, run } }) =>
        cause?.code === 'too-late' ? (run?.count ?? 1) : [],
      );
      tooLate.push(counts.reduce((sum, each) => sum + each, 0));
    }
    await untilNothingIsOwed(store, clock, start(store, clock, reminders));
    return tooLate;
  }

  it('with any kills, robots, people, notices, turns, skips and pauses, it is written as in one go', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          everyMinutes: fc.constantFrom(1, 2, 30, 720),
          robots: fc.constantFrom(['team'], ['team', 'ops']),
          kind: fc.constantFrom<Kind>('plain', 'people', 'notices', 'turns'),
          lateMs: fc.constantFrom(MINUTE, HOUR, 12 * HOUR),
          catchUp: fc.constantFrom<Reminder['catchUp']>('latest', 'all', 'none'),
        }),
        fc.uniqueArray(fc.integer({ min: 0, max: 45 }), { maxLength: 4 }),
        fc.option(fc.integer({ min: 1, max: 60 })),
        fc.integer({ min: 1, max: 45 * 24 * 60 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
        async (shape, skips, pausedDays, downMinutes, kills) => {
          const reminders = [reminderOf('walk', shape), reminderOf('other', { ...shape, kind: 'plain' })];
          const now = toEpochMs(NOON + downMinutes * MINUTE);
          const overrides: readonly Override[] = [
            ...skips.map((days): Override => ({ kind: 'skip', reminder: 'walk', date: dateAfter(days) })),
            ...(pausedDays === null
              ? []
              : [{ kind: 'pause', reminder: 'other', until: toEpochMs(NOON + pausedDays * DAY) } as const]),
            { kind: 'vacation', person: 'lili', from: dateAfter(3), until: dateAfter(5) },
          ];
          const [inSteps, inOneGo] = [await downSinceNoon(reminders), await downSinceNoon(reminders)];
          for (const store of [inSteps, inOneGo]) for (const each of overrides) await store.overrides.set(each);
          await planThrough(inSteps, reminders, kills, now);
          await planThrough(inOneGo, reminders, [], now);
          expect(await rowsOf(inSteps)).toEqual(await rowsOf(inOneGo));
          // Each of its occurrences is one, to each robot.
          const { timetable, robots } = reminders[0] as Reminder;
          let occurrences = 0;
          for (let next = timetable.next(NOON); next && next.at <= now; next = timetable.next(next.at)) {
            occurrences += next.occurrences.length;
          }
          const walks = (await inSteps.history.list({ reminder: 'walk', limit: 100_000 })).map(
            ({ delivery }) => delivery.run?.count ?? 1,
          );
          expect(walks.reduce((sum, each) => sum + each, 0)).toBe(occurrences * robots.length);
          for (const store of stores.splice(0)) store.close();
        },
      ),
      { numRuns: breadth({ quick: 5, long: 15 }) },
    );
  });
});

type OnCommit = (plan: PlanToCommit) => void;

function isOfOwed({ missed = [] }: PlanToCommit): boolean {
  return missed.some(({ first }) => first.cause?.code === 'too-late');
}

type Kind = 'plain' | 'people' | 'notices' | 'turns';

function everyMinute(id: string): Reminder {
  return reminder(id, { pattern: grid(1) });
}

function grid(minutes: number) {
  return daily(Array.from({ length: MINUTES / minutes }, (_, index) => index * minutes * 60));
}

function reminderOf(
  id: string,
  {
    everyMinutes,
    kind,
    ...rest
  }: Pick<Reminder, 'robots' | 'lateMs' | 'catchUp'> & { readonly everyMinutes: number; readonly kind: Kind },
): Reminder {
  const pattern = grid(everyMinutes);
  const plain = reminder(id, { pattern, ...rest });
  switch (kind) {
    case 'plain':
      return plain;
    case 'people': {
      const sources = ['lili', 'xiaoming'].map((person) => ({ pattern, person }));
      return { ...plain, timetable: createTimetable({ sources, zone: zone('UTC') }) };
    }
    case 'notices': {
      const advance = ['2d', '10m'].flatMap((text) => parseNotice(text) ?? []);
      return { ...plain, timetable: createTimetable({ sources: [{ pattern }], zone: zone('UTC'), advance }) };
    }
    case 'turns': {
      const text = parseRotation({ people: ['lili', 'xiaoming'], from: '2026-11-23' });
      if (text.kind === 'fault' || !isByDate(text)) throw new Error('not understood');
      return { ...plain, timetable: withRotation(plain.timetable, rotation(text)) };
    }
  }
}

function dateAfter(days: number): string {
  return new Date(NOON + days * DAY).toISOString().slice(0, 10);
}

/** All that is stored, in an order of its own: that of writing differs. */
async function rowsOf({ history }: Store): Promise<readonly string[]> {
  const rows = await history.list({ limit: 100_000 });
  return rows.map(({ delivery }) => JSON.stringify(delivery)).toSorted();
}
