import * as fc from 'fast-check';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { createPlanner, type Planner } from '../../src/daemon/planner.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { createSimulatedClock, type SimulatedClock } from '../../src/delivery/simulated-clock.ts';
import { daily } from '../../src/schedule/daily.ts';
import { type EpochMs, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import type { Override } from '../../src/schedule/override.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { breadth } from '../support/breadth.ts';
import { reminder } from './reminder.ts';

const NOON = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const ONE = toEpochMs(NOON + HOUR);
const LEAD = 700;
const SKIP: Override = { kind: 'skip', reminder: 'tea', date: '2026-11-24' };

describe('the planner, ahead of time', () => {
  const stores: Store[] = [];
  const planners: Planner[] = [];
  afterEach(async () => {
    for (const planner of planners.splice(0)) await planner.stop();
    for (const store of stores.splice(0)) store.close();
  });

  function open(): Store {
    const store = openStore(MEMORY);
    stores.push(store);
    return store;
  }

  async function start(
    { outbox, overrides }: Pick<Store, 'outbox' | 'overrides'>,
    clock: SimulatedClock,
    reminders: readonly Reminder[] = [reminder('tea')],
    leadMs = LEAD,
  ): Promise<Planner> {
    const planner = createPlanner({
      outbox,
      overrides,
      clock,
      random: () => 0.5,
      lanes: () => new Map([['team', 'lane-of-team']]),
      logger: pino({ level: 'silent' }),
      leadMs,
      onPlanned: () => {},
    });
    planners.push(planner);
    await planner.start(reminders);
    return planner;
  }

  /** Shortly before one o'clock, when what is due then is planned. */
  async function beforeOne(reminders?: readonly Reminder[]) {
    const store = open();
    const clock = createSimulatedClock(NOON);
    const planner = await start(store, clock, reminders);
    await clock.advanceTo(before(ONE));
    return { store, clock, planner };
  }

  it('writes what will be due, as it will be then, and no earlier than that', async () => {
    const store = open();
    const clock = createSimulatedClock(NOON);
    await start(store, clock);
    await clock.advanceTo(toEpochMs(ONE - LEAD - 1));
    expect(await told(store)).toEqual([]);
    await clock.advanceTo(toEpochMs(ONE - LEAD));
    expect(await deliveries(store)).toMatchObject([
      {
        state: 'pending',
        dueAt: ONE,
        nextAttemptAt: ONE,
        createdAt: ONE - LEAD,
        lateMs: 0,
        message: { text: 'tea 2026-11-24T13:00:00.000Z' },
      },
    ]);
  });

  it('says once that something has come due, be it asked late', async () => {
    const { clock, planner } = await beforeOne();
    expect(await planner.confirm(clock.now())).toBe(false);
    await clock.advanceTo(toEpochMs(ONE + MINUTE));
    expect(await planner.confirm(clock.now())).toBe(true);
    expect(await planner.confirm(clock.now())).toBe(false);
  });

  it('a skip of the last moment counts', async () => {
    const { store, clock, planner } = await beforeOne();
    await store.overrides.set(SKIP);
    await clock.advanceTo(toEpochMs(ONE - 1));
    expect(await told(store)).toEqual(['13:00 pending']);
    await whenDue(clock, planner);
    expect(await told(store)).toEqual(['13:00 skipped']);
  });

  it('a skip taken back at the last moment counts as well', async () => {
    const store = open();
    await store.overrides.set(SKIP);
    const clock = createSimulatedClock(NOON);
    const planner = await start(store, clock);
    await clock.advanceTo(before(ONE));
    expect(await told(store)).toEqual(['13:00 skipped']);
    await store.overrides.remove('skip:tea:2026-11-24', clock.now());
    await whenDue(clock, planner);
    expect(await told(store)).toEqual(['13:00 pending']);
  });

  it('a pause of the last moment counts, and so does what is planned after it', async () => {
    const { store, clock, planner } = await beforeOne([reminder('tea'), reminder('lunch')]);
    await store.overrides.set({ kind: 'pause', reminder: 'tea', until: toEpochMs(ONE + MINUTE) });
    await whenDue(clock, planner);
    expect(await told(store)).toEqual(['13:00 pending']);
    await clock.advanceTo(toEpochMs(ONE + HOUR));
    expect(await told(store)).toEqual(['13:00 pending', '14:00 pending', '14:00 pending']);
  });

  it('an edit of the last moment counts: other words, other times, taken out', async () => {
    const { store, clock, planner } = await beforeOne([reminder('words'), reminder('times'), reminder('out')]);
    const replaced = planner.replace([
      reminder('words', { render: () => ({ kind: 'text', text: 'new words' }) }),
      reminder('times', { triggerKey: 'at two', pattern: daily([14 * 3_600]) }),
    ]);
    await clock.advanceTo(clock.now());
    await replaced;
    await whenDue(clock, planner);
    expect(await deliveries(store)).toMatchObject([
      { reminder: 'words', dueAt: ONE, state: 'pending', message: { text: 'new words' } },
    ]);
  });

  it('a process that dies at the last moment leaves nothing to the next one but the time', async () => {
    const { store, planner } = await beforeOne([reminder('tea'), reminder('out')]);
    await planner.stop();
    const clock = createSimulatedClock(toEpochMs(ONE - 100));
    await start(store, clock, [reminder('tea', { render: () => ({ kind: 'text', text: 'new words' }) })]);
    await clock.advanceTo(ONE);
    expect(await deliveries(store)).toMatchObject([{ reminder: 'tea', dueAt: ONE, message: { text: 'new words' } }]);
  });

  it('a process that dies after taking back loses nothing, however long it is gone', async () => {
    const { store, planner } = await beforeOne();
    await planner.stop();
    // It takes back what is planned, and does not come to plan it again.
    await (await start(store, createSimulatedClock(before(ONE)), undefined, 0)).stop();
    expect(await told(store)).toEqual([]);
    const clock = createSimulatedClock(toEpochMs(ONE + 5 * MINUTE));
    await start(store, clock);
    await clock.advanceTo(clock.now());
    expect(await deliveries(store)).toMatchObject([{ dueAt: ONE, lateMs: 5 * MINUTE, state: 'pending' }]);
  });

  it.each([
    ['is late', 5 * MINUTE, '13:00 pending +5'],
    ['is missed', 20 * MINUTE, '13:00 missed'],
  ])('what a process planned that died before its instant %s for one that starts long after', async (...row) => {
    const [, gone, expected] = row;
    const { store, planner } = await beforeOne([reminder('tea'), reminder('skipped'), reminder('out')]);
    await planner.stop();
    await store.overrides.set({ ...SKIP, reminder: 'skipped' });
    const clock = createSimulatedClock(toEpochMs(ONE + gone));
    await start(store, clock, [reminder('tea'), reminder('skipped')]);
    await clock.advanceTo(clock.now());
    expect(await told(store)).toEqual(['13:00 skipped', expected]);
  });

  it('what is new at a start stays so, be it that the process dies at once', async () => {
    const { store } = await beforeOne([reminder('tea')]);
    for (const minutes of [5, 6]) {
      const next = createSimulatedClock(toEpochMs(ONE + minutes * MINUTE));
      await start(store, next, [reminder('tea'), reminder('new')]);
      if (minutes === 6) await next.advanceTo(next.now());
    }
    expect(await told(store)).toEqual(['13:00 pending +5']);
  });

  it.each([
    ['is stopped a moment later', 0, true],
    ['dies two seconds later', 2 * SECOND, false],
  ])('what was confirmed stays as it is for the next process: one that %s', async (_, laterMs, isStopped) => {
    const { store, clock, planner } = await beforeOne();
    await store.overrides.set({ kind: 'pause', reminder: 'tea' });
    await whenDue(clock, planner);
    await clock.advanceTo(toEpochMs(ONE + laterMs));
    if (isStopped) await planner.stop();
    await store.overrides.remove('pause:tea', clock.now());
    for (const seconds of [60, 61, 62]) {
      const next = createSimulatedClock(toEpochMs(ONE + seconds * SECOND));
      await start(store, next);
      await next.advanceTo(next.now());
    }
    expect(await told(store)).toEqual([]);
  });

  it.each([
    ['is late', 5 * MINUTE, '13:00 pending +5'],
    ['is missed', 20 * MINUTE, '13:00 missed'],
  ])('what a machine slept through %s as if it had not been planned', async (_, asleep, expected) => {
    const { store, clock, planner } = await beforeOne();
    await clock.jumpTo(toEpochMs(ONE + asleep));
    await planner.confirm(clock.now());
    expect(await told(store)).toEqual([expected]);
  });

  it('the clock set back: it comes when its instant does, once', async () => {
    const { store, clock, planner } = await beforeOne();
    await clock.jumpTo(toEpochMs(NOON + MINUTE));
    expect(await told(store)).toEqual([]);
    await whenDue(clock, planner);
    expect(await told(store)).toEqual(['13:00 pending']);
  });

  it('while the store refuses at the last moment, nothing goes out that would not have', async () => {
    const store = open();
    let isFull = false;
    const overrides = {
      ...store.overrides,
      list: () => (isFull ? Promise.reject(new Error('disk I/O error')) : store.overrides.list()),
    };
    const clock = createSimulatedClock(NOON);
    const planner = await start({ outbox: store.outbox, overrides }, clock);
    await clock.advanceTo(before(ONE));
    await store.overrides.set(SKIP);
    isFull = true;
    await clock.advanceTo(ONE);
    await expect(planner.confirm(clock.now())).rejects.toThrow('disk I/O error');
    isFull = false;
    await planner.confirm(clock.now());
    expect(await told(store)).toEqual(['13:00 skipped']);
  });

  it('of a message in parts all are taken back', async () => {
    const long = 'x'.repeat(30_000);
    const { store, clock, planner } = await beforeOne([
      reminder('tea', { render: () => ({ kind: 'text', text: long }) }),
    ]);
    expect(await told(store)).toEqual(['13:00 pending', '13:00 pending']);
    await store.overrides.set(SKIP);
    await whenDue(clock, planner);
    expect((await deliveries(store)).map(({ state }) => state)).not.toContain('pending');
  });

  it('plans the same as without, whatever people do meanwhile and whenever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 6 }), async (turns) => {
        const [early, punctual] = [await lived(turns, LEAD), await lived(turns, 0)];
        expect(early).toEqual(punctual);
      }),
      { numRuns: breadth({ quick: 30, long: 600 }) },
    );
  });

  async function lived(turns: readonly Turn[], leadMs: number): Promise<readonly string[]> {
    const store = open();
    const clock = createSimulatedClock(NOON);
    let reminders = remindersOf(0);
    let planner = await start(store, clock, reminders, leadMs);
    for (const { afterMs, act } of turns) {
      await pass(clock, planner, afterMs);
      if (act.kind === 'set') await store.overrides.set(act.override);
      if (act.kind === 'leap') await clock.jumpTo(toEpochMs(clock.now() + act.byMs));
      if (act.kind === 'restart') {
        await planner.stop();
        // Nobody asks while nobody runs.
        if (act.goneMs > 0) await clock.advanceTo(toEpochMs(clock.now() + act.goneMs));
        if (act.override) await store.overrides.set(act.override);
        planner = await start(store, clock, reminders, leadMs);
      }
      if (act.kind === 'edit') {
        reminders = remindersOf(act.version);
        const replaced = planner.replace(reminders);
        await clock.advanceTo(clock.now());
        await replaced;
      }
    }
    await pass(clock, planner, 10 * SECOND);
    const all = await deliveries(store);
    const due = all.filter(({ dueAt }) => dueAt <= clock.now());
    return due.map(({ reminder: id, dueAt, state, lateMs, message, reason }) =>
      JSON.stringify([dueAt - NOON, id, state, lateMs, message, reason]),
    );
  }
});

type Act =
  /** The clock is set forward, or the machine sleeps. */
  | { readonly kind: 'leap'; readonly byMs: number }
  | { readonly kind: 'set'; readonly override: Override }
  | { readonly kind: 'edit'; readonly version: number }
  | { readonly kind: 'restart'; readonly goneMs: number; readonly override: Override | undefined };

interface Turn {
  readonly afterMs: number;
  readonly act: Act;
}

const ids = fc.constantFrom('each-second', 'each-third');
const override = fc.oneof<fc.Arbitrary<Override>[]>(
  ids.map((id) => ({ kind: 'skip', reminder: id, date: '2026-11-24' })),
  fc
    .tuple(ids, fc.integer({ min: 0, max: 15_000 }))
    .map(([id, ms]) => ({ kind: 'pause', reminder: id, until: toEpochMs(NOON + ms) })),
);
const turn: fc.Arbitrary<Turn> = fc.record({
  afterMs: fc.integer({ min: 1, max: 2_500 }),
  act: fc.oneof<fc.Arbitrary<Act>[]>(
    override.map((each) => ({ kind: 'set', override: each })),
    fc.nat(2).map((version) => ({ kind: 'edit', version })),
    fc.constantFrom(200, 900, 5_000, 12_000).map((byMs) => ({ kind: 'leap', byMs })),
    fc.record({
      kind: fc.constant('restart'),
      goneMs: fc.constantFrom(0, 300, 900, 12_000),
      override: fc.option(override, { nil: undefined }),
    }),
  ),
});

function remindersOf(version: number): readonly Reminder[] {
  const every = (seconds: number) =>
    daily(Array.from({ length: 60 / seconds }, (_, index) => 12 * 3_600 + index * seconds));
  return [
    reminder('each-second', { pattern: every(1), render: () => ({ kind: 'text', text: `version ${version}` }) }),
    reminder('each-third', { pattern: every(3), triggerKey: `version ${version}` }),
  ].slice(0, version === 2 ? 1 : 2);
}

/** As a dispatcher does it: asks whenever anything may be due. */
async function pass(clock: SimulatedClock, planner: Planner, ms: number): Promise<void> {
  const end = clock.now() + ms;
  while (clock.now() < end) {
    await clock.advanceTo(toEpochMs(Math.min(end, (Math.floor(clock.now() / SECOND) + 1) * SECOND)));
    await planner.confirm(clock.now());
  }
}

async function whenDue(clock: SimulatedClock, planner: Planner): Promise<void> {
  await clock.advanceTo(ONE);
  await planner.confirm(clock.now());
}

function before(at: EpochMs): EpochMs {
  return toEpochMs(at - LEAD / 2);
}

async function deliveries({ outbox }: Store): Promise<readonly Delivery[]> {
  const history = await outbox.history({ limit: 10_000 });
  return history
    .map(({ delivery }) => delivery)
    .toSorted((a, b) => a.dueAt - b.dueAt || (a.reminder ?? '').localeCompare(b.reminder ?? ''));
}

async function told(store: Store): Promise<readonly string[]> {
  return (await deliveries(store)).map(({ dueAt, state, lateMs, message }) => {
    const text = message.kind === 'text' ? message.text : '';
    const late = lateMs > 0 && state === 'pending' ? ` ${text.split(' ').at(-1)}` : '';
    return `${new Date(dueAt).toISOString().slice(11, 16)} ${state}${late}`;
  });
}
