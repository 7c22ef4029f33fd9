import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { Planner } from '../../src/daemon/planner.ts';
import type { Plans } from '../../src/delivery/plans.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { daily } from '../../src/schedule/daily.ts';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { MEMORY } from '../../src/store/open.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { reminder } from './reminder.ts';

const FULL = new StoreError({ kind: 'full', location: 'dingbell.db', said: 'database or disk is full' });

const ADDRESSES = { lanes: new Map([['team', 'lane-of-team']]), keywords: new Map() };
const NOON = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));

describe('the planner', () => {
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

  async function startPlanner(
    { plans }: Pick<Store, 'plans'>,
    clock: SettableClock,
    reminders: readonly Reminder[],
    messages: string[] = [],
  ): Promise<Planner> {
    const planner = new Planner({
      plans,
      overrides: memory().overrides,
      clock,
      random: () => 0.5,
      addresses: () => ADDRESSES,
      logger: pino({}, { write: (line: string) => messages.push((JSON.parse(line) as { msg: string }).msg) }),
      onPlanned: () => {},
    });
    planners.push(planner);
    await planner.start(reminders);
    return planner;
  }

  it('plans each occurrence at its instant, not before', async () => {
    const store = memory();
    const clock = new SettableClock(NOON);
    await startPlanner(store, clock, [reminder('stand-up')]);
    await clock.advanceTo(toEpochMs(NOON + HOUR - 1));
    expect(await planned(store)).toEqual([]);
    await clock.advanceTo(toEpochMs(NOON + 2 * HOUR));
    expect(await planned(store)).toEqual(['11-24T13:00 pending', '11-24T14:00 pending']);
  });

  it('begins a new reminder at now: no flood of the past', async () => {
    const store = memory();
    await startPlanner(store, new SettableClock(NOON), [reminder('stand-up')]);
    expect(await planned(store)).toEqual([]);
    expect(await store.plans.cursors()).toEqual([{ reminder: 'stand-up', through: NOON, trigger: 'hourly' }]);
  });

  async function afterDowntime(
    downtime: number,
    before: readonly Reminder[],
    after: readonly Reminder[],
  ): Promise<readonly string[]> {
    const store = memory();
    const first = await startPlanner(store, new SettableClock(NOON), before);
    await first.stop();
    const clock = new SettableClock(toEpochMs(NOON + downtime));
    await startPlanner(store, clock, after);
    await clock.advanceTo(clock.now());
    return planned(store);
  }

  it('a laptop asleep for hours: the newest is sent late, the others are recorded as missed', async () => {
    expect(await afterDowntime(3 * HOUR + 10 * MINUTE, [reminder('a')], [reminder('a')])).toEqual([
      '11-24T13:00 missed ×2',
      '11-24T15:00 pending',
    ]);
  });

  it('beyond `late` even the newest is missed', async () => {
    expect(await afterDowntime(HOUR + 20 * MINUTE, [reminder('a')], [reminder('a')])).toEqual(['11-24T13:00 missed']);
  });

  it('a reminder that changed only its text keeps its cursor', async () => {
    const changed = reminder('a', { description: 'another text' });
    expect(await afterDowntime(HOUR + MINUTE, [reminder('a')], [changed])).toEqual(['11-24T13:00 pending']);
  });

  it('a reminder whose trigger changed while the daemon was down starts at now', async () => {
    const changed = reminder('a', { triggerKey: 'another trigger' });
    expect(await afterDowntime(HOUR + MINUTE, [reminder('a')], [changed])).toEqual([]);
  });

  it('a reminder that was paused starts at now when it goes on', async () => {
    const paused = reminder('a', { paused: true });
    expect(await afterDowntime(HOUR + MINUTE, [paused], [reminder('a')])).toEqual([]);
  });

  it('a reminder that was taken out and comes back starts at now', async () => {
    const store = memory();
    for (const [hours, reminders] of [
      [0, [reminder('a')]],
      [1, []],
    ] as const) {
      const planner = await startPlanner(store, new SettableClock(toEpochMs(NOON + hours * HOUR)), reminders);
      await planner.stop();
    }
    const clock = new SettableClock(toEpochMs(NOON + 5 * HOUR + MINUTE));
    await startPlanner(store, clock, [reminder('a')]);
    await clock.advanceTo(clock.now());
    expect(await planned(store)).toEqual([]);
  });

  it('a paused reminder plans nothing', async () => {
    const store = memory();
    const clock = new SettableClock(NOON);
    await startPlanner(store, clock, [reminder('a', { paused: true })]);
    await clock.advanceTo(toEpochMs(NOON + DAY));
    expect(await planned(store)).toEqual([]);
  });

  it('says how late, to the template and to the history', async () => {
    const store = memory();
    await (await startPlanner(store, new SettableClock(NOON), [reminder('a')])).stop();
    const clock = new SettableClock(toEpochMs(NOON + HOUR + 7 * MINUTE + SECOND));
    await startPlanner(store, clock, [reminder('a')]);
    await clock.advanceTo(clock.now());
    const [entry] = await store.history.list({});
    expect(entry?.delivery).toMatchObject({
      lateMs: 7 * MINUTE + SECOND,
      message: { text: 'a 2026-11-24T13:00:00.000Z +7' },
      expiresAt: NOON + HOUR + 15 * MINUTE,
    });
  });

  it('the clock set forward is lateness; set back, nothing comes twice and nothing stalls', async () => {
    const store = memory();
    const clock = new SettableClock(NOON);
    const messages: string[] = [];
    await startPlanner(store, clock, [reminder('a')], messages);
    await clock.advanceTo(toEpochMs(NOON + HOUR));
    await clock.jumpTo(toEpochMs(NOON + 3 * HOUR + MINUTE));
    expect(await planned(store)).toEqual(['11-24T13:00 pending', '11-24T14:00 missed', '11-24T15:00 pending']);

    await clock.jumpTo(toEpochMs(NOON + 30 * MINUTE));
    await clock.advanceTo(toEpochMs(NOON + 3 * HOUR + MINUTE));
    // What lay ahead and had not been tried comes in its time.
    const inTime = [13, 14, 15].map((hour) => `11-24T${hour}:00 pending`);
    expect(await planned(store)).toEqual(inTime);
    await clock.advanceTo(toEpochMs(NOON + 4 * HOUR));
    expect(await planned(store)).toEqual([...inTime, '11-24T16:00 pending']);
    expect(messages).toEqual(['the clock was set back']);
  });

  it('a clock that was years ahead when the daemon ran does not keep it silent afterwards', async () => {
    const store = memory();
    const ahead = new SettableClock(toEpochMs(NOON + 3_650 * DAY));
    const first = await startPlanner(store, ahead, [reminder('a')]);
    await ahead.advanceTo(toEpochMs(NOON + 3_650 * DAY + HOUR));
    await first.stop();
    const clock = new SettableClock(NOON);
    await startPlanner(store, clock, [reminder('a')]);
    await clock.advanceTo(toEpochMs(NOON + HOUR));
    expect(await planned(store)).toContain('11-24T13:00 pending');
  });

  it('while the store refuses, nothing is lost; said once, and once more when it works', async () => {
    const store = memory();
    const clock = new SettableClock(NOON);
    const messages: string[] = [];
    let isFull = false;
    const refusing: Plans = {
      ...store.plans,
      commit: (plan) => (isFull ? Promise.reject(FULL) : store.plans.commit(plan)),
    };
    await startPlanner({ plans: refusing }, clock, [reminder('a', { catchUp: 'all', lateMs: DAY })], messages);
    isFull = true;
    await clock.advanceTo(toEpochMs(NOON + 3 * HOUR + MINUTE));
    expect(await planned(store)).toEqual([]);
    isFull = false;
    await clock.advanceTo(toEpochMs(NOON + 4 * HOUR));
    expect(await planned(store)).toEqual([13, 14, 15, 16].map((hour) => `11-24T${hour}:00 pending`));
    expect(messages).toEqual([
      'the database does not accept the plan; nothing is lost, tried again',
      'planning goes on',
    ]);
  });

  it('takes another configuration: what did not change goes on, what changed starts at now, what is gone is silent', async () => {
    const store = memory();
    const clock = new SettableClock(NOON);
    const planner = await startPlanner(store, clock, [reminder('same'), reminder('changed'), reminder('gone')]);
    await clock.advanceTo(toEpochMs(NOON + HOUR));
    const replaced = planner.replace([
      reminder('same', { description: 'another text' }),
      reminder('changed', { triggerKey: 'at half past', pattern: daily([13.5 * 3_600, 14.5 * 3_600]) }),
      reminder('new'),
    ]);
    await clock.advanceTo(toEpochMs(NOON + 2.5 * HOUR));
    await replaced;
    const byReminder = (await store.history.list({ limit: 100 })).map(
      ({ delivery }) => `${delivery.reminder} ${new Date(delivery.dueAt).toISOString().slice(11, 16)}`,
    );
    expect(new Set(byReminder)).toEqual(
      new Set([
        'same 13:00',
        'changed 13:00',
        'gone 13:00',
        'changed 13:30',
        'same 14:00',
        'new 14:00',
        'changed 14:30',
      ]),
    );
    expect(byReminder).toHaveLength(7);
  });

  it('a planner that stops leaves nobody waiting for a new configuration', async () => {
    const store = memory();
    const planner = await startPlanner(store, new SettableClock(NOON), [reminder('a')]);
    await planner.stop();
    await planner.replace([]);
    expect(await store.plans.cursors()).toMatchObject([{ reminder: 'a' }]);
  });

  it('a long downtime of a busy reminder is planned in pieces, all of it', async () => {
    const store = memory();
    const commits: number[] = [];
    const plans: Plans = {
      ...store.plans,
      commit(plan) {
        commits.push(plan.deliveries.length);
        return store.plans.commit(plan);
      },
    };
    const counting = { plans };
    const everySecond = daily(Array.from({ length: 86_400 }, (_, second) => second));
    const busy = reminder('busy', { pattern: everySecond });
    await (await startPlanner(counting, new SettableClock(NOON), [busy])).stop();
    const clock = new SettableClock(toEpochMs(NOON + HOUR));
    await startPlanner(counting, clock, [busy]);
    await clock.advanceTo(clock.now());
    // On time are the last ten seconds; of the late ones only the newest goes out.
    expect(await store.history.count()).toMatchObject({ pending: 12, missed: 3_588 });
    const missed = (await store.history.list({ state: 'missed' })).map(({ delivery }) => delivery.run?.count);
    // Those within `late` were passed over, those before it are too late.
    expect(missed).toEqual([889, 2_699]);
    expect(Math.max(...commits)).toBeLessThanOrEqual(200);
  });
});

async function planned({ history: all }: Store): Promise<readonly string[]> {
  const history = await all.list({ limit: 10_000 });
  return history
    .map(
      ({ delivery }) =>
        `${new Date(delivery.dueAt).toISOString().slice(5, 16)} ${delivery.state}${delivery.run === undefined ? '' : ` ×${delivery.run.count}`}`,
    )
    .toSorted();
}
