import { beforeEach, describe, expect, it } from 'vitest';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { many, Opened } from './opened.ts';
import { AMBIGUOUS, at, BAD_LINK, BAD_TOKEN, BUSY, DELIVERED, OPS, planned, reading, TEAM, THROTTLED } from './plan.ts';
import { STORES } from './stores.ts';

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(() => {
    opened = new Opened(kind);
  });

  describe('backlogs', () => {
    const LIMIT = { ...TEAM, perMinute: 2 };
    const backlogs = (now: number, lane = LIMIT, limit = 9) =>
      opened.store.outbox.backlogs({ at: reading(now), lanes: [lane, OPS], limit });

    it('tells of lanes with more due than may start, in the order of the line', async () => {
      const ops = planned('ops', { robot: 'ops' });
      await opened.commit(planned('b', { dueAt: at(2) }), planned('a', { dueAt: at(1) }), ops);
      expect(await backlogs(at(2))).toEqual([]);
      await opened.commit(planned('c', { dueAt: at(3) }), planned('later', { dueAt: at(9) }));
      const [backlog, ...others] = await backlogs(at(3));
      expect(others).toEqual([]);
      expect(backlog).toMatchObject({ lane: TEAM.lane, occupiedUntil: [] });
      expect(backlog?.waiting.map(({ reminder }) => reminder)).toEqual(['a', 'b', 'c']);
      expect((await backlogs(at(3), LIMIT, 2))[0]?.waiting).toHaveLength(2);
    });

    it('says when the lane may send again', async () => {
      await opened.commit(...many(4));
      await opened.attempt(at(0), DELIVERED, 30, LIMIT);
      await opened.attempt(at(40), THROTTLED, 0, LIMIT);
      const occupiedUntil = [at(60_040), at(60_030)];
      expect((await backlogs(at(50)))[0]).toMatchObject({ opensAt: at(600_040), occupiedUntil });
    });

    it('expects an attempt under way to end soon', async () => {
      await opened.commit(...many(4));
      await opened.claim(at(0), [LIMIT]);
      expect((await backlogs(at(5)))[0]?.occupiedUntil).toEqual([at(60_005)]);
    });

    it('leaves a paused lane out', async () => {
      await opened.commit(...many(4));
      await opened.attempt(at(0), BAD_TOKEN, 0, LIMIT);
      expect(await backlogs(at(5))).toEqual([]);
      expect(await backlogs(at(5), { ...LIMIT, fingerprint: 'mended' })).toHaveLength(1);
    });
  });

  describe('a digest', () => {
    const [a, b, c] = [planned('a'), planned('b', { expiresAt: at(5_000) }), planned('c')];
    const digest = planned('digest', { origin: 'digest', expiresAt: at(5_000) });
    const merge = (...members: readonly NewDelivery[]) =>
      opened.store.outbox.merge([{ delivery: digest, members: members.map(({ id }) => id) }]);
    const states = (...all: readonly NewDelivery[]) => Promise.all(all.map((one) => opened.stateOf(one)));
    const carrierOf = async (delivery: NewDelivery) => (await opened.find(delivery))?.delivery.digest;

    it('goes out in place of what it carries, and takes it along, across a restart', async () => {
      await opened.commit(a, b);
      expect(await merge(a, b)).toBe(1);
      opened.reopen();
      expect(await opened.store.history.list({ digest: digest.id })).toHaveLength(2);
      expect((await opened.attempt(at(1), DELIVERED, 1))?.id).toBe(digest.id);
      opened.reopen();
      for (const member of [a, b]) {
        expect(await opened.find(member)).toMatchObject({
          delivery: { state: 'delivered', finishedAt: at(2), digest: digest.id, attempts: 0 },
          attempts: [],
        });
      }
    });

    it('is written with all of its members or not at all', async () => {
      await opened.commit(a, b, c);
      await opened.attempt(at(0));
      expect(await merge(a, b, c)).toBe(0);
      expect(await opened.find(digest)).toBeUndefined();
      expect(await merge(b, c)).toBe(1);
      const other = planned('other', { origin: 'digest' });
      expect(await opened.store.outbox.merge([{ delivery: other, members: [b.id, c.id] }])).toBe(0);
      expect(await Promise.all([b, c].map(carrierOf))).toEqual([digest.id, digest.id]);
    });

    it('carries nothing that was tried before: it may have arrived', async () => {
      await opened.commit(a, b);
      await opened.attempt(at(0), AMBIGUOUS);
      expect(await merge(a, b)).toBe(0);
      expect(await Promise.all([a, b].map(carrierOf))).toEqual([undefined, undefined]);
    });

    it('frees its members when it expires, and those expire that are past their own time', async () => {
      await opened.commit(a, b);
      await merge(a, b);
      await opened.attempt(at(0), BUSY);
      expect(await opened.wake(at(1), [])).toBe(at(5_000));
      const expired = await opened.expire(at(5_000));
      expect(expired.map(({ id }) => id)).toEqual([digest.id, b.id]);
      expect(await states(a, b)).toEqual(['pending', 'expired']);
      expect(await carrierOf(a)).toBeUndefined();
      expect((await opened.claim(at(5_000)))[0]?.delivery.id).toBe(a.id);
    });

    it('that may have arrived expires with all that it carries', async () => {
      await opened.commit(a, b);
      await merge(a, b);
      await opened.attempt(at(0), AMBIGUOUS);
      expect(await opened.expire(at(5_000))).toHaveLength(3);
      expect(await states(a, b)).toEqual(['expired', 'expired']);
      expect(await carrierOf(a)).toBe(digest.id);
      expect(await opened.troubles()).toMatchObject([{ failed: 0, expired: 2 }]);
    });

    it('that a crash cut off is taken for one that may have arrived', async () => {
      await opened.commit(a, b);
      await merge(a, b);
      await opened.claim(at(0));
      opened.reopen();
      await opened.join(at(1));
      expect(await opened.expire(at(5_000))).toHaveLength(3);
    });

    it('that is refused for what it says lets each of them try alone', async () => {
      await opened.commit(a, b);
      await merge(a, b);
      await opened.attempt(at(0), BAD_LINK);
      expect(await opened.stateOf(digest)).toBe('failed');
      for (const member of [a, b]) {
        expect((await opened.find(member))?.delivery).toMatchObject({ state: 'pending', coalesce: false });
        expect(await carrierOf(member)).toBeUndefined();
      }
      expect(await opened.troubles()).toEqual([]);
    });

    it('that is refused as its robot is leaves them waiting, and its owner hears of it', async () => {
      const fine = planned('fine', { coalesce: true });
      await opened.commit(fine, b);
      await merge(fine, b);
      await opened.attempt(at(0), BAD_TOKEN);
      expect((await opened.find(fine))?.delivery).toMatchObject({ state: 'pending', coalesce: true });
      const cause = { code: 'vendor', meaning: 'token-unknown' };
      expect(await opened.troubles()).toMatchObject([{ failed: 0, expired: 0, robot: 'team', cause, paused: true }]);
      expect(await opened.tell(at(1), planned('notice', { origin: 'owner' }))).toBe(true);
      expect(await opened.troubles()).toEqual([]);
    });

    it('moves to another lane together with its members', async () => {
      await opened.commit(a, b);
      await merge(a, b);
      const assignments = [{ robot: 'team', lane: OPS.lane }];
      expect(await opened.store.outbox.settle([OPS], assignments)).toBe(3);
      expect((await opened.claim(at(0), [OPS]))[0]?.delivery.id).toBe(digest.id);
    });
  });
});
