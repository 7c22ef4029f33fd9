import { pruneAll } from '../../src/store/prune.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, toEpochMs } from '../../src/schedule/instant.ts';
import { many, Opened, partsOf } from './opened.ts';
import { at, BAD_LINK, BAD_TOKEN, BUSY, DELIVERED, OPS, planned, reading, TEAM, THROTTLED } from './plan.ts';
import { STORES } from './stores.ts';

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(() => {
    opened = new Opened(kind);
  });

  describe('history', () => {
    beforeEach(async () => {
      await opened.commit(
        planned('a', { dueAt: at(1) }),
        planned('b', { dueAt: at(2), state: 'missed' }),
        planned('a', { dueAt: at(3), robot: 'ops' }),
        planned('c', { dueAt: at(4), origin: 'send' }),
      );
      await opened.attempt(at(1));
    });

    it.each([
      [{}, [4, 3, 2, 1]],
      [{ limit: 2 }, [4, 3]],
      [{ since: at(2), until: at(4) }, [3, 2]],
      [{ state: 'missed' }, [2]],
      [{ reminder: 'a' }, [3, 1]],
      [{ reminder: 'a', robot: 'ops' }, [3]],
      [{ origin: 'send' }, [4]],
      [{ origin: 'schedule', state: 'delivered' }, [1]],
      [{ reminder: 'nobody' }, []],
    ] as const)('%j', async (query, due) => {
      const found = await opened.store.history.list(query);
      expect(found.map(({ delivery }) => delivery.dueAt)).toEqual(due.map(at));
    });

    it('goes on after a delivery, also amid many of one instant', async () => {
      for (const reminder of ['e', 'g', 'd', 'h', 'f']) await opened.commit(planned(reminder, { dueAt: at(2) }));
      const { history } = opened.store;
      const all = (await history.list({})).map(({ delivery }) => delivery.id);
      expect(all).toHaveLength(9);
      for (const [index, after] of all.entries()) {
        const rest = await history.list({ after });
        expect(rest.map(({ delivery }) => delivery.id)).toEqual(all.slice(index + 1));
      }
      expect(await history.list({ after: 'nobody' })).toEqual([]);
    });

    it('comes with the attempts', async () => {
      const [delivered] = await opened.store.history.list({ state: 'delivered' });
      expect(delivered?.attempts).toMatchObject([{ outcome: 'delivered' }]);
    });
  });

  describe('delivered in lanes', () => {
    it('counts what was delivered in these, and nothing else', async () => {
      await opened.commit(
        planned('a', { dueAt: at(1) }),
        planned('b', { dueAt: at(1), robot: 'ops' }),
        planned('c', { dueAt: at(2) }),
      );
      await opened.attempt(at(1));
      await opened.attempt(at(2));
      await opened.attempt(at(2), DELIVERED, 0, OPS);
      const { history } = opened.store;
      expect(await history.deliveredIn([TEAM.lane, TEAM.lane])).toBe(2);
      expect(await history.deliveredIn([OPS.lane, TEAM.lane])).toBe(3);
      expect(await history.deliveredIn([OPS.lane])).toBe(1);
      expect(await history.deliveredIn(['nobody'])).toBe(0);
      // Each that ever had a message, whatever is configured by now.
      expect((await history.robots()).toSorted()).toEqual(['ops', 'team']);
    });
  });

  describe('count', () => {
    it('counts messages by state, the occurrences of a run one by one, all or those due in a span', async () => {
      const first = planned('run', { dueAt: at(10), state: 'missed' });
      await opened.store.plans.commit({
        deliveries: [planned('a'), planned('b', { dueAt: at(5) }), planned('c', { dueAt: at(99), state: 'skipped' })],
        missed: [{ first, key: { reminder: 'run', robot: 'team' }, instants: [at(10), at(20), at(30)] }],
        cursors: [],
      });
      await opened.attempt(at(5));
      const none = { pending: 0, sending: 0, delivered: 0, failed: 0, expired: 0, missed: 0, skipped: 0 };
      const { history } = opened.store;
      expect(await history.count()).toEqual({ ...none, pending: 1, delivered: 1, missed: 3, skipped: 1 });
      expect(await history.count({ since: at(5) })).toEqual({ ...none, pending: 1, missed: 3, skipped: 1 });
      expect(await history.count({ since: at(0), until: at(30) })).toEqual({ ...none, pending: 1, delivered: 1 });
    });

    it('counts what is carried as waiting, though not as waiting in its lane', async () => {
      const [a, b] = [planned('a'), planned('b')];
      await opened.commit(a, b);
      const delivery = planned('digest', { origin: 'digest' });
      await opened.store.outbox.merge([{ delivery, members: [a.id, b.id] }]);
      expect(await opened.store.history.count()).toMatchObject({ pending: 3 });
      expect(await opened.store.history.laneStates(reading(at(0)))).toMatchObject([{ lane: TEAM.lane, pending: 1 }]);
    });
  });

  describe('laneStates', () => {
    const states = (ms: number) => opened.store.history.laneStates(reading(at(ms)));

    it('lists each lane with what waits in it, parts whose turn has not come included', async () => {
      await opened.commit(planned('a'), ...partsOf(planned('b', { dueAt: at(5) }), 2));
      await opened.commit(planned('c', { robot: 'ops', dueAt: at(9) }));
      await opened.claim(at(5));
      expect(await states(5)).toEqual([
        { lane: OPS.lane, pending: 0, sending: 0, later: 1 },
        { lane: TEAM.lane, pending: 2, sending: 1, later: 0, oldestPendingDueAt: at(5) },
      ]);
      expect(await states(9)).toMatchObject([
        { lane: OPS.lane, pending: 1, later: 0, oldestPendingDueAt: at(9) },
        { lane: TEAM.lane, pending: 2 },
      ]);
    });

    it('says until when one cools down, and why', async () => {
      await opened.commit(planned('a'));
      await opened.attempt(at(0), THROTTLED, 50);
      opened.reopen();
      expect(await states(100)).toMatchObject([
        { lane: TEAM.lane, cooling: { until: at(600_050), cause: { meaning: 'too-fast' } } },
      ]);
      expect((await states(600_050))[0]).not.toHaveProperty('cooling');
    });

    it('says since when one is paused, and why', async () => {
      await opened.commit(planned('a'), planned('b'));
      await opened.attempt(at(0), BAD_TOKEN);
      expect(await states(1)).toMatchObject([
        { lane: TEAM.lane, pending: 1, paused: { since: at(0), cause: { meaning: 'token-unknown' } } },
      ]);
    });

    it('says why one is not reached, as long as something waits for that', async () => {
      await opened.commit(planned('a'), planned('b'));
      await opened.attempt(at(0), BUSY);
      opened.reopen();
      await opened.join(at(1));
      expect(await states(1)).toMatchObject([{ lane: TEAM.lane, pending: 2, retrying: { meaning: 'busy' } }]);
      await opened.attempt(at(5_000), DELIVERED);
      expect((await states(5_001))[0]).not.toHaveProperty('retrying');
      await opened.attempt(at(10_000), BUSY);
      await opened.attempt(at(20_000), DELIVERED);
      expect(await states(20_001)).toEqual([]);
    });
  });

  describe('callsByLane', () => {
    /** Midnight in Beijing, at which February begins. */
    const FEBRUARY = Date.parse('2027-01-31T16:00:00Z');

    it('counts every attempt in its month of Beijing time, whatever came of it, and forgets none', async () => {
      const changes = { dueAt: toEpochMs(FEBRUARY - 100_000), expiresAt: toEpochMs(FEBRUARY + 3_600_000) };
      await opened.commit(...many(3, changes), planned('c', { ...changes, robot: 'ops' }));
      await opened.attempt(FEBRUARY - 1, DELIVERED);
      await opened.attempt(FEBRUARY, BAD_LINK);
      await opened.attempt(FEBRUARY, DELIVERED, 0, OPS);
      await opened.claim(FEBRUARY);
      opened.reopen();
      await pruneAll(opened.store, toEpochMs(FEBRUARY + 1_000));
      const { history } = opened.store;
      expect(await history.callsByLane(toEpochMs(FEBRUARY - 1))).toEqual(new Map([[TEAM.lane, 1]]));
      expect(await history.callsByLane(toEpochMs(FEBRUARY))).toEqual(
        new Map([
          [OPS.lane, 1],
          [TEAM.lane, 2],
        ]),
      );
      expect(await history.callsByLane(toEpochMs(FEBRUARY + 40 * DAY))).toEqual(new Map());
    });
  });

  describe('prune', () => {
    it('forgets what was due and over before, with its attempts, never what still waits', async () => {
      const old = planned('old', { dueAt: at(0) });
      const waiting = planned('waiting', { dueAt: at(1), expiresAt: at(1e9) });
      const young = planned('young', { dueAt: at(1_000), state: 'missed' });
      await opened.commit(old, waiting, young);
      await opened.attempt(at(0), DELIVERED, 100);
      expect(await pruneAll(opened.store, at(100))).toBe(0);
      expect(await pruneAll(opened.store, at(1_000))).toBe(1);
      expect(await opened.reminders()).toEqual(['waiting', 'young']);
    });

    it('forgets any number', async () => {
      await opened.commit(...many(1_234, { state: 'missed' }));
      expect(await pruneAll(opened.store, at(1))).toBe(1_234);
      expect(await opened.store.history.count()).toMatchObject({ missed: 0 });
    });
  });

  describe('changeCounter', () => {
    it('changes when another connection writes, and only then', async () => {
      const place = kind.newPlace();
      const [daemon, command] = [kind.open(place), kind.open(place)];
      const before = await daemon.outbox.changeCounter();
      await daemon.plans.commit({ deliveries: [planned('ours')], cursors: [] });
      expect(await daemon.outbox.changeCounter()).toBe(before);
      await command.plans.commit({ deliveries: [planned('theirs')], cursors: [] });
      expect(await daemon.outbox.changeCounter()).not.toBe(before);
      for (const each of [daemon, command]) each.close();
    });
  });
});
