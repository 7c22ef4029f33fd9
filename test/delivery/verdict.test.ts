import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdict } from '../../src/delivery/verdict.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

const BUSY = { code: 'busy', httpStatus: 503 } as const;
const TOO_FAST = { code: 'vendor', meaning: 'too-fast', errcode: 130101 } as const;
const T = toEpochMs(1_800_000_000_000);
const TEN_MINUTES = 600_000;

function judge(outcome: Outcome, { attempts = 1, timeLeft = 900_000, die = 0 } = {}) {
  return verdict({
    delivery: { attempts, expiresAt: toEpochMs(T + timeLeft) },
    outcome,
    finishedAt: T,
    fingerprint: 'print',
    random: () => die,
  });
}

describe('verdict', () => {
  it('delivered is delivered', () => {
    expect(judge({ kind: 'delivered' })).toEqual({ becomes: { state: 'delivered' } });
  });

  it('a refused message fails alone, and keeps why', () => {
    const cause = { code: 'vendor', meaning: 'unsafe-link', errcode: 430101, advice: '请确认' } as const;
    expect(judge({ kind: 'rejected', scope: 'message', cause })).toEqual({ becomes: { state: 'failed', cause } });
  });

  it('a refused robot pauses its lane under the configuration of the attempt', () => {
    const cause = { code: 'vendor', meaning: 'token-unknown', errcode: 300005 } as const;
    expect(judge({ kind: 'rejected', scope: 'robot', cause })).toEqual({
      becomes: { state: 'failed', cause },
      laneBecomes: { kind: 'paused', fingerprint: 'print', cause },
    });
  });

  it.each([
    ['ends before the expiry', TEN_MINUTES + 1, 'pending'],
    ['ends at the expiry', TEN_MINUTES, 'expired'],
    ['ends after the expiry', TEN_MINUTES - 1, 'expired'],
  ])('a cool-down that %s', (_name, timeLeft, state) => {
    const until = toEpochMs(T + TEN_MINUTES);
    const { becomes, laneBecomes } = judge(
      { kind: 'throttled', coolDownMs: TEN_MINUTES, cause: TOO_FAST },
      { timeLeft },
    );
    expect(becomes).toMatchObject(state === 'pending' ? { state, nextAttemptAt: until } : { state });
    expect(laneBecomes).toEqual({ kind: 'cooling', forMs: TEN_MINUTES, cause: TOO_FAST });
  });

  it.each(['unreachable', 'ambiguous'] as const)(
    '%s waits longer after each failure and leaves the lane open',
    (kind) => {
      const waits = [1, 2, 3].map((attempts) => judge({ kind, cause: BUSY }, { attempts }));
      expect(waits).toEqual(
        [1_000, 2_000, 4_000].map((ms) => ({
          becomes: { state: 'pending', nextAttemptAt: T + ms, cause: BUSY },
        })),
      );
    },
  );

  it('a refusal of the address of this machine says nothing of the lane', () => {
    const outcome = { kind: 'throttled', scope: 'host', coolDownMs: TEN_MINUTES } as const;
    expect(judge({ ...outcome, cause: { code: 'address-banned' } })).toEqual({
      becomes: { state: 'pending', nextAttemptAt: T + TEN_MINUTES, cause: { code: 'address-banned' } },
    });
  });

  it('what was not allowed to leave may go at once', () => {
    const cause = { code: 'stale' } as const;
    expect(judge({ kind: 'unreachable', cause }).becomes).toEqual({ state: 'pending', nextAttemptAt: T, cause });
  });

  it('without time for another attempt it expires, and keeps why the last one failed', () => {
    expect(judge({ kind: 'unreachable', cause: BUSY }, { timeLeft: 1_000 }).becomes).toEqual({
      state: 'expired',
      cause: { code: 'out-of-time', last: BUSY },
    });
  });

  it('never plans an attempt at or after the expiry, nor in the past', () => {
    const refusal = { cause: fc.constant(BUSY) };
    const outcome: fc.Arbitrary<Outcome> = fc.oneof(
      fc.record({ kind: fc.constantFrom('unreachable' as const, 'ambiguous' as const), ...refusal }),
      fc.record({ kind: fc.constant('throttled' as const), coolDownMs: fc.nat(1e7), ...refusal }),
    );
    const options = fc.record({
      attempts: fc.integer({ min: 1, max: 50 }),
      timeLeft: fc.integer({ min: -1e6, max: 1e7 }),
      die: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(outcome, options, (outcome, options) => {
        const { becomes } = judge(outcome, options);
        if (becomes.state !== 'pending') return;
        expect(becomes.nextAttemptAt).toBeGreaterThanOrEqual(T);
        expect(becomes.nextAttemptAt).toBeLessThan(T + options.timeLeft);
      }),
    );
  });
});
