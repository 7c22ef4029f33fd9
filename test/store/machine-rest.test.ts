import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/robot/robot.ts';
import type { Claim, LaneConfig } from '../../src/delivery/outbox.ts';
import { many, Opened } from './opened.ts';
import { at, BANNED, BUSY, DELIVERED, PAGE, planned, reading, result, THROTTLED } from './plan.ts';
import { STORES } from './stores.ts';

const LANES: readonly LaneConfig[] = [1, 2, 3, 4, 5].map((no) => {
  return { lane: `lane ${no}`, perMinute: 1_000, fingerprint: '' };
});

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = new Opened(kind);
    for (const { lane } of LANES) {
      const robot = lane.replace('lane', 'robot');
      await opened.commit(
        ...many(9, { robot, lane, expiresAt: at(9e9) }).map((one) => ({ ...one, id: `${lane} ${one.reminder}` })),
      );
    }
  });

  const claim = (ms: number) => opened.claim(at(ms), LANES);
  const wake = (ms: number) => opened.wake(at(ms), LANES);
  const rest = async (ms: number) => {
    const { until, cause } = (await opened.store.history.laneStates(reading(at(ms))))[0]?.cooling ?? {};
    return until && { until: until - at(0), cause };
  };
  const record = (claims: readonly Claim[], outcome: Outcome, ms: number) =>
    opened.store.outbox.record(claims.map((one) => result(one, outcome, at(ms))));
  /** What one message meets, which is all that starts. */
  async function probe(ms: number, outcome: Outcome): Promise<void> {
    const claims = await claim(ms);
    expect(claims).toHaveLength(1);
    await record(claims, outcome, ms);
  }

  describe('web pages', () => {
    it('from two lanes are the troubles of those; from a third, the machine rests', async () => {
      const claims = await claim(0);
      expect(claims).toHaveLength(5);
      await record(claims.slice(0, 2), PAGE, 1);
      expect(await rest(1)).toBeUndefined();
      await record(claims.slice(2, 3), PAGE, 2);
      expect(await rest(2)).toEqual({ until: 2_002, cause: { code: 'web-page', httpStatus: 200 } });
    });

    it('are nothing when the vendor answers between them', async () => {
      const claims = await claim(0);
      await record(claims.slice(0, 2), PAGE, 1);
      await record(claims.slice(2, 3), BUSY, 1);
      await record(claims.slice(3, 5), PAGE, 1);
      expect(await rest(1)).toBeUndefined();
    });

    it('from one lane again and again are nothing', async () => {
      for (const ms of [0, 10_000, 20_000]) {
        const [first] = await claim(ms);
        await record([first!], PAGE, ms);
      }
      expect(await rest(20_000)).toBeUndefined();
    });

    it('from all that was under way make one rest; each that finds out makes the next twice as long', async () => {
      await record(await claim(0), PAGE, 0);
      expect(await rest(0)).toMatchObject({ until: 2_000 });
      expect(await claim(1_999)).toEqual([]);
      let now = 2_000;
      for (const next of [4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
        await probe(now, PAGE);
        expect(await rest(now)).toMatchObject({ until: now + next * 1_000 });
        now += next * 1_000;
      }
      await probe(now, DELIVERED);
      expect(await rest(now)).toBeUndefined();
      expect((await claim(now + 1)).length).toBeGreaterThan(1);
    });
  });

  describe("the vendor's ban", () => {
    it('is told of every lane, also where nothing waits; a longer cool-down of its own stands', async () => {
      const claims = await claim(0);
      await record(claims.slice(1), BANNED, 0);
      await record(claims.slice(0, 1), THROTTLED, 1);
      const coolings = (await opened.store.history.laneStates(reading(at(2)))).map(({ cooling }) => cooling);
      expect(coolings).toMatchObject([
        { until: at(600_001), cause: { code: 'vendor' } },
        ...LANES.slice(1).map(() => ({ until: at(300_000), cause: { code: 'address-banned' } })),
      ]);
      const afterwards = await opened.store.history.laneStates(reading(at(300_001)));
      expect(afterwards.map(({ cooling }) => cooling?.until)).toEqual([
        at(600_001),
        ...LANES.slice(1).map(() => undefined),
      ]);
    });

    it('lasts as long as the vendor says, though all that was under way meets it, then one message finds out', async () => {
      await record(await claim(0), BANNED, 0);
      opened.reopen();
      await opened.join(at(1));
      expect(await rest(1)).toEqual({ until: 300_000, cause: { code: 'address-banned' } });
      expect(await claim(299_999)).toEqual([]);
      await probe(300_000, BANNED);
      expect(await rest(300_000)).toMatchObject({ until: 1_200_000 });
      await probe(1_200_000, DELIVERED);
      expect((await claim(1_200_001)).length).toBeGreaterThan(1);
    });

    it('is no shorter for a page that comes in the middle of it', async () => {
      const claims = await claim(0);
      await record(claims.slice(0, 1), BANNED, 0);
      await record(claims.slice(1), PAGE, 1);
      expect(await rest(2)).toEqual({ until: 300_000, cause: { code: 'address-banned' } });
    });

    it('is no shorter for the wall clock being set', async () => {
      await record(await claim(0), BANNED, 0);
      expect(await opened.claim(at(86_400_000), LANES, 299_999)).toEqual([]);
      expect(await opened.claim(at(86_400_000), LANES, 300_000)).toHaveLength(1);
    });

    it('is not over because a message that left before it is answered well', async () => {
      const claims = await claim(0);
      await record(claims.slice(0, 1), BANNED, 0);
      const before = await rest(0);
      await record(claims.slice(1, 2), DELIVERED, 1);
      expect(await rest(1)).toEqual(before);
    });
  });

  describe('nextWake of a machine that rests', () => {
    it('is the end of the rest, nothing while one finds out, and at once when that was good', async () => {
      await record(await claim(0), BANNED, 0);
      expect(await wake(1)).toBe(at(300_000));
      const [finder] = await claim(300_000);
      expect(await wake(300_001)).toBe(at(9e9));
      await record([finder!], DELIVERED, 300_002);
      expect(await wake(300_003)).toBeLessThanOrEqual(at(300_003));
    });

    it('is nothing while a message is under way that started before', async () => {
      const claims = await claim(0);
      await record(claims.slice(0, 4), BANNED, 0);
      expect(await wake(1)).toBe(at(9e9));
      expect(await claim(300_000)).toEqual([]);
      await record(claims.slice(4), BUSY, 300_001);
      expect((await claim(300_001)).length).toBeGreaterThan(1);
    });

    it('is an expiry that comes before', async () => {
      await record(await claim(0), BANNED, 0);
      await opened.commit(planned('short', { expiresAt: at(60_000) }));
      expect(await wake(1)).toBe(at(60_000));
    });
  });
});
