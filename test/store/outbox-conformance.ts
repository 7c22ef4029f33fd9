import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Claim, ClaimRequest, Cursor, LaneConfig, NewDelivery, Outbox } from '../../src/delivery/outbox.ts';
import { type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';
import { partId } from '../../src/delivery/identity.ts';
import {
  AMBIGUOUS,
  at,
  BAD_LINK,
  BAD_TOKEN,
  BUSY,
  DELIVERED,
  LEASE,
  OPS,
  planned,
  result,
  TEAM,
  THROTTLED,
} from './plan.ts';

export interface OutboxHarness {
  readonly outbox: Outbox;
  /** The outbox as the next process finds it; the same one where nothing outlives the process. */
  reopen(): Outbox;
  close(): void;
}

/** What any outbox must do, whatever it is made of. */
export function outboxConformance(name: string, open: () => OutboxHarness): void {
  describe(`${name} as an outbox`, () => {
    let harness: OutboxHarness;
    let outbox: Outbox;
    beforeEach(() => {
      harness = open();
      outbox = harness.outbox;
    });
    afterEach(() => {
      harness.close();
    });

    const commit = (...deliveries: NewDelivery[]) => outbox.commit({ deliveries, cursors: [] });
    const claim = (now: number, lanes: readonly LaneConfig[] = [TEAM], options: Partial<ClaimRequest> = {}) =>
      outbox.claim({ now: toEpochMs(now), leaseMs: LEASE, lanes, ...options });
    const wake = (now: number, lanes: readonly LaneConfig[] = [TEAM]) =>
      outbox.nextWake({ now: toEpochMs(now), lanes });
    const expire = (now: number) => outbox.expire(toEpochMs(now), () => 'too late');
    const stateOf = async (delivery: NewDelivery) => (await outbox.find(delivery.id))?.delivery.state;

    const troubles = () => outbox.troubles({ lanes: [TEAM.lane, OPS.lane], since: at(0) });
    const tell = async (toldAt: EpochMs, delivery: NewDelivery) => {
      const trouble = (await troubles()).find(({ lane }) => lane === TEAM.lane)!;
      return outbox.commitNotice({ trouble, since: at(0), toldAt, delivery });
    };

    /** Claims one delivery and records an outcome `tookMs` later. */
    async function attempt(now: number, outcome = DELIVERED, tookMs = 0, lane = TEAM) {
      const [claimed] = await claim(now, [lane]);
      if (claimed === undefined) return undefined;
      await outbox.record([result(claimed, outcome, now + tookMs, lane.fingerprint)]);
      return claimed.delivery;
    }

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
          message: {
            kind: 'markdown',
            title: '🎂',
            text: '**祝**\u0000"',
            mentions: { all: true, mobiles: ['+852-1'] },
          },
        });
        const { reminder: _, ...bare } = planned('push', { origin: 'send' });
        await commit(full, bare);
        outbox = harness.reopen();
        for (const delivery of [full, bare]) {
          const found = await outbox.find(delivery.id);
          expect(found).toEqual({
            delivery: { ...delivery, attempts: 0, nextAttemptAt: delivery.dueAt },
            attempts: [],
          });
        }
      });

      it('adds nothing when a plan is replayed, and leaves what has moved on as it is', async () => {
        const plan = {
          deliveries: [planned('a'), planned('b')],
          cursors: [{ reminder: 'a', through: at(0), trigger: 'x' }],
        };
        expect(await outbox.commit(plan)).toEqual({ added: 2 });
        await attempt(at(0));
        const before = await outbox.history({});
        expect(await outbox.commit(plan)).toEqual({ added: 0 });
        expect(await outbox.history({})).toEqual(before);
      });

      it('counts a delivery that stands twice in one plan once', async () => {
        expect(await commit(planned('a'), planned('a'))).toEqual({ added: 1 });
      });

      it('writes all of a plan or nothing', async () => {
        const broken = { ...planned('b'), lateMs: Number.NaN };
        const cursors = [{ reminder: 'a', through: at(0), trigger: 'x' }];
        await expect(outbox.commit({ deliveries: [planned('a'), broken], cursors })).rejects.toThrow();
        expect(await outbox.history({})).toEqual([]);
        expect(await outbox.cursors()).toEqual([]);
      });

      it('keeps one cursor per reminder, the last one written', async () => {
        await outbox.commit({ deliveries: [], cursors: [cursor('a', 5, 'x'), cursor('b', 5, 'x')] });
        await outbox.commit({ deliveries: [], cursors: [cursor('a', 3, 'y')] });
        outbox = harness.reopen();
        expect(await outbox.cursors()).toEqual([cursor('a', 3, 'y'), cursor('b', 5, 'x')]);
      });

      describe('with something to withdraw', () => {
        /** Planned half a second before its instant. */
        const ahead = (reminder: string, dueAt: number, changes: Partial<NewDelivery> = {}) =>
          planned(reminder, { dueAt: at(dueAt), createdAt: at(dueAt - 500), ...changes });
        const withdraw = (after: number, ...deliveries: NewDelivery[]) =>
          outbox.commit({ withdrawAfter: at(after), deliveries, cursors: [cursor('a', after, 'x')] });
        const ids = async () =>
          (await outbox.history({})).map(({ delivery: { reminder = '' } }) => reminder).toSorted();

        it('forgets what was planned ahead for a later instant, whatever it was born as', async () => {
          await commit(ahead('due', 1_000), ahead('soon', 1_001), ahead('skipped', 2_000, { state: 'skipped' }));
          await withdraw(1_000);
          outbox = harness.reopen();
          expect(await ids()).toEqual(['due']);
          expect(await outbox.cursors()).toEqual([cursor('a', 1_000, 'x')]);
          expect(await wake(at(0))).toBe(at(1_000));
        });

        it('plans anew in the same transaction what it forgets, or does neither', async () => {
          await commit(ahead('tea', 1_000));
          const words = { kind: 'text', text: 'new words' } as const;
          await expect(withdraw(0, ahead('tea', 1_000, { message: words, lateMs: Number.NaN }))).rejects.toThrow();
          expect(await outbox.history({})).toMatchObject([{ delivery: { message: { text: '提醒 tea' } } }]);
          expect(await withdraw(0, ahead('tea', 1_000, { message: words }))).toEqual({ added: 1 });
          expect(await outbox.history({})).toMatchObject([{ delivery: { message: words } }]);
        });

        it('keeps what was planned at its time, and what nobody planned', async () => {
          await commit(planned('on time', { dueAt: at(1_000) }), ahead('pushed', 1_000, { origin: 'send' }));
          await withdraw(0);
          expect(await ids()).toEqual(['on time', 'pushed']);
        });

        it('keeps what was tried, carried, ended or told of before the clock was set back', async () => {
          const [tried, ended, told] = [
            ahead('tried', 1_000),
            ahead('ended', 2_000, { expiresAt: at(2_001) }),
            ahead('told', 2_000, { state: 'failed', reason: 'too long' }),
          ];
          await commit(tried);
          await attempt(at(1_000), BUSY);
          await commit(ended, told, ahead('carried', 3_000), ahead('carried too', 3_000), ahead('untouched', 3_000));
          await expire(at(2_001));
          await tell(at(2_001), planned('notice', { origin: 'owner', robot: 'ops', dueAt: at(2_001) }));
          const members = ['carried', 'carried too'].map((reminder) => ahead(reminder, 3_000).id);
          await outbox.merge([{ delivery: planned('digest', { origin: 'digest', dueAt: at(3_000) }), members }]);
          const before = await ids();
          await withdraw(0);
          expect(await ids()).toEqual(before.filter((id) => id !== 'untouched'));
        });

        it('keeps or forgets a message in parts as a whole', async () => {
          const parts = (reminder: string, dueAt: number) =>
            [1, 2].map((number) => {
              const whole = ahead(reminder, dueAt, { part: { number, of: 2 } });
              return { ...whole, id: partId(whole.id, number) };
            });
          await commit(...parts('begun', 1_000), ...parts('whole', 2_000));
          await attempt(at(1_000));
          await withdraw(0);
          expect(await ids()).toEqual(['begun', 'begun']);
          expect((await attempt(at(1_000)))?.part).toEqual({ number: 2, of: 2 });
        });
      });

      it.each(['missed', 'skipped', 'failed'] as const)('takes a delivery born %s for final', async (state) => {
        const born = planned('a', { state, reason: 'the daemon was down' });
        await commit(born);
        expect(await claim(at(0))).toEqual([]);
        expect(await wake(at(0))).toBeUndefined();
        const found = await outbox.find(born.id);
        expect(found?.delivery).toMatchObject({ state, finishedAt: born.createdAt, reason: 'the daemon was down' });
      });
    });

    describe('claim', () => {
      it('takes what is due in order: by instant, then priority, then as it was written', async () => {
        const ids = ['00000000-0000-8000-8000-00000000000b', '00000000-0000-8000-8000-00000000000a'];
        const [earlier, later] = ids.map((id) => planned('x', { id, dueAt: at(10) }));
        const first = planned('first', { dueAt: at(5), priority: -9 });
        const urgent = planned('urgent', { dueAt: at(10), priority: 1 });
        await commit(earlier!, urgent, later!, first);
        const claims = await claim(at(10), [TEAM], { perLane: 9 });
        expect(claims.map(({ delivery }) => delivery.id)).toEqual([first.id, urgent.id, earlier!.id, later!.id]);
      });

      it('takes one per lane, from the lanes asked for, and writes the attempt down first', async () => {
        await commit(planned('a'), planned('b'), planned('c', { robot: 'ops' }), planned('d', { lane: 'other' }));
        const claims = await claim(at(7), [TEAM, OPS]);
        expect(claims.map(({ delivery }) => delivery.lane)).toEqual([TEAM.lane, OPS.lane]);
        outbox = harness.reopen();
        for (const { delivery, attempt } of claims) {
          expect(delivery).toMatchObject({ state: 'sending', attempts: 1, leaseUntil: at(7 + LEASE) });
          expect(await outbox.find(delivery.id)).toEqual({
            delivery,
            attempts: [{ id: attempt, delivery: delivery.id, lane: delivery.lane, startedAt: at(7) }],
          });
        }
      });

      it('takes nothing before its time and nothing from its expiry on', async () => {
        await commit(planned('a', { dueAt: at(100), expiresAt: at(200) }));
        expect(await claim(at(99))).toEqual([]);
        expect(await claim(at(200))).toEqual([]);
        expect(await claim(at(199))).toHaveLength(1);
      });
    });

    describe('the limiter', () => {
      const LIMIT = { ...TEAM, perMinute: 3 };

      it('opens a place exactly 60 s after the attempt that held it ended', async () => {
        await commit(...many(9));
        for (const [start, took] of [
          [0, 700],
          [1_000, 0],
          [2_000, 0],
        ] as const) {
          expect(await attempt(at(start), DELIVERED, took, LIMIT)).toBeDefined();
        }
        expect(await claim(at(3_000), [LIMIT])).toEqual([]);
        expect(await wake(at(3_000), [LIMIT])).toBe(at(60_700));
        outbox = harness.reopen();
        expect(await claim(at(60_699), [LIMIT])).toEqual([]);
        expect(await claim(at(60_700), [LIMIT], { perLane: 9 })).toHaveLength(1);
      });

      it('counts failed attempts too, whatever became of them', async () => {
        await commit(...many(9));
        await attempt(at(0), BUSY, 0, LIMIT);
        await attempt(at(0), BAD_LINK, 0, LIMIT);
        await attempt(at(0), DELIVERED, 0, LIMIT);
        expect(await claim(at(59_999), [LIMIT])).toEqual([]);
      });

      it('counts an attempt that nobody ended until 60 s after its lease', async () => {
        await commit(...many(9));
        expect(await claim(at(0), [LIMIT], { perLane: 9 })).toHaveLength(3);
        outbox = harness.reopen();
        expect(await outbox.releaseLeases(at(1_000), { all: true })).toBe(3);
        expect(await wake(at(1_000), [LIMIT])).toBe(at(LEASE + 60_000));
        expect(await claim(at(LEASE + 59_999), [LIMIT])).toEqual([]);
        expect(await claim(at(LEASE + 60_000), [LIMIT])).toHaveLength(1);
      });

      it('is per lane', async () => {
        await commit(...many(9), planned('other', { robot: 'ops' }));
        await claim(at(0), [LIMIT], { perLane: 9 });
        expect(await claim(at(0), [LIMIT, { ...OPS, perMinute: 1 }])).toHaveLength(1);
      });

      it('holds for a limit that was lowered meanwhile', async () => {
        await commit(...many(9));
        for (let start = 0; start < 3; start += 1) await attempt(at(start), DELIVERED, 0, LIMIT);
        const lowered = { ...LIMIT, perMinute: 2 };
        expect(await claim(at(60_000), [lowered])).toEqual([]);
        expect(await claim(at(60_001), [lowered], { perLane: 9 })).toHaveLength(1);
      });

      it('stands still for a minute at most when the clock is set back', async () => {
        await commit(...many(9, { dueAt: at(-7_200_000), expiresAt: at(9_000_000) }));
        for (let start = 0; start < 3; start += 1) await attempt(at(start), DELIVERED, 0, LIMIT);
        const hourBack = at(-3_600_000);
        expect(await claim(hourBack, [LIMIT])).toEqual([]);
        expect(await claim(hourBack + 59_999, [LIMIT])).toEqual([]);
        expect(await claim(hourBack + 60_000, [LIMIT])).toHaveLength(1);
      });
    });

    describe('the limiter, when the clock was set forward', () => {
      const lane = { ...TEAM, perMinute: 2 };
      const sent = async () => {
        await commit(...many(9, { expiresAt: at(9_000_000) }));
        await attempt(at(0), DELIVERED, 0, lane);
        await attempt(at(30_000), DELIVERED, 0, lane);
      };

      it('counts what was sent for as long as it would have', async () => {
        await sent();
        // An hour in half a minute.
        await outbox.shiftWindows({ now: at(3_645_000), ms: 3_600_000, leaseMs: LEASE, lanes: [lane, OPS] });
        expect(await wake(at(3_645_000), [lane])).toBe(at(3_660_000));
        expect(await claim(at(3_659_999), [lane])).toEqual([]);
        expect(await claim(at(3_660_000), [lane], { perLane: 9 })).toHaveLength(1);
        expect(await wake(at(3_660_000), [lane])).toBe(at(3_690_000));
      });

      it('leaves what is under way alone', async () => {
        await commit(planned('a'));
        expect(await claim(at(0))).toHaveLength(1);
        await outbox.shiftWindows({ now: at(3_600_001), ms: 3_600_000, leaseMs: LEASE, lanes: [] });
        expect(await outbox.releaseLeases(at(3_600_000 + LEASE - 1))).toBe(0);
        expect(await outbox.releaseLeases(at(3_600_001 + LEASE))).toBe(1);
      });

      it('holds nothing that was free before, and nothing for more than a minute', async () => {
        await sent();
        await outbox.shiftWindows({ now: at(3_661_000), ms: 3_600_000, leaseMs: LEASE, lanes: [lane] });
        expect(await claim(at(3_661_000), [lane], { perLane: 9 })).toHaveLength(1);
        await outbox.shiftWindows({ now: at(3_661_000), ms: 9_000_000, leaseMs: LEASE, lanes: [lane] });
        expect(await wake(at(3_661_000), [lane])).toBeLessThanOrEqual(at(3_661_000 + 60_000 + LEASE));
      });
    });

    describe('recallPushed', () => {
      it('lets what was pushed before the clock was set back wait no longer; what was planned waits for its time', async () => {
        const later = { dueAt: at(7_200_000), expiresAt: at(9_000_000) };
        const pushed = planned('pushed', { ...later, origin: 'send' });
        await commit(planned('planned', later), pushed, planned('now', { origin: 'send' }));
        await attempt(at(0));
        expect(await outbox.recallPushed(at(1_000))).toBe(1);
        expect(await wake(at(1_000))).toBe(at(1_000));
        expect((await attempt(at(1_000)))?.id).toBe(pushed.id);
        expect(await outbox.recallPushed(at(1_000))).toBe(0);
        expect(await wake(at(2_000))).toBe(later.dueAt);
      });
    });

    describe('a lane', () => {
      it('that is cooling down sends nothing until then, across a restart', async () => {
        await commit(planned('a'), planned('b'));
        const throttled = await attempt(at(0), THROTTLED, 50);
        outbox = harness.reopen();
        expect(await outbox.laneStates(at(100))).toMatchObject([{ lane: TEAM.lane, coolingUntil: at(600_050) }]);
        expect(await claim(at(600_049))).toEqual([]);
        expect(await wake(at(100))).toBe(at(600_050));
        expect((await claim(at(600_050)))[0]?.delivery.id).toBe(throttled?.id);
        expect((await outbox.laneStates(at(600_050)))[0]).not.toHaveProperty('coolingUntil');
      });

      it('that is refused together with others cools them down, none for less than before', async () => {
        await commit(planned('a'), planned('b', { robot: 'ops' }));
        const [one] = await claim(at(0));
        await outbox.record([
          {
            ...result(one!, THROTTLED, at(1)),
            laneBecomes: { kind: 'cooling', until: at(9_000), reason: 'this address', others: [TEAM.lane, OPS.lane] },
          },
        ]);
        outbox = harness.reopen();
        expect(await claim(at(8_999), [TEAM, OPS])).toEqual([]);
        expect(await outbox.laneStates(at(8_999))).toMatchObject([
          { lane: OPS.lane, coolingUntil: at(9_000), coolingReason: 'this address' },
          { lane: TEAM.lane, coolingUntil: at(9_000) },
        ]);
        expect(await claim(at(9_000), [TEAM, OPS])).toHaveLength(1);
      });

      it('that cools down for long is told to its owner, once', async () => {
        await commit(planned('a'));
        const [one] = await claim(at(0));
        const laneBecomes = { kind: 'cooling', until: at(9_000), reason: 'quota', tellOwner: true } as const;
        await outbox.record([{ ...result(one!, THROTTLED, at(1)), laneBecomes }]);
        outbox = harness.reopen();
        const trouble = { lane: TEAM.lane, failed: 0, expired: 0, robot: 'team', reason: 'quota', paused: false };
        expect(await troubles()).toEqual([{ ...trouble, coolingUntil: at(9_000) }]);
        expect(await tell(at(1), planned('notice', { origin: 'owner' }))).toBe(true);
        expect(await troubles()).toEqual([]);
      });

      it('cools no longer than it should when the clock is set back', async () => {
        await commit(
          planned('a', { dueAt: at(-7_200_000), expiresAt: at(9_000_000) }),
          planned('b', { dueAt: at(-7_200_000), expiresAt: at(9_000_000) }),
        );
        await attempt(at(0), THROTTLED);
        expect(await claim(at(-3_600_000))).toEqual([]);
        expect(await claim(at(-3_000_000))).toHaveLength(1);
      });

      it('that is paused stays so until its configuration differs', async () => {
        await commit(planned('a'), planned('b'));
        await attempt(at(0), BAD_TOKEN);
        outbox = harness.reopen();
        await outbox.resumeLanes([TEAM]);
        expect(await claim(at(1_000))).toEqual([]);
        expect(await wake(at(1_000))).toBe(at(3_600_000));
        expect(await outbox.laneStates(at(1_000))).toMatchObject([
          { lane: TEAM.lane, pending: 1, paused: { since: at(0), reason: 'token is not exist' } },
        ]);
        const mended = { ...TEAM, fingerprint: 'team-2' };
        expect(await wake(at(1_000), [mended])).toBe(at(0));
        await outbox.resumeLanes([mended]);
        expect(await claim(at(1_000), [mended])).toHaveLength(1);
        expect((await outbox.laneStates(at(1_000)))[0]).not.toHaveProperty('paused');
      });

      it('is not paused by an error of the configuration before', async () => {
        await commit(planned('a'), planned('b'));
        const [old] = await claim(at(0));
        const mended = { ...TEAM, fingerprint: 'team-2' };
        await outbox.resumeLanes([mended]);
        await outbox.record([result(old!, BAD_TOKEN, at(10))]);
        expect(await claim(at(10), [mended])).toHaveLength(1);
      });

      it('takes over what waits for a robot whose token was changed', async () => {
        const waiting = planned('a');
        await commit(waiting, planned('b', { state: 'missed' }), planned('c', { robot: 'ops' }));
        const renewed = { ...TEAM, lane: 'new-token' };
        expect(await outbox.assignLanes([{ robot: 'team', lane: renewed.lane }])).toBe(1);
        expect(await claim(at(0))).toEqual([]);
        expect((await claim(at(0), [renewed]))[0]?.delivery.id).toBe(waiting.id);
      });

      it('that is not reached says why, as long as something waits for that', async () => {
        await commit(planned('a'), planned('b'));
        await attempt(at(0), BUSY);
        outbox = harness.reopen();
        expect(await outbox.laneStates(at(1))).toMatchObject([
          { lane: TEAM.lane, pending: 2, retrying: { reason: 'system busy' } },
        ]);
        await attempt(at(5_000), DELIVERED);
        expect((await outbox.laneStates(at(5_001)))[0]).not.toHaveProperty('retrying');
        await attempt(at(10_000), BUSY);
        await attempt(at(20_000), DELIVERED);
        expect(await outbox.laneStates(at(20_001))).toEqual([]);
      });

      it('is listed with what waits in it', async () => {
        await commit(planned('a'), planned('b', { dueAt: at(5) }), planned('c', { robot: 'ops', dueAt: at(9) }));
        await claim(at(5));
        expect(await outbox.laneStates(at(5))).toEqual([
          { lane: OPS.lane, pending: 1, sending: 0, oldestPendingDueAt: at(9) },
          { lane: TEAM.lane, pending: 1, sending: 1, oldestPendingDueAt: at(5) },
        ]);
      });
    });

    describe('record', () => {
      it('writes the attempt and the delivery, across a restart', async () => {
        await commit(planned('a'));
        const delivery = await attempt(at(0), BUSY, 250);
        outbox = harness.reopen();
        expect(await outbox.find(delivery!.id)).toMatchObject({
          delivery: { state: 'pending', attempts: 1, nextAttemptAt: at(1_250), reason: 'system busy' },
          attempts: [
            {
              outcome: 'unreachable',
              errcode: -1,
              httpStatus: 200,
              startedAt: at(0),
              finishedAt: at(250),
              reason: 'system busy',
            },
          ],
        });
        expect(await wake(at(250))).toBe(at(1_250));
      });

      it('writes many results together', async () => {
        await commit(planned('a'), planned('b', { robot: 'ops' }));
        const claims = await claim(at(0), [TEAM, OPS]);
        await outbox.record(claims.map((one) => result(one, DELIVERED, at(1))));
        expect(await outbox.countByState()).toMatchObject({ delivered: 2, sending: 0 });
      });

      it('makes room for the next claim in the same transaction', async () => {
        await commit(...many(3));
        const narrow = { ...TEAM, perMinute: 2 };
        const [first] = await claim(at(0), [narrow]);
        const recordAndClaim = (one: Claim, now: number) =>
          outbox.recordAndClaim([result(one, DELIVERED, at(now))], { now: at(now), leaseMs: LEASE, lanes: [narrow] });
        const [second] = await recordAndClaim(first!, 5);
        outbox = harness.reopen();
        expect((await outbox.find(first!.delivery.id))?.delivery.state).toBe('delivered');
        expect((await outbox.find(second!.delivery.id))?.delivery.state).toBe('sending');
        expect(await recordAndClaim(second!, 6)).toEqual([]);
      });

      it('believes a verdict that comes after the lease, but no "try again"', async () => {
        const one = planned('a');
        await commit(one);
        const [first] = await claim(at(0));
        await outbox.releaseLeases(at(LEASE));
        const [second] = await claim(at(LEASE));
        await outbox.record([result(first!, BUSY, at(LEASE + 1))]);
        expect((await outbox.find(one.id))?.delivery).toMatchObject({ state: 'sending', leaseUntil: at(2 * LEASE) });
        await outbox.record([result(first!, DELIVERED, at(LEASE + 2))]);
        expect(await stateOf(one)).toBe('delivered');
        await outbox.record([result(second!, BAD_LINK, at(LEASE + 3))]);
        expect(await stateOf(one)).toBe('delivered');
      });
    });

    describe('expire', () => {
      it('ends what waits from its expiry on, and tells why', async () => {
        await commit(planned('a', { expiresAt: at(100) }));
        expect(await wake(at(0), [])).toBe(at(100));
        expect(await expire(at(99))).toEqual([]);
        const expired = await outbox.expire(at(100), ({ reminder }) => `${reminder} was too late`);
        expect(expired).toMatchObject([{ state: 'expired', finishedAt: at(100), reason: 'a was too late' }]);
        expect(await outbox.find(expired[0]!.id)).toEqual({ delivery: expired[0], attempts: [] });
        expect(await expire(at(100))).toEqual([]);
      });

      it('leaves what is under way', async () => {
        await commit(planned('a', { expiresAt: at(100) }));
        await claim(at(99));
        expect(await expire(at(100))).toEqual([]);
      });
    });

    describe('backlogs', () => {
      const LIMIT = { ...TEAM, perMinute: 2 };
      const backlogs = (now: number, lane = LIMIT, limit = 9) =>
        outbox.backlogs({ now: toEpochMs(now), lanes: [lane, OPS], limit });

      it('tells of lanes with more due than may start, in the order of the line', async () => {
        await commit(planned('b', { dueAt: at(2) }), planned('a', { dueAt: at(1) }), planned('ops', { robot: 'ops' }));
        expect(await backlogs(at(2))).toEqual([]);
        await commit(planned('c', { dueAt: at(3) }), planned('later', { dueAt: at(9) }));
        const [backlog, ...others] = await backlogs(at(3));
        expect(others).toEqual([]);
        expect(backlog).toMatchObject({ lane: TEAM.lane, occupiedUntil: [] });
        expect(backlog?.waiting.map(({ reminder }) => reminder)).toEqual(['a', 'b', 'c']);
        expect((await backlogs(at(3), LIMIT, 2))[0]?.waiting).toHaveLength(2);
      });

      it('says when the lane may send again', async () => {
        await commit(...many(4));
        await attempt(at(0), DELIVERED, 30, LIMIT);
        await attempt(at(40), THROTTLED, 0, LIMIT);
        expect((await backlogs(at(50)))[0]).toMatchObject({
          opensAt: at(600_040),
          occupiedUntil: [at(60_040), at(60_030)],
        });
      });

      it('expects an attempt under way to end soon', async () => {
        await commit(...many(4));
        await claim(at(0), [LIMIT]);
        expect((await backlogs(at(5)))[0]?.occupiedUntil).toEqual([at(60_005)]);
      });

      it('leaves a paused lane out', async () => {
        await commit(...many(4));
        await attempt(at(0), BAD_TOKEN, 0, LIMIT);
        expect(await backlogs(at(5))).toEqual([]);
        expect(await backlogs(at(5), { ...LIMIT, fingerprint: 'mended' })).toHaveLength(1);
      });
    });

    describe('a digest', () => {
      const [a, b, c] = [planned('a'), planned('b', { expiresAt: at(5_000) }), planned('c')];
      const digest = planned('digest', { origin: 'digest', expiresAt: at(5_000) });
      const merge = (...members: readonly NewDelivery[]) =>
        outbox.merge([{ delivery: digest, members: members.map(({ id }) => id) }]);
      const carrierOf = async (delivery: NewDelivery) => (await outbox.find(delivery.id))?.delivery.digest;

      it('goes out in place of what it carries, and takes it along, across a restart', async () => {
        await commit(a, b, c);
        expect(await merge(a, b)).toBe(1);
        outbox = harness.reopen();
        expect(await outbox.history({ digest: digest.id })).toHaveLength(2);
        const claims = await claim(at(1), [TEAM], { perLane: 9 });
        expect(claims.map(({ delivery }) => delivery.id).toSorted()).toEqual([digest.id, c.id].toSorted());
        const carrier = claims.find(({ delivery }) => delivery.id === digest.id);
        await outbox.record([result(carrier!, DELIVERED, at(2))]);
        outbox = harness.reopen();
        for (const member of [a, b]) {
          expect(await outbox.find(member.id)).toMatchObject({
            delivery: { state: 'delivered', finishedAt: at(2), digest: digest.id, attempts: 0 },
            attempts: [],
          });
        }
        expect(await stateOf(c)).toBe('sending');
      });

      it('is written with all of its members or not at all', async () => {
        await commit(a, b, c);
        await attempt(at(0));
        const gone = (await Promise.all([a, b, c].map(stateOf))).indexOf('delivered');
        expect(await merge(a, b, c)).toBe(0);
        expect(await outbox.find(digest.id)).toBeUndefined();
        const rest = [a, b, c].filter((_, index) => index !== gone);
        expect(await merge(...rest)).toBe(1);
        const other = planned('other', { origin: 'digest' });
        expect(await outbox.merge([{ delivery: other, members: rest.map(({ id }) => id) }])).toBe(0);
        expect(await Promise.all(rest.map(carrierOf))).toEqual([digest.id, digest.id]);
      });

      it('carries nothing that was tried before: it may have arrived', async () => {
        await commit(a, b);
        await attempt(at(0), AMBIGUOUS);
        expect(await merge(a, b)).toBe(0);
        expect(await Promise.all([a, b].map(carrierOf))).toEqual([undefined, undefined]);
      });

      it('frees its members when it expires, and those expire that are past their own time', async () => {
        await commit(a, b);
        await merge(a, b);
        await attempt(at(0), BUSY);
        expect(await wake(at(1), [])).toBe(at(5_000));
        const expired = await expire(at(5_000));
        expect(expired.map(({ id }) => id)).toEqual([digest.id, b.id]);
        expect(await Promise.all([a, b].map(stateOf))).toEqual(['pending', 'expired']);
        expect(await carrierOf(a)).toBeUndefined();
        expect((await claim(at(5_000)))[0]?.delivery.id).toBe(a.id);
      });

      it('that may have arrived expires with all that it carries', async () => {
        await commit(a, b);
        await merge(a, b);
        await attempt(at(0), AMBIGUOUS);
        expect(await expire(at(5_000))).toHaveLength(3);
        expect(await Promise.all([a, b].map(stateOf))).toEqual(['expired', 'expired']);
        expect(await carrierOf(a)).toBe(digest.id);
        expect(await troubles()).toMatchObject([{ failed: 0, expired: 2 }]);
      });

      it('that a crash cut off is taken for one that may have arrived', async () => {
        await commit(a, b);
        await merge(a, b);
        await claim(at(0));
        outbox = harness.reopen();
        await outbox.releaseLeases(at(1), { all: true });
        expect(await expire(at(5_000))).toHaveLength(3);
      });

      it('that is refused for what it says lets each of them try alone', async () => {
        await commit(a, b);
        await merge(a, b);
        await attempt(at(0), BAD_LINK);
        expect(await stateOf(digest)).toBe('failed');
        for (const member of [a, b]) {
          expect((await outbox.find(member.id))?.delivery).toMatchObject({ state: 'pending', coalesce: false });
          expect(await carrierOf(member)).toBeUndefined();
        }
        expect(await troubles()).toEqual([]);
      });

      it('that is refused as its robot is leaves them waiting, and its owner hears of it', async () => {
        const fine = planned('fine', { coalesce: true });
        await commit(fine, b);
        await merge(fine, b);
        await attempt(at(0), BAD_TOKEN);
        expect((await outbox.find(fine.id))?.delivery).toMatchObject({ state: 'pending', coalesce: true });
        expect(await troubles()).toMatchObject([
          { failed: 0, expired: 0, robot: 'team', reason: 'token is not exist', paused: true },
        ]);
        expect(await tell(at(1), planned('notice', { origin: 'owner' }))).toBe(true);
        expect(await troubles()).toEqual([]);
      });

      it('moves to another lane together with its members', async () => {
        await commit(a, b);
        await merge(a, b);
        expect(await outbox.assignLanes([{ robot: 'team', lane: OPS.lane }])).toBe(3);
        const [claimed] = await claim(at(0), [OPS]);
        expect(claimed?.delivery.id).toBe(digest.id);
      });
    });

    describe('parts of one message', () => {
      it('come all together or not at all: one that was shorter when it was planned stays what it was', async () => {
        const base = planned('grown');
        const parts = (count: number) =>
          Array.from({ length: count }, (_, index) => {
            return { ...base, id: partId(base.id, index + 1), part: { number: index + 1, of: count } };
          });
        expect(await commit(base)).toEqual({ added: 1 });
        expect(await commit(...parts(3))).toEqual({ added: 0 });
        expect(await commit(...parts(3).toReversed())).toEqual({ added: 0 });
        const other = planned('other');
        const three = parts(3).map((part, index) => ({ ...part, id: partId(other.id, index + 1) }));
        expect(await commit(...three.toReversed())).toEqual({ added: 3 });
        expect(await commit(...three)).toEqual({ added: 0 });
      });

      it('wait for the one before them', async () => {
        const base = planned('long');
        const parts = [1, 2, 3].map((number) => ({ ...base, id: partId(base.id, number), part: { number, of: 3 } }));
        await commit(...parts);
        const first = await attempt(at(0), BUSY);
        expect(first?.part).toEqual({ number: 1, of: 3 });
        expect(await claim(at(999))).toEqual([]);
        expect(await wake(at(1))).toBe(at(1_000));
        const order = [];
        for (const ms of [1_000, 1_001, 1_002]) order.push((await attempt(at(ms)))?.part?.number);
        expect(order).toEqual([1, 2, 3]);
      });
    });

    describe('releaseLeases', () => {
      it('takes back what nobody recorded in time', async () => {
        const one = planned('a');
        await commit(one);
        await claim(at(0));
        expect(await wake(at(0))).toBe(at(LEASE));
        expect(await outbox.releaseLeases(at(LEASE - 1))).toBe(0);
        expect(await outbox.releaseLeases(at(LEASE))).toBe(1);
        expect((await outbox.find(one.id))?.delivery).toMatchObject({
          state: 'pending',
          attempts: 1,
          nextAttemptAt: at(LEASE),
        });
      });

      it('takes everything back at start-up', async () => {
        await commit(planned('a'), planned('b', { robot: 'ops' }));
        await claim(at(0), [TEAM, OPS]);
        outbox = harness.reopen();
        expect(await outbox.releaseLeases(at(1), { all: true })).toBe(2);
        expect(await claim(at(1), [TEAM, OPS])).toHaveLength(2);
      });
    });

    describe('nextWake', () => {
      it('is nothing when nothing waits', async () => {
        expect(await wake(at(0))).toBeUndefined();
        await commit(planned('a'));
        await attempt(at(0));
        expect(await wake(at(0))).toBeUndefined();
      });

      it('looks only at the lanes asked for, but at every expiry', async () => {
        await commit(planned('a', { dueAt: at(50) }));
        expect(await wake(at(0))).toBe(at(50));
        expect(await wake(at(0), [OPS])).toBe(at(50 + 3_600_000));
      });

      it('passes over what expires before the lane opens', async () => {
        await commit(
          planned('0'),
          planned('a', { dueAt: at(10), expiresAt: at(500_000) }),
          planned('b', { dueAt: at(20) }),
        );
        await attempt(at(0), THROTTLED);
        await expire(at(500_000));
        expect(await wake(at(500_000))).toBe(at(600_000));
      });
    });

    describe('troubles', () => {
      const notice = planned('notice', { origin: 'owner', robot: 'ops', dueAt: at(50) });

      it('sums up what failed and expired in each lane since the last notice', async () => {
        await commit(planned('a'), planned('b', { dueAt: at(1) }), planned('c', { dueAt: at(2), expiresAt: at(30) }));
        await attempt(at(5), BAD_LINK);
        await expire(at(30));
        await attempt(at(40), BAD_TOKEN);
        outbox = harness.reopen();
        const found = {
          lane: TEAM.lane,
          failed: 2,
          expired: 1,
          robot: 'team',
          reason: 'token is not exist',
          paused: true,
        };
        expect(await troubles()).toEqual([found]);

        expect(await tell(at(50), notice)).toBe(true);
        outbox = harness.reopen();
        expect(await troubles()).toEqual([]);
        expect(await stateOf(notice)).toBe('pending');

        await commit(planned('d', { expiresAt: at(60) }));
        await expire(at(60));
        expect(await troubles()).toMatchObject([{ failed: 0, expired: 1, reason: 'too late', toldAt: at(50) }]);
      });

      it('takes no notice that does not tell of all that has gone wrong by then', async () => {
        await commit(planned('a', { state: 'failed', reason: 'too long' }));
        const [trouble] = await troubles();
        await commit(planned('b', { state: 'failed', reason: 'too long' }));
        const stale = { trouble: trouble!, since: at(0), toldAt: at(50), delivery: notice };
        expect(await outbox.commitNotice(stale)).toBe(false);
        expect(await stateOf(notice)).toBeUndefined();
        expect(await troubles()).toMatchObject([{ failed: 2 }]);
        expect(await tell(at(50), notice)).toBe(true);
        expect(await troubles()).toEqual([]);
      });

      it('says nothing of deliveries that ended well, of notices, of old ones and of other lanes', async () => {
        await commit(planned('a'), notice, planned('c', { lane: 'other', expiresAt: at(1) }));
        await attempt(at(0));
        await commit(planned('old', { dueAt: at(-9), expiresAt: at(-5) }));
        await expire(at(-1));
        await expire(notice.expiresAt);
        expect(await troubles()).toEqual([]);
      });
    });

    describe('history', () => {
      beforeEach(async () => {
        await commit(
          planned('a', { dueAt: at(1) }),
          planned('b', { dueAt: at(2), state: 'missed' }),
          planned('a', { dueAt: at(3), robot: 'ops' }),
          planned('c', { dueAt: at(4), origin: 'send' }),
        );
        await attempt(at(1));
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
        const found = await outbox.history(query);
        expect(found.map(({ delivery }) => delivery.dueAt)).toEqual(due.map(at));
      });

      it('goes on after a delivery, also amid many of one instant', async () => {
        for (const reminder of ['e', 'g', 'd', 'h', 'f']) await commit(planned(reminder, { dueAt: at(2) }));
        const all = (await outbox.history({})).map(({ delivery }) => delivery.id);
        expect(all).toHaveLength(9);
        for (const [index, after] of all.entries()) {
          const rest = await outbox.history({ after });
          expect(rest.map(({ delivery }) => delivery.id)).toEqual(all.slice(index + 1));
        }
        expect(await outbox.history({ after: 'nobody' })).toEqual([]);
      });

      it('comes with the attempts, and counts by state', async () => {
        const [delivered] = await outbox.history({ state: 'delivered' });
        expect(delivered?.attempts).toMatchObject([{ outcome: 'delivered' }]);
        expect(await outbox.countByState()).toEqual({
          pending: 2,
          sending: 0,
          delivered: 1,
          failed: 0,
          expired: 0,
          missed: 1,
          skipped: 0,
        });
      });
    });

    describe('callsByLane', () => {
      /** Midnight in Beijing, at which February begins. */
      const february = Date.parse('2027-01-31T16:00:00Z');

      it('counts every attempt in its month of Beijing time, whatever came of it, and forgets none', async () => {
        const changes = { dueAt: toEpochMs(february - 100_000), expiresAt: toEpochMs(february + 3_600_000) };
        await commit(...many(3, changes), planned('c', { ...changes, robot: 'ops' }));
        await attempt(toEpochMs(february - 1), DELIVERED);
        await attempt(toEpochMs(february), BAD_LINK);
        await attempt(toEpochMs(february), DELIVERED, 0, OPS);
        await claim(february);
        outbox = harness.reopen();
        await outbox.prune(toEpochMs(february + 1_000));
        expect(await outbox.callsByLane('2027-01')).toEqual(new Map([[TEAM.lane, 1]]));
        expect(await outbox.callsByLane('2027-02')).toEqual(
          new Map([
            [OPS.lane, 1],
            [TEAM.lane, 2],
          ]),
        );
        expect(await outbox.callsByLane('2027-03')).toEqual(new Map());
      });
    });

    describe('prune', () => {
      it('forgets what was due and over before, never what still waits', async () => {
        const old = planned('old', { dueAt: at(0) });
        const waiting = planned('waiting', { dueAt: at(1), expiresAt: at(1e9) });
        const young = planned('young', { dueAt: at(1_000), state: 'missed' });
        await commit(old, waiting, young);
        await attempt(at(0), DELIVERED, 100);
        expect(await outbox.prune(at(100))).toBe(0);
        expect(await outbox.prune(at(1_000))).toBe(1);
        expect(await outbox.find(old.id)).toBeUndefined();
        expect(await stateOf(waiting)).toBe('pending');
        expect(await stateOf(young)).toBe('missed');
      });

      it('forgets any number', async () => {
        const missed = Array.from({ length: 1_234 }, (_, index) => planned(`r${index}`, { state: 'missed' }));
        await commit(...missed);
        expect(await outbox.prune(at(1))).toBe(1_234);
        expect(await outbox.history({})).toEqual([]);
      });
    });
  });
}

function many(count: number, changes: Partial<NewDelivery> = {}): readonly NewDelivery[] {
  return Array.from({ length: count }, (_, index) => planned(`r${index}`, changes));
}

function cursor(reminder: string, ms: number, trigger: string): Cursor {
  return { reminder, through: at(ms), trigger };
}
