import { beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_ATTEMPT } from '../../src/delivery/attempts.ts';
import { LEASE } from '../../src/delivery/members.ts';
import { many, Opened } from './opened.ts';
import { at, BAD_LINK, BAD_TOKEN, BUSY, DELIVERED, OPS, planned, THROTTLED, TEAM } from './plan.ts';
import { STORES } from './stores.ts';

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(() => {
    opened = new Opened(kind);
  });

  describe('claim', () => {
    it('takes what is due in order: by instant, then priority, then as it was written', async () => {
      const ids = ['00000000-0000-8000-8000-00000000000b', '00000000-0000-8000-8000-00000000000a'];
      const [earlier, later] = ids.map((id) => planned('x', { id, dueAt: at(10) }));
      const first = planned('first', { dueAt: at(5), priority: -9 });
      const urgent = planned('urgent', { dueAt: at(10), priority: 1 });
      await opened.commit(earlier!, urgent, later!, first);
      const taken = [];
      for (const ms of [10, 11, 12, 13]) taken.push((await opened.attempt(at(ms)))?.id);
      expect(taken).toEqual([first.id, urgent.id, earlier!.id, later!.id]);
    });

    it('takes one per lane, from the lanes asked for, and writes it down in the name of its member first', async () => {
      await opened.commit(planned('a'), planned('b'), planned('c', { robot: 'ops' }), planned('d', { lane: 'other' }));
      const claims = await opened.claim(at(7), [TEAM, OPS]);
      expect(claims.map(({ delivery }) => delivery.lane)).toEqual([TEAM.lane, OPS.lane]);
      opened.reopen();
      for (const { delivery, attempt } of claims) {
        expect(delivery).toMatchObject({ state: 'sending', attempts: 1, claimedBy: opened.member });
        expect(await opened.find(delivery)).toEqual({
          delivery,
          attempts: [{ id: attempt, delivery: delivery.id, lane: delivery.lane, startedAt: at(7) }],
        });
      }
    });

    it('takes nothing of a lane of which anything is under way', async () => {
      await opened.commit(...many(3));
      const [first] = await opened.claim(at(0));
      expect(await opened.claim(at(1))).toEqual([]);
      expect(await opened.wake(at(1))).toBe(at(3_600_000));
      await opened.record(first!, DELIVERED, at(2));
      expect(await opened.wake(at(2))).toBeLessThanOrEqual(at(2));
      expect(await opened.claim(at(2))).toHaveLength(1);
    });

    it('takes nothing before its time and nothing from its expiry on', async () => {
      await opened.commit(planned('a', { dueAt: at(100), expiresAt: at(200) }));
      expect(await opened.claim(at(99))).toEqual([]);
      expect(await opened.claim(at(200))).toEqual([]);
      expect(await opened.claim(at(199))).toHaveLength(1);
    });
  });

  describe('whoever lets others go first', () => {
    const patient = { ...TEAM, patienceMs: 2_000 };

    it('takes a lane when the head of its line could have gone so long ago, and wakes then', async () => {
      await opened.commit(planned('a', { dueAt: at(100) }));
      await opened.join();
      expect(await opened.wake(at(100), [patient])).toBe(at(2_100));
      expect(await opened.claim(at(2_099), [patient])).toEqual([]);
      expect(await opened.claim(at(2_100), [patient])).toHaveLength(1);
    });

    it('loses no time to whom the lane is: at once', async () => {
      await opened.commit(planned('a'), planned('b', { robot: 'ops' }));
      const claims = await opened.claim(at(0), [patient, OPS]);
      expect(claims.map(({ delivery }) => delivery.lane)).toEqual([OPS.lane]);
    });

    it('never overtakes the head for what stands behind it and has waited longer', async () => {
      const [head, behind] = [planned('head'), planned('behind', { dueAt: at(1) })];
      await opened.commit(head);
      await opened.attempt(at(0), BUSY);
      const retry = (await opened.find(head))!.delivery.nextAttemptAt;
      await opened.commit(behind);
      // By then the other one could have gone for long, and the head for half of the time.
      expect(await opened.claim(retry + 1_000, [patient])).toEqual([]);
      expect(await opened.wake(retry + 1_000, [patient])).toBe(retry + 2_000);
      expect((await opened.claim(retry + 2_000, [patient]))[0]?.delivery.id).toBe(head.id);
    });

    it('waits for as long after the lane opened, whatever waited until then', async () => {
      const narrow = { ...patient, perMinute: 1 };
      await opened.commit(...many(2));
      await opened.attempt(at(0), DELIVERED, 500, { ...TEAM, perMinute: 1 });
      expect(await opened.wake(at(1_000), [narrow])).toBe(at(62_500));
      expect(await opened.claim(at(62_499), [narrow])).toEqual([]);
      expect(await opened.claim(at(62_500), [narrow])).toHaveLength(1);
    });

    it('takes what a dead member gave back as late as if it had never been claimed', async () => {
      await opened.commit(planned('a'));
      await opened.claim(at(0));
      await opened.store.members.leave(opened.member);
      await opened.join(at(500));
      expect(await opened.wake(at(500), [patient])).toBe(at(2_000));
      expect(await opened.claim(at(2_000), [patient])).toHaveLength(1);
    });
  });

  describe('the limiter', () => {
    const LIMIT = { ...TEAM, perMinute: 3 };

    it('opens a place exactly 60 s after the attempt that held it ended', async () => {
      await opened.commit(...many(9));
      for (const [start, took] of [
        [0, 700],
        [1_000, 0],
        [2_000, 0],
      ] as const) {
        expect(await opened.attempt(at(start), DELIVERED, took, LIMIT)).toBeDefined();
      }
      expect(await opened.claim(at(3_000), [LIMIT])).toEqual([]);
      expect(await opened.wake(at(3_000), [LIMIT])).toBe(at(60_700));
      opened.reopen();
      await opened.join(at(60_699));
      expect(await opened.claim(at(60_699), [LIMIT])).toEqual([]);
      expect(await opened.attempt(at(60_700), DELIVERED, 0, LIMIT)).toBeDefined();
      expect(await opened.claim(at(60_700), [LIMIT])).toEqual([]);
    });

    it('counts failed attempts too, whatever became of them', async () => {
      await opened.commit(...many(9));
      for (const outcome of [BUSY, BAD_LINK, DELIVERED]) await opened.attempt(at(0), outcome, 0, LIMIT);
      expect(await opened.claim(at(59_999), [LIMIT])).toEqual([]);
    });

    it('counts an attempt that nobody ended for as long as it can have lasted, and 60 s more', async () => {
      const narrow = { ...TEAM, perMinute: 1 };
      await opened.commit(...many(9));
      await opened.claim(at(0), [narrow]);
      opened.reopen();
      expect(await opened.join(at(1_000))).toBe(1);
      const opens = LEASE + LONGEST_ATTEMPT + 60_000;
      expect(await opened.wake(at(1_000), [narrow])).toBe(at(opens));
      expect(await opened.claim(at(opens - 1), [narrow])).toEqual([]);
      expect(await opened.claim(at(opens), [narrow])).toHaveLength(1);
    });

    it('is per lane', async () => {
      const [narrow, other] = [TEAM, OPS].map((lane) => ({ ...lane, perMinute: 1 }));
      await opened.commit(...many(9), planned('other', { robot: 'ops' }));
      await opened.attempt(at(0), DELIVERED, 0, narrow);
      expect(await opened.claim(at(0), [narrow!, other!])).toHaveLength(1);
    });

    it('holds for a limit that was lowered meanwhile', async () => {
      await opened.commit(...many(9));
      for (let start = 0; start < 3; start += 1) await opened.attempt(at(start), DELIVERED, 0, LIMIT);
      const lowered = { ...LIMIT, perMinute: 2 };
      expect(await opened.claim(at(60_000), [lowered])).toEqual([]);
      expect(await opened.claim(at(60_001), [lowered])).toHaveLength(1);
    });
  });

  describe('a lane', () => {
    it('that is cooling down sends nothing until then, across a restart', async () => {
      await opened.commit(planned('a'), planned('b'));
      const throttled = await opened.attempt(at(0), THROTTLED, 50);
      opened.reopen();
      await opened.join(at(100));
      expect(await opened.wake(at(100))).toBe(at(600_050));
      expect(await opened.claim(at(600_049))).toEqual([]);
      expect((await opened.claim(at(600_050)))[0]?.delivery.id).toBe(throttled?.id);
    });

    it('cools no shorter than it was told before', async () => {
      await opened.commit(...many(2));
      await opened.attempt(at(0), THROTTLED);
      const [entry] = await opened.store.history.list({ limit: 1 });
      const attempt = { delivery: entry!.delivery, attempt: 1 };
      await opened.record(attempt, { ...THROTTLED, coolDownMs: 5 } as typeof THROTTLED, at(1));
      expect(await opened.claim(at(599_999))).toEqual([]);
    });

    it('that is paused stays so until its configuration differs', async () => {
      const settle = (lane: typeof TEAM) => opened.store.outbox.settle([lane], []);
      await opened.commit(planned('a'), planned('b'));
      await opened.attempt(at(0), BAD_TOKEN);
      opened.reopen();
      await opened.join(at(1));
      await settle(TEAM);
      expect(await opened.claim(at(1_000))).toEqual([]);
      expect(await opened.wake(at(1_000))).toBe(at(3_600_000));
      const mended = { ...TEAM, fingerprint: 'team-2' };
      expect(await opened.wake(at(1_000), [mended])).toBeLessThanOrEqual(at(1_000));
      await settle(mended);
      expect(await opened.claim(at(1_000), [mended])).toHaveLength(1);
      expect(
        (await opened.store.history.laneStates({ now: at(1_000), up: 1_000, boot: 'a boot' }))[0],
      ).not.toHaveProperty('paused');
    });

    it('is not paused by an error of the configuration before', async () => {
      await opened.commit(planned('a'), planned('b'));
      const [old] = await opened.claim(at(0));
      const mended = { ...TEAM, fingerprint: 'team-2' };
      await opened.store.outbox.settle([mended], []);
      await opened.record(old!, BAD_TOKEN, at(10));
      expect(await opened.claim(at(10), [mended])).toHaveLength(1);
    });

    it('takes over a long line some at a time', async () => {
      const fleet = { lanes: [OPS], assignments: [{ robot: 'team', lane: OPS.lane }] };
      await opened.commit(...many(600));
      const moved = [];
      for (let turn = 0; turn < 4; turn += 1)
        moved.push(await opened.store.outbox.settle(fleet.lanes, fleet.assignments));
      expect(moved).toEqual([250, 250, 100, 0]);
    });

    it('takes over what waits for a robot whose token was changed, in its order', async () => {
      const renewed = { ...TEAM, lane: 'new-token' };
      const settle = () => opened.store.outbox.settle([renewed], [{ robot: 'team', lane: renewed.lane }]);
      const [second, first] = [planned('a', { dueAt: at(2) }), planned('b', { dueAt: at(1) })];
      await opened.commit(second, first, planned('c', { state: 'missed' }), planned('d', { robot: 'ops' }));
      await opened.commit(planned('new', { lane: renewed.lane, dueAt: at(3) }));
      expect(await settle()).toBe(2);
      expect(await settle()).toBe(0);
      expect(await opened.claim(at(3))).toEqual([]);
      for (const { id } of [first, second]) expect((await opened.attempt(at(3), DELIVERED, 0, renewed))?.id).toBe(id);
    });
  });
});
