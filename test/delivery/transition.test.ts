import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeliveryEvent, isFinal, type Standing, transition } from '../../src/delivery/transition.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

const T = toEpochMs(1_800_000_000_000);
const LATER = toEpochMs(T + 60_000);

const pending: Standing = { state: 'pending', attempts: 0, nextAttemptAt: T };
const sending: Standing = { state: 'sending', attempts: 1, nextAttemptAt: T, leaseUntil: LATER };

const attempted = (becomes: Extract<DeliveryEvent, { kind: 'attempted' }>['becomes'], newest = true) =>
  ({ kind: 'attempted', at: LATER, becomes, newest }) as const;
const again = { state: 'pending', nextAttemptAt: LATER, reason: 'busy' } as const;

describe('transition', () => {
  it.each<[string, Standing, DeliveryEvent, Partial<Standing>]>([
    ['pending, claimed', pending, { kind: 'claimed', leaseUntil: LATER }, { state: 'sending', attempts: 1 }],
    ['pending, expired', pending, { kind: 'expiryPassed', at: T, reason: 'late' }, { state: 'expired', finishedAt: T }],
    ['sending, delivered', sending, attempted({ state: 'delivered' }), { state: 'delivered', finishedAt: LATER }],
    ['sending, rejected', sending, attempted({ state: 'failed', reason: 'no' }), { state: 'failed', reason: 'no' }],
    ['sending, out of time', sending, attempted({ state: 'expired', reason: 'no' }), { state: 'expired' }],
    ['sending, again', sending, attempted(again), { state: 'pending', attempts: 1, nextAttemptAt: LATER }],
    ['sending, lease over', sending, { kind: 'leaseRanOut', at: LATER }, { state: 'pending', nextAttemptAt: LATER }],
    ['lease over, then delivered', pending, attempted({ state: 'delivered' }), { state: 'delivered' }],
  ])('%s', (_name, before, event, after) => {
    expect(transition(before, event)).toMatchObject(after);
  });

  it.each<[string, Standing, DeliveryEvent]>([
    ['a delivery under way is not claimed again', sending, { kind: 'claimed', leaseUntil: LATER }],
    ['a delivery under way does not expire', sending, { kind: 'expiryPassed', at: LATER, reason: 'late' }],
    ['a pending one has no lease to lose', pending, { kind: 'leaseRanOut', at: LATER }],
    ['an older attempt does not disturb the one after it', sending, attempted(again, false)],
  ])('%s', (_name, before, event) => {
    expect(transition(before, event)).toBe(before);
  });

  it('keeps the last reason while it waits and forgets it once delivered', () => {
    const waiting = transition(sending, attempted(again));
    const retried = transition(waiting, { kind: 'claimed', leaseUntil: LATER });
    expect(retried.reason).toBe('busy');
    expect(transition(retried, attempted({ state: 'delivered' }))).not.toHaveProperty('reason');
  });

  const instant = fc.integer({ min: 0, max: 1e6 }).map(toEpochMs);
  const event: fc.Arbitrary<DeliveryEvent> = fc.oneof(
    fc.record({ kind: fc.constant('claimed' as const), leaseUntil: instant }),
    fc.record({ kind: fc.constant('leaseRanOut' as const), at: instant }),
    fc.record({ kind: fc.constant('expiryPassed' as const), at: instant, reason: fc.string() }),
    fc.record({
      kind: fc.constant('attempted' as const),
      at: instant,
      newest: fc.boolean(),
      becomes: fc.oneof(
        fc.constant({ state: 'delivered' as const }),
        fc.record({ state: fc.constantFrom('failed' as const, 'expired' as const), reason: fc.string() }),
        fc.record({ state: fc.constant('pending' as const), nextAttemptAt: instant, reason: fc.string() }),
      ),
    }),
  );

  it('no sequence of events leaves a final state, takes back an attempt, or breaks the shape of a state', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let standing = pending;
        for (const event of events) {
          const next = transition(standing, event);
          if (isFinal(standing.state)) expect(next).toBe(standing);
          expect(next.attempts).toBeGreaterThanOrEqual(standing.attempts);
          expect(next.leaseUntil !== undefined).toBe(next.state === 'sending');
          expect(next.finishedAt !== undefined).toBe(isFinal(next.state));
          standing = next;
        }
      }),
    );
  });
});
