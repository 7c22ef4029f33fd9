import { beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/delivery/outbox.ts';
import { claimsOf, many, Opened, partsOf } from './opened.ts';
import { at, BAD_LINK, BUSY, DELIVERED, OPS, planned, reading, result, TEAM, THROTTLED } from './plan.ts';
import { STORES } from './stores.ts';

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(() => {
    opened = new Opened(kind);
  });

  describe('record', () => {
    it('writes the attempt and the delivery, across a restart', async () => {
      await opened.commit(planned('a'));
      const delivery = await opened.attempt(at(0), BUSY, 250);
      opened.reopen();
      const cause = { code: 'vendor', meaning: 'busy', errcode: -1, text: 'system busy' };
      expect(await opened.find(delivery!)).toMatchObject({
        delivery: { state: 'pending', attempts: 1, nextAttemptAt: at(1_250), cause },
        attempts: [{ outcome: 'unreachable', httpStatus: 200, startedAt: at(0), finishedAt: at(250), cause }],
      });
      expect(await opened.wake(at(250))).toBe(at(1_250));
    });

    it('writes many results together', async () => {
      await opened.commit(planned('a'), planned('b', { robot: 'ops' }));
      const claims = await opened.claim(at(0), [TEAM, OPS]);
      await opened.store.outbox.record(claims.map((one) => result(one, DELIVERED, at(1))));
      expect(await opened.store.history.count()).toMatchObject({ delivered: 2, sending: 0 });
    });

    it('makes room for the next claim in the same transaction', async () => {
      await opened.commit(...many(3));
      const narrow = { ...TEAM, perMinute: 2 };
      const [first] = await opened.claim(at(0), [narrow]);
      const recordAndClaim = async (one: Claim, now: number) =>
        claimsOf(
          await opened.store.outbox.recordAndClaim([result(one, DELIVERED, at(now))], {
            at: reading(at(now)),
            member: opened.member,
            lanes: [narrow],
          }),
        );
      const [second] = await recordAndClaim(first!, 5);
      opened.reopen();
      expect(await opened.stateOf(first!.delivery)).toBe('delivered');
      expect(await opened.stateOf(second!.delivery)).toBe('sending');
      expect(await recordAndClaim(second!, 6)).toEqual([]);
    });
  });

  describe('expire', () => {
    it('ends what waits from its expiry on, and tells why', async () => {
      const [untried, tried] = [planned('a', { expiresAt: at(5_000) }), planned('b', { expiresAt: at(5_000) })];
      const gone = planned('c', { robot: 'gone', lane: 'gone', expiresAt: at(5_000) });
      await opened.commit(tried, untried, gone);
      await opened.attempt(at(0), BUSY);
      expect(await opened.wake(at(0), [])).toBe(at(5_000));
      expect(await opened.expire(at(4_999))).toEqual([]);
      const expired = await opened.expire(at(5_000));
      expect(new Map(expired.map(({ id, cause }) => [id, cause?.code]))).toEqual(
        new Map([
          [untried.id, 'no-turn'],
          [tried.id, 'out-of-time'],
          [gone.id, 'robot-not-configured'],
        ]),
      );
      for (const delivery of expired) {
        expect(delivery).toMatchObject({ state: 'expired', finishedAt: at(5_000) });
        expect((await opened.find(delivery))?.delivery).toEqual(delivery);
      }
      expect(await opened.expire(at(5_000))).toEqual([]);
    });

    it('ends some at a time, the first to expire first', async () => {
      await opened.commit(planned('b', { expiresAt: at(2) }), planned('a', { expiresAt: at(1) }), planned('c'));
      const request = { now: at(9), lanes: [TEAM], onlyThese: false, limit: 1 };
      const expired = [];
      for (let turn = 0; turn < 3; turn += 1) expired.push(...(await opened.store.outbox.expire(request)));
      expect(expired.map(({ reminder }) => reminder)).toEqual(['a', 'b']);
    });

    it('leaves other lanes alone when it is told to', async () => {
      await opened.commit(planned('a', { expiresAt: at(5) }), planned('b', { robot: 'ops', expiresAt: at(9) }));
      expect(await opened.wake(at(0), [OPS], true)).toBeLessThanOrEqual(at(0));
      expect(await opened.wake(at(0), [], true)).toBeUndefined();
      expect(await opened.expire(at(5), [OPS], true)).toEqual([]);
      expect(await opened.expire(at(5), [OPS], false)).toHaveLength(1);
    });

    it('leaves what is under way', async () => {
      await opened.commit(planned('a', { expiresAt: at(100) }));
      await opened.claim(at(99));
      expect(await opened.expire(at(100))).toEqual([]);
    });
  });

  describe('parts of one message', () => {
    const whole = planned('long');
    const parts = partsOf(whole, 3);
    const states = () => Promise.all(parts.map((part) => opened.stateOf(part)));
    const RENEWED = { ...TEAM, lane: 'new-token' };
    const renew = () => opened.store.outbox.settle([RENEWED], [{ robot: 'team', lane: RENEWED.lane }]);

    it('wait for the one before them', async () => {
      await opened.commit(...parts);
      expect((await opened.attempt(at(0), BUSY))?.part).toEqual({ number: 1, of: 3 });
      expect(await opened.claim(at(999))).toEqual([]);
      expect(await opened.wake(at(1))).toBe(at(1_000));
      const order = [];
      for (const ms of [1_000, 1_001, 1_002]) order.push((await opened.attempt(at(ms)))?.part?.number);
      expect(order).toEqual([1, 2, 3]);
    });

    it('never overtake when the token of their robot changes while one is under way', async () => {
      await opened.commit(...parts);
      const [first] = await opened.claim(at(0));
      expect(await renew()).toBe(2);
      expect(await opened.claim(at(1), [TEAM, RENEWED])).toEqual([]);
      await opened.record(first!, BUSY, at(2));
      expect(await opened.claim(at(3), [TEAM, RENEWED])).toEqual([]);
      expect(await renew()).toBe(1);
      const order = [];
      for (const ms of [5_000, 5_001, 5_002]) {
        order.push((await opened.attempt(at(ms), DELIVERED, 0, RENEWED))?.part?.number);
      }
      expect(order).toEqual([1, 2, 3]);
    });

    it('go on in the new lane when the one under way is delivered in the old one', async () => {
      await opened.commit(...parts);
      const [first] = await opened.claim(at(0));
      await renew();
      await opened.record(first!, DELIVERED, at(2));
      expect((await opened.attempt(at(3), DELIVERED, 0, RENEWED))?.part?.number).toBe(2);
    });

    it('end with one that is refused, and the lane goes on', async () => {
      await opened.commit(...parts, planned('other', { dueAt: at(1) }));
      await opened.attempt(at(0));
      await opened.attempt(at(1), BAD_LINK);
      expect(await states()).toEqual(['delivered', 'failed', 'failed']);
      expect((await opened.find(parts[2]!))?.delivery).toMatchObject({ cause: { code: 'earlier-part-refused' } });
      expect((await opened.attempt(at(2)))?.reminder).toBe('other');
    });

    it('end with one that has no time left for another attempt', async () => {
      const short = partsOf(planned('long', { expiresAt: at(60_000) }), 3);
      await opened.commit(...short);
      await opened.attempt(at(0), THROTTLED);
      expect(await states()).toEqual(['expired', 'expired', 'expired']);
      expect((await opened.find(parts[1]!))?.delivery).toMatchObject({ cause: { code: 'earlier-part-refused' } });
    });

    it('expire together', async () => {
      await opened.commit(...parts);
      await opened.attempt(at(0));
      expect(await opened.expire(whole.expiresAt)).toHaveLength(2);
      expect(await states()).toEqual(['delivered', 'expired', 'expired']);
    });
  });

  describe('nextWake', () => {
    it('is nothing when nothing waits', async () => {
      expect(await opened.wake(at(0))).toBeUndefined();
      await opened.commit(planned('a'));
      await opened.attempt(at(0));
      expect(await opened.wake(at(0))).toBeUndefined();
    });

    it('looks only at the lanes asked for, but at every expiry', async () => {
      await opened.commit(planned('a', { dueAt: at(50) }));
      expect(await opened.wake(at(0))).toBe(at(50));
      expect(await opened.wake(at(0), [OPS])).toBe(at(50 + 3_600_000));
    });

    it('passes over what expires before the lane opens', async () => {
      await opened.commit(
        planned('0'),
        planned('a', { dueAt: at(10), expiresAt: at(500_000) }),
        planned('b', { dueAt: at(20) }),
      );
      await opened.attempt(at(0), THROTTLED);
      await opened.expire(at(500_000));
      expect(await opened.wake(at(500_000))).toBe(at(600_000));
    });
  });
});
