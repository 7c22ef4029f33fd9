import { describe, expect, it, onTestFinished } from 'vitest';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { deliveryId } from '../../src/delivery/identity.ts';
import type { HistoryQuery } from '../../src/delivery/history.ts';
import { DAY, type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import type { Store } from '../../src/store/store.ts';
import { STORES } from './stores.ts';

const NOON = toEpochMs(Date.UTC(2026, 10, 24, 4));
const NONE = { pending: 0, sending: 0, delivered: 0, failed: 0, expired: 0, missed: 0, skipped: 0 };

function delivery(id: string, changes: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id,
    origin: 'schedule',
    reminder: 'lunch',
    robot: 'team',
    lane: 'lane-team',
    dueAt: NOON,
    createdAt: NOON,
    expiresAt: toEpochMs(NOON + HOUR),
    lateMs: 0,
    priority: 0,
    coalesce: false,
    message: { kind: 'text', text: '午饭' },
    state: 'pending',
    ...changes,
  };
}

async function write(store: Store, ...deliveries: readonly NewDelivery[]): Promise<void> {
  await store.plans.commit({ deliveries, cursors: [] });
}

/** Each minute from `from` on, missed: one row. */
async function writeRun(store: Store, from: EpochMs, count: number): Promise<string> {
  const key = { reminder: 'every-minute', robot: 'team' };
  const first = delivery(deliveryId({ ...key, dueAt: from }), {
    reminder: key.reminder,
    dueAt: from,
    state: 'missed',
    cause: { code: 'passed-over', lateMs: HOUR, catchUp: 'latest' },
  });
  const instants = Array.from({ length: count }, (_, index) => toEpochMs(from + index * MINUTE));
  await store.plans.commit({ deliveries: [], missed: [{ first, key, instants }], cursors: [] });
  return first.id;
}

async function idsOf(store: Store, query: HistoryQuery): Promise<readonly string[]> {
  return (await store.history.list(query)).map(({ delivery: { id } }) => id);
}

describe.each(STORES)('$name', (kind) => {
  const open = (): Store => {
    const store = kind.open(kind.newPlace());
    onTestFinished(() => store.close());
    return store;
  };

  describe('count', () => {
    it('counts every occurrence of a run, in all and where its last one was due', async () => {
      const store = open();
      await write(store, delivery('one'), delivery('two', { state: 'failed' }));
      await writeRun(store, NOON, 2 * 24 * 60);
      const counts = { ...NONE, pending: 1, failed: 1, missed: 2_880 };
      expect(await store.history.count()).toEqual(counts);
      expect(await store.history.count({ since: NOON })).toEqual(counts);
      const until = toEpochMs(NOON + HOUR);
      expect(await store.history.count({ since: NOON, until })).toEqual({ ...counts, missed: 0 });
    });

    it('by day: from each midnight on, before the next', async () => {
      const store = open();
      const midnights = [0, 1, 2, 3].map((days) => toEpochMs(NOON + days * DAY));
      await write(
        store,
        delivery('before', { dueAt: toEpochMs(NOON - 1) }),
        delivery('first', { dueAt: NOON }),
        delivery('last', { dueAt: toEpochMs(NOON + DAY - 1), state: 'skipped' }),
        delivery('after', { dueAt: toEpochMs(NOON + 3 * DAY) }),
      );
      await writeRun(store, toEpochMs(NOON + HOUR), 60 * 24);
      expect(await store.history.countByDay(midnights)).toEqual([
        { ...NONE, pending: 1, skipped: 1 },
        { ...NONE, missed: 1_440 },
        NONE,
      ]);
      expect(await store.history.countByDay([])).toEqual([]);
    });
  });

  describe('list', () => {
    it('goes on after any delivery, amid thousands of one instant, with what fits among what does not', async () => {
      const store = open();
      const many = Array.from({ length: 4_500 }, (_, index) =>
        delivery(`of-one-instant-${index}`, {
          state: index % 3 === 0 ? 'failed' : 'missed',
          robot: index % 2 === 0 ? 'team' : 'ops',
        }),
      );
      await write(store, ...many, delivery('older', { dueAt: toEpochMs(NOON - MINUTE), state: 'failed' }));
      const fits = (robot: string) =>
        many.filter((each) => each.robot === robot && each.state === 'failed').map(({ id }) => id);
      const expected = [...fits('team').toReversed(), 'older'];
      const found: string[] = [];
      for (;;) {
        const after = found.at(-1);
        const page = await idsOf(store, {
          robot: 'team',
          state: 'failed',
          limit: 300,
          ...(after !== undefined && { after }),
        });
        found.push(...page);
        if (page.length < 300) break;
      }
      expect(found).toEqual(expected);
      expect(await idsOf(store, { limit: 5_000 })).toEqual([...many.map(({ id }) => id).toReversed(), 'older']);
    });

    it('finds what is rare beyond a great many others', async () => {
      const store = open();
      const others = Array.from({ length: 5_000 }, (_, index) => delivery(`other-${index}`, { state: 'failed' }));
      await write(store, delivery('rare', { robot: 'ops', state: 'failed', dueAt: toEpochMs(NOON - DAY) }), ...others);
      expect(await idsOf(store, { state: 'failed', robot: 'ops' })).toEqual(['rare']);
      expect(await idsOf(store, { state: 'failed', robot: 'ops', since: NOON })).toEqual([]);
      expect(await idsOf(store, { origin: 'schedule', state: 'failed', robot: 'ops' })).toEqual(['rare']);
    });

    it('lets others have their turn while it looks through thousands', async () => {
      const store = open();
      await write(
        store,
        ...Array.from({ length: 5_000 }, (_, index) => delivery(`other-${index}`, { state: 'failed' })),
      );
      let turns = 0;
      const count = (): void => {
        turns += 1;
        counting = setImmediate(count);
      };
      let counting = setImmediate(count);
      expect(await store.history.list({ state: 'failed', robot: 'ops' })).toEqual([]);
      clearImmediate(counting);
      expect(turns).toBeGreaterThanOrEqual(2);
    });

    it('gives nothing after one that is not known, and finds what is under way', async () => {
      const store = open();
      await write(store, delivery('one'));
      expect(await idsOf(store, { after: 'unknown' })).toEqual([]);
      const at = { now: NOON, up: 1_000, boot: 'test' };
      await store.members.join({ id: 'me', pid: 1, host: 'here' }, at);
      const lanes = [{ lane: 'lane-team', perMinute: 20, fingerprint: 'any' }];
      await store.outbox.claim({ at, member: 'me', lanes });
      expect(await idsOf(store, { state: 'sending', robot: 'team' })).toEqual(['one']);
      expect(await store.history.count({ since: NOON })).toEqual({ ...NONE, sending: 1 });
    });

    it('places a run where its last occurrence was due', async () => {
      const store = open();
      await write(store, delivery('amid', { dueAt: toEpochMs(NOON + HOUR) }));
      const run = await writeRun(store, NOON, 120);
      expect(await idsOf(store, {})).toEqual([run, 'amid']);
      expect(await idsOf(store, { since: toEpochMs(NOON + HOUR + 1) })).toEqual([run]);
      const [entry] = await store.history.list({ limit: 1 });
      expect(entry?.delivery).toMatchObject({ dueAt: NOON, run: { count: 120, lastAt: NOON + 119 * MINUTE } });
    });
  });

  describe('the board of the daemon', () => {
    it('forgets a fact that is no more', async () => {
      const { daemonState } = open();
      const clock = { kind: 'leapt', byMs: HOUR, since: NOON } as const;
      await daemonState.publish({ pid: 7, clock });
      expect(await daemonState.read()).toEqual({ pid: 7, clock });
      await daemonState.publish({ clock: undefined });
      expect(await daemonState.read()).toEqual({ pid: 7 });
    });
  });
});
