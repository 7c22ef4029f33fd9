import { beforeEach, describe, expect, it } from 'vitest';
import { toTerm } from '../../src/delivery/plans.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import type { Store } from '../../src/store/store.ts';
import { cursor, Opened, partsOf } from './opened.ts';
import { at, DELIVERED, planned, reading } from './plan.ts';
import { STORES } from './stores.ts';

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(() => {
    opened = new Opened(kind);
  });

  describe('commit', () => {
    it('keeps every field, across a restart', async () => {
      const full = planned('生日', {
        person: 'xiaoming',
        notice: '7d',
        lateMs: 5,
        priority: -3,
        coalesce: true,
        part: { number: 2, of: 3 },
        origin: 'fire',
        message: { kind: 'markdown', title: '🎂', text: '**祝**\u0000"', mentions: { all: true, mobiles: ['+852-1'] } },
      });
      const { reminder: _, ...bare } = planned('push', { origin: 'send' });
      await opened.commit(full, bare);
      opened.reopen();
      for (const delivery of [full, bare]) {
        expect(await opened.find(delivery)).toEqual({
          delivery: { ...delivery, attempts: 0, nextAttemptAt: delivery.dueAt },
          attempts: [],
        });
      }
    });

    it('adds nothing when a plan is replayed, and leaves what has moved on as it is', async () => {
      const plan = { deliveries: [planned('a'), planned('b')], cursors: [cursor('a', 0)] };
      const { plans, history } = opened.store;
      expect(await plans.commit(plan)).toEqual({ added: 2 });
      await opened.attempt(at(0));
      const before = await history.list({});
      expect(await plans.commit(plan)).toEqual({ added: 0 });
      expect(await history.list({})).toEqual(before);
    });

    it('counts a delivery that stands twice in one plan once', async () => {
      expect(await opened.commit(planned('a'), planned('a'))).toEqual({ added: 1 });
    });

    it('writes all of a plan or nothing', async () => {
      const { plans, history } = opened.store;
      const broken = { ...planned('b'), lateMs: Number.NaN };
      await expect(plans.commit({ deliveries: [planned('a'), broken], cursors: [cursor('a', 0)] })).rejects.toThrow();
      expect(await history.list({})).toEqual([]);
      expect(await plans.cursors()).toEqual([]);
    });

    it.each(['missed', 'skipped', 'failed'] as const)('takes a delivery born %s for final', async (state) => {
      const born = planned('a', { state, cause: { code: 'no-turn' } });
      await opened.commit(born);
      expect(await opened.claim(at(0))).toEqual([]);
      expect(await opened.wake(at(0))).toBeUndefined();
      const delivery = { state, finishedAt: born.createdAt, cause: { code: 'no-turn' } };
      expect(await opened.find(born)).toMatchObject({ delivery });
    });

    it('adds parts all together or none: a message that was shorter when it was planned stays what it was', async () => {
      const [grown, other] = [planned('grown'), planned('other')];
      expect(await opened.commit(grown)).toEqual({ added: 1 });
      expect(await opened.commit(...partsOf(grown, 3))).toEqual({ added: 0 });
      expect(await opened.commit(...partsOf(grown, 3).toReversed())).toEqual({ added: 0 });
      expect(await opened.commit(...partsOf(other, 3).toReversed())).toEqual({ added: 3 });
      expect(await opened.commit(...partsOf(other, 3))).toEqual({ added: 0 });
    });
  });

  describe('cursors', () => {
    it('are one per reminder, the last one written, with what it owes', async () => {
      const owed = [{ from: at(1), to: at(2) }];
      await opened.store.plans.commit({ deliveries: [], cursors: [cursor('a', 5), { ...cursor('b', 5), owed }] });
      await opened.store.plans.commit({ deliveries: [], cursors: [cursor('a', 3, 'y')] });
      opened.reopen();
      expect(await opened.store.plans.cursors()).toEqual([cursor('a', 3, 'y'), { ...cursor('b', 5), owed }]);
      await opened.store.plans.commit({ deliveries: [], cursors: [cursor('b', 5)] });
      expect((await opened.store.plans.cursors())[1]).toEqual(cursor('b', 5));
    });

    it('of reminders that are no more are forgotten', async () => {
      await opened.store.plans.commit({ deliveries: [], cursors: [cursor('a', 5), cursor('b', 5)] });
      await opened.store.plans.commit({ deliveries: [], cursors: [], ended: ['a', 'unknown'] });
      expect(await opened.store.plans.cursors()).toEqual([cursor('b', 5)]);
    });
  });

  describe('lastSeen', () => {
    it('is the latest instant of cursors, of what was written, and of what was sent', async () => {
      const { plans } = opened.store;
      expect(await plans.lastSeen()).toBeUndefined();
      await opened.commit(planned('a', { dueAt: at(10) }));
      expect(await plans.lastSeen()).toBe(at(10));
      await plans.commit({ deliveries: [], cursors: [cursor('a', 20), cursor('b', 5)] });
      expect(await plans.lastSeen()).toBe(at(20));
      await opened.attempt(toEpochMs(at(30)), DELIVERED, 7);
      expect(await plans.lastSeen()).toBe(at(37));
    });
  });

  describe('what is planned in a term', () => {
    const plan = () => ({ deliveries: [planned('a')], cursors: [cursor('a', 0)] });
    const leader = { id: 'leader', pid: 1, host: 'h', leads: true };
    const term = toTerm('leader');

    it('is written while the term lasts, be its lease over', async () => {
      const { plans, members } = opened.store;
      await members.join(leader, reading(at(0)));
      expect(await plans.commit({ ...plan(), term })).toEqual({ added: 1 });
      await members.buryDead(reading(at(3_600_000)));
      expect(await plans.commit({ deliveries: [planned('b')], cursors: [], term })).toEqual({ added: 1 });
      await plans.rewind(at(-1), term);
      expect(await plans.cursors()).toEqual([cursor('a', -1)]);
    });

    it.each<[string, (members: Store['members']) => Promise<unknown>]>([
      ['nobody leads', async () => {}],
      ['it has left', (members) => members.leave('leader')],
      ['the next one leads', (members) => members.join({ ...leader, id: 'next' }, reading(at(1)))],
      [
        'it only sends',
        async (members) => {
          await members.leave('leader');
          await members.join({ ...leader, leads: false }, reading(at(1)));
        },
      ],
    ])('is refused, all of it, when the term is over: %s', async (name, end) => {
      const { plans, members, history } = opened.store;
      if (name !== 'nobody leads') await members.join(leader, reading(at(0)));
      await plans.commit({ deliveries: [], cursors: [cursor('z', 5)] });
      await end(members);
      await expect(plans.commit({ ...plan(), ended: ['z'], term })).rejects.toMatchObject({ kind: 'fenced' });
      await expect(plans.rewind(at(-1), term)).rejects.toMatchObject({ kind: 'fenced' });
      expect(await history.list({})).toEqual([]);
      expect(await plans.cursors()).toEqual([cursor('z', 5)]);
      // What is pushed asks nobody who leads.
      expect(await plans.commit(plan())).toEqual({ added: 1 });
    });
  });
});
