import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/robot/robot.ts';
import { Opened } from './opened.ts';
import { at, BAD_LINK, BAD_TOKEN, DELIVERED, planned, QUOTA, TEAM } from './plan.ts';
import { STORES } from './stores.ts';

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(() => {
    opened = new Opened(kind);
  });

  describe('troubles', () => {
    const notice = planned('notice', { origin: 'owner', robot: 'ops', dueAt: at(50) });
    const TOO_LARGE = { code: 'too-large', bytes: 9, splittable: false } as const;

    it('sums up what failed and expired in each lane since the last notice', async () => {
      const waiting = planned('c', { dueAt: at(2), expiresAt: at(30) });
      await opened.commit(planned('a'), planned('b', { dueAt: at(1) }), waiting);
      await opened.attempt(at(5), BAD_LINK);
      await opened.expire(at(30));
      await opened.attempt(at(40), BAD_TOKEN);
      opened.reopen();
      const { cause } = BAD_TOKEN as Extract<Outcome, { kind: 'rejected' }>;
      expect(await opened.troubles()).toEqual([
        { lane: TEAM.lane, failed: 2, expired: 1, robot: 'team', cause, paused: true, cooling: false },
      ]);

      expect(await opened.tell(at(50), notice)).toBe(true);
      opened.reopen();
      expect(await opened.troubles()).toEqual([]);
      expect(await opened.stateOf(notice)).toBe('pending');

      await opened.commit(planned('d', { expiresAt: at(60) }));
      await opened.expire(at(60));
      expect(await opened.troubles()).toMatchObject([
        { failed: 0, expired: 1, cause: { code: 'no-turn' }, toldAt: at(50) },
      ]);
    });

    it('takes no notice that does not tell of all that has gone wrong by then', async () => {
      await opened.commit(planned('a', { state: 'failed', cause: TOO_LARGE }));
      const [trouble] = await opened.troubles();
      await opened.commit(planned('b', { state: 'failed', cause: TOO_LARGE }));
      const stale = { trouble: trouble!, since: at(0), toldAt: at(50), deliveries: [notice] };
      expect(await opened.store.notices.commitNotice(stale)).toBe(false);
      expect(await opened.stateOf(notice)).toBeUndefined();
      expect(await opened.troubles()).toMatchObject([{ failed: 2 }]);
      expect(await opened.tell(at(50), notice)).toBe(true);
      expect(await opened.troubles()).toEqual([]);
    });

    it('says nothing of deliveries that ended well, of notices, of old ones and of other lanes', async () => {
      await opened.commit(planned('a'), notice, planned('c', { lane: 'other', expiresAt: at(1) }));
      await opened.attempt(at(0), DELIVERED);
      await opened.commit(planned('old', { dueAt: at(-9), expiresAt: at(-5) }));
      await opened.expire(at(-1));
      await opened.expire(notice.expiresAt);
      expect(await opened.troubles()).toEqual([]);
    });

    it('tell of a long cool-down once, however often it goes on, and again when it comes back', async () => {
      await opened.commit(planned('a', { expiresAt: at(1e9) }));
      const HOUR = 3_600_000;
      const { cause } = QUOTA as Extract<Outcome, { kind: 'throttled' }>;
      await opened.attempt(at(0), QUOTA);
      opened.reopen();
      await opened.join(at(1));
      expect(await opened.troubles()).toEqual([
        { lane: TEAM.lane, failed: 0, expired: 0, robot: 'team', cause, paused: false, cooling: true },
      ]);
      expect(await opened.tell(at(1), planned('notice', { origin: 'owner', robot: 'ops' }))).toBe(true);
      await opened.attempt(at(HOUR), QUOTA);
      expect(await opened.troubles()).toEqual([]);
      await opened.attempt(at(9 * HOUR), QUOTA);
      expect(await opened.troubles()).toMatchObject([{ cooling: true }]);
    });
  });
});
