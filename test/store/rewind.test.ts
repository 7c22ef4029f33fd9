import { beforeEach, describe, expect, it } from 'vitest';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { cursor, Opened, partsOf } from './opened.ts';
import { at, BUSY, DELIVERED, OPS, planned } from './plan.ts';
import { STORES } from './stores.ts';

const HOUR = 3_600_000;

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(() => {
    opened = new Opened(kind);
  });

  const rewind = (ms: number) => opened.store.plans.rewind(at(ms));
  const due = (reminder: string, ms: number, changes: Partial<NewDelivery> = {}) =>
    planned(reminder, { dueAt: at(ms), ...changes });

  describe('rewind', () => {
    it('brings the cursors beyond now back to it, and cuts what they owe', async () => {
      const owed = (...spans: readonly (readonly [number, number])[]) => ({
        owed: spans.map(([from, to]) => ({ from: at(from), to: at(to) })),
      });
      await opened.store.plans.commit({
        deliveries: [],
        cursors: [
          cursor('before', 99),
          cursor('now', 100),
          { ...cursor('owing', 900), ...owed([10, 20], [90, 110], [120, 130]) },
          cursor('later', 900, 'its own trigger'),
        ],
      });
      await rewind(100);
      opened.reopen();
      expect(await opened.store.plans.cursors()).toEqual([
        cursor('before', 99),
        cursor('later', 100, 'its own trigger'),
        cursor('now', 100),
        { ...cursor('owing', 100), ...owed([10, 20], [90, 100]) },
      ]);
    });

    it('forgets what was planned for later and never tried, whatever became of it', async () => {
      await opened.commit(
        due('due', 1_000),
        due('soon', 1_001),
        due('skipped', 2_000, { state: 'skipped' }),
        due('expired', 2_000, { expiresAt: at(2_001) }),
        due('sent', 1_500, { robot: 'ops' }),
        due('pushed', 2_000, { origin: 'send' }),
      );
      await opened.expire(at(2_001));
      await opened.attempt(at(2_001), DELIVERED, 0, OPS);
      await rewind(1_000);
      opened.reopen();
      expect(await opened.reminders()).toEqual(['due', 'pushed', 'sent']);
    });

    it('keeps what was tried, what is carried, and what somebody was told of', async () => {
      const failed = due('told', 2_000, { state: 'failed', cause: { code: 'no-turn' } });
      await opened.commit(due('tried', 1_000));
      await opened.attempt(at(1_000), BUSY);
      await opened.commit(failed, due('carried', 3_000), due('carried too', 3_000), due('untouched', 3_000));
      await opened.tell(at(2_001), due('notice', 2_001, { origin: 'owner', robot: 'ops' }));
      const members = ['carried', 'carried too'].map((reminder) => due(reminder, 3_000).id);
      await opened.store.outbox.merge([{ delivery: due('digest', 3_000, { origin: 'digest' }), members }]);
      const before = await opened.reminders();
      await rewind(0);
      expect(await opened.reminders()).toEqual(before.filter((reminder) => reminder !== 'untouched'));
    });

    it('keeps or forgets a message in parts as a whole', async () => {
      const [begun, other] = [due('begun', 1_000), due('begun', 1_000, { id: due('other', 0).id, person: 'hong' })];
      await opened.commit(...partsOf(begun, 2), ...partsOf(other, 2), ...partsOf(due('whole', 2_000), 2));
      await opened.attempt(at(1_000));
      await rewind(0);
      expect(await opened.reminders()).toEqual(['begun', 'begun']);
      expect((await opened.attempt(at(1_001)))?.part).toEqual({ number: 2, of: 2 });
    });

    it('lets what was pushed wait no longer, its later parts neither; what was planned waits for its time', async () => {
      const later = { dueAt: at(2 * HOUR), expiresAt: at(9 * HOUR) };
      const pushed = partsOf(planned('pushed', { ...later, origin: 'send' }), 2);
      await opened.commit(planned('tried', { dueAt: at(2 * HOUR), expiresAt: at(9 * HOUR), robot: 'ops' }), ...pushed);
      await opened.attempt(at(2 * HOUR), BUSY, 0, OPS);
      await opened.store.plans.rewind(at(1_000));
      expect(await opened.wake(at(1_000))).toBe(at(1_000));
      expect((await opened.attempt(at(1_000)))?.id).toBe(pushed[0]?.id);
      expect((await opened.attempt(at(1_001)))?.id).toBe(pushed[1]?.id);
      expect(await opened.wake(at(2_000), [OPS])).toBe(at(2 * HOUR));
    });

    it('leaves what was pushed for a time to come to that time', async () => {
      const later = planned('later', {
        origin: 'send',
        createdAt: at(3 * HOUR),
        dueAt: at(5 * HOUR),
        expiresAt: at(6 * HOUR),
      });
      await opened.commit(later);
      await opened.store.plans.rewind(at(HOUR));
      expect(await opened.wake(at(HOUR))).toBe(at(5 * HOUR));
    });

    it('takes what was planned anew for new', async () => {
      const plan = { deliveries: [due('a', 500), due('a', 1_500)], cursors: [cursor('a', 2_000)] };
      await opened.store.plans.commit(plan);
      const before = await opened.store.history.list({});
      await rewind(1_000);
      expect(await opened.store.plans.commit(plan)).toEqual({ added: 1 });
      expect(await opened.store.history.list({})).toEqual(before);
    });

    it('leaves a clock that shows more than ever alone', async () => {
      await opened.store.plans.commit({ deliveries: [due('a', 500)], cursors: [cursor('a', 2_000)] });
      const before = await opened.store.history.list({});
      await opened.store.plans.rewind(toEpochMs(at(9_000)));
      expect(await opened.store.history.list({})).toEqual(before);
      expect(await opened.store.plans.cursors()).toEqual([cursor('a', 2_000)]);
    });
  });
});
