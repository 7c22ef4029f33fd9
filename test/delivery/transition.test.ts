import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/delivery/cause.ts';
import type { FinalState } from '../../src/delivery/delivery.ts';
import { type DeliveryEvent, isFinal, type Standing, transition } from '../../src/delivery/transition.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

const T = toEpochMs(1_800_000_000_000);
const LATER = toEpochMs(T + 60_000);

const pending: Standing = { state: 'pending', attempts: 0, nextAttemptAt: T };
const sending: Standing = { state: 'sending', attempts: 1, nextAttemptAt: T, claimedBy: 'a member' };

const attempted = (becomes: Extract<DeliveryEvent, { kind: 'attempted' }>['becomes'], newest = true) =>
  ({ kind: 'attempted', at: LATER, becomes, newest }) as const;
const takenBack = { kind: 'takenBack', at: LATER } as const;
const BUSY = { code: 'busy', httpStatus: 503 } as const;
const NO_TURN = { code: 'no-turn' } as const;
const again = { state: 'pending', nextAttemptAt: LATER, cause: BUSY } as const;

describe('transition', () => {
  it.each<[string, Standing, DeliveryEvent, Partial<Standing>]>([
    [
      'pending, claimed',
      pending,
      { kind: 'claimed', by: 'a member' },
      { state: 'sending', attempts: 1, claimedBy: 'a member' },
    ],
    [
      'an earlier part failed',
      pending,
      { kind: 'earlierPartEnded', at: LATER, state: 'failed' },
      { state: 'failed', finishedAt: LATER, cause: { code: 'earlier-part-refused' } },
    ],
    ['an earlier part expired', pending, { kind: 'earlierPartEnded', at: T, state: 'expired' }, { state: 'expired' }],
    [
      'its digest arrived',
      pending,
      { kind: 'carrierEnded', at: LATER, state: 'delivered' },
      { state: 'delivered', finishedAt: LATER },
    ],
    [
      'its digest was refused',
      pending,
      { kind: 'carrierEnded', at: LATER, state: 'failed', cause: BUSY },
      { state: 'failed', cause: BUSY },
    ],
    [
      'taken back',
      pending,
      { kind: 'takenBack', at: LATER },
      { state: 'skipped', finishedAt: LATER, cause: { code: 'taken-back' } },
    ],
    ['pending, expired', pending, { kind: 'expiryPassed', at: T, cause: NO_TURN }, { state: 'expired', finishedAt: T }],
    ['sending, delivered', sending, attempted({ state: 'delivered' }), { state: 'delivered', finishedAt: LATER }],
    ['sending, rejected', sending, attempted({ state: 'failed', cause: BUSY }), { state: 'failed', cause: BUSY }],
    ['sending, out of time', sending, attempted({ state: 'expired', cause: BUSY }), { state: 'expired' }],
    ['sending, again', sending, attempted(again), { state: 'pending', attempts: 1, nextAttemptAt: LATER }],
    [
      'sending, its member buried: it keeps its place',
      sending,
      { kind: 'givenBack' },
      { state: 'pending', attempts: 1, nextAttemptAt: T, cause: { code: 'cut-off' } },
    ],
    ['given back, then delivered', pending, attempted({ state: 'delivered' }), { state: 'delivered' }],
    [
      'given up, and it has arrived after all',
      transition(pending, { kind: 'expiryPassed', at: T, cause: NO_TURN }),
      attempted({ state: 'delivered' }, false),
      { state: 'delivered', finishedAt: LATER },
    ],
    [
      'given up with its digest, and that has arrived after all',
      transition(pending, { kind: 'carrierEnded', at: T, state: 'expired', cause: NO_TURN }),
      { kind: 'carrierEnded', at: LATER, state: 'delivered' },
      { state: 'delivered', finishedAt: LATER },
    ],
  ])('%s', (_name, before, event, after) => {
    expect(transition(before, event)).toMatchObject(after);
  });

  it.each<[string, Standing, DeliveryEvent]>([
    ['a delivery under way is not claimed again', sending, { kind: 'claimed', by: 'a member' }],
    ['a delivery under way does not expire', sending, { kind: 'expiryPassed', at: LATER, cause: NO_TURN }],
    ['what was tried may have arrived: it is not taken back', transition(sending, attempted(again)), takenBack],
    ['a delivery under way is not taken back', sending, takenBack],
    ['a pending one is nobody’s to give back', pending, { kind: 'givenBack' }],
    ['one under way goes on beside a part that ended', sending, { kind: 'earlierPartEnded', at: T, state: 'failed' }],
    ['one under way is nobody’s to carry', sending, { kind: 'carrierEnded', at: T, state: 'delivered' }],
    ['an older attempt does not disturb the one after it', sending, attempted(again, false)],
  ])('%s', (_name, before, event) => {
    expect(transition(before, event)).toBe(before);
  });

  it('keeps the last reason while it waits and forgets it once delivered', () => {
    const waiting = transition(sending, attempted(again));
    const retried = transition(waiting, { kind: 'claimed', by: 'a member' });
    expect(retried.cause).toEqual(BUSY);
    expect(transition(retried, attempted({ state: 'delivered' }))).not.toHaveProperty('cause');
  });

  const instant = fc.integer({ min: 0, max: 1e6 }).map(toEpochMs);
  const cause = fc.constantFrom<Cause>(BUSY, NO_TURN, { code: 'cut-off' });
  const ends = fc.constantFrom<FinalState>('delivered', 'failed', 'expired');
  const event: fc.Arbitrary<DeliveryEvent> = fc.oneof(
    fc.record({ kind: fc.constant('claimed' as const), by: fc.constantFrom('one', 'another') }),
    fc.record({ kind: fc.constant('givenBack' as const) }),
    fc.record({ kind: fc.constant('takenBack' as const), at: instant }),
    fc.record({ kind: fc.constant('expiryPassed' as const), at: instant, cause }),
    fc.record({ kind: fc.constant('earlierPartEnded' as const), at: instant, state: ends }),
    fc.record({
      kind: fc.constant('carrierEnded' as const),
      at: instant,
      state: ends,
      cause: fc.option(cause, { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant('attempted' as const),
      at: instant,
      newest: fc.boolean(),
      becomes: fc.oneof(
        fc.constant({ state: 'delivered' as const }),
        fc.record({ state: fc.constantFrom('failed' as const, 'expired' as const), cause }),
        fc.record({ state: fc.constant('pending' as const), nextAttemptAt: instant, cause }),
      ),
    }),
  );

  it('no sequence of events leaves a final state (but for what the vendor had said of it), takes back an attempt, or breaks the shape of a state', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let standing = pending;
        for (const event of events) {
          const next = transition(standing, event);
          if (isFinal(standing.state) && next !== standing) {
            const way = `${standing.state} ${next.state}`;
            expect(way).toBeOneOf(['failed delivered', 'expired delivered', 'expired failed']);
          }
          expect(next.attempts).toBeGreaterThanOrEqual(standing.attempts);
          expect(next.claimedBy !== undefined).toBe(next.state === 'sending');
          expect(next.finishedAt !== undefined).toBe(isFinal(next.state));
          standing = next;
        }
      }),
    );
  });
});
