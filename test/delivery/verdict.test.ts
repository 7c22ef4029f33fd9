import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdict } from '../../src/delivery/verdict.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

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

  it('a refused message fails alone, with the hint of the vendor', () => {
    expect(judge({ kind: 'rejected', scope: 'message', reason: 'bad link', hint: 'remove it' })).toEqual({
      becomes: { state: 'failed', reason: 'bad link (remove it)' },
    });
  });

  it('a refused robot pauses its lane under the configuration of the attempt', () => {
    expect(judge({ kind: 'rejected', scope: 'robot', reason: 'token unknown' })).toEqual({
      becomes: { state: 'failed', reason: 'token unknown' },
      laneBecomes: { kind: 'paused', fingerprint: 'print', reason: 'token unknown' },
    });
  });

  it.each([
    ['ends before the expiry', TEN_MINUTES + 1, 'pending'],
    ['ends at the expiry', TEN_MINUTES, 'expired'],
    ['ends after the expiry', TEN_MINUTES - 1, 'expired'],
  ])('a cool-down that %s', (_name, timeLeft, state) => {
    const until = toEpochMs(T + TEN_MINUTES);
    const { becomes, laneBecomes } = judge(
      { kind: 'throttled', coolDownMs: TEN_MINUTES, reason: 'too fast' },
      { timeLeft },
    );
    expect(becomes).toMatchObject(state === 'pending' ? { state, nextAttemptAt: until } : { state });
    expect(laneBecomes).toEqual({ kind: 'cooling', until, reason: 'too fast' });
  });

  it.each(['unreachable', 'ambiguous'] as const)(
    '%s waits longer after each failure and leaves the lane open',
    (kind) => {
      const waits = [1, 2, 3].map((attempts) => judge({ kind, reason: 'busy' }, { attempts }));
      expect(waits).toEqual(
        [1_000, 2_000, 4_000].map((ms) => ({
          becomes: { state: 'pending', nextAttemptAt: T + ms, reason: 'busy' },
        })),
      );
    },
  );

  it('without time for another attempt it expires with the last reason', () => {
    expect(judge({ kind: 'unreachable', reason: 'no route' }, { timeLeft: 1_000 }).becomes).toEqual({
      state: 'expired',
      reason: 'no time is left for another attempt; the last one: no route',
    });
  });

  it('never plans an attempt at or after the expiry, nor in the past', () => {
    const refusal = { reason: fc.constant('x') };
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
