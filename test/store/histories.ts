import * as fc from 'fast-check';
import type { Outcome } from '../../src/robot/robot.ts';
import { AMBIGUOUS, BAD_LINK, BAD_TOKEN, BANNED, BUSY, DELIVERED, PAGE, THROTTLED } from './plan.ts';

/** One step of a history: what a daemon, a command, a planner or fate may do. */
export type Step =
  | { readonly kind: 'plan'; readonly reminders: readonly number[]; readonly lifeMs: number; readonly parts: number }
  | { readonly kind: 'miss'; readonly reminder: number; readonly count: number }
  | { readonly kind: 'claim' }
  | { readonly kind: 'record'; readonly which: number; readonly outcome: Outcome }
  | { readonly kind: 'merge'; readonly size: number }
  /** From now on the lanes are served with so much patience. */
  | { readonly kind: 'patience'; readonly ms: number }
  /** Time passes. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** The wall clock is set. */
  | { readonly kind: 'set'; readonly byMs: number }
  | {
      readonly kind:
        | 'expire'
        | 'bury'
        /** Somebody edits the configuration. */
        | 'edit'
        | 'new-token'
        | 'wake'
        /** The process dies, and the next one begins. */
        | 'crash'
        /** Another process claims what it can, and dies in it. */
        | 'ghost'
        | 'prune';
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('plan' as const),
      reminders: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 6 }),
      lifeMs: fc.constantFrom(5_000, 90_000, 3_600_000),
      parts: fc.constantFrom(1, 1, 3),
    }),
  },
  fc.record({ kind: fc.constant('miss' as const), reminder: fc.nat(3), count: fc.integer({ min: 1, max: 4 }) }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('claim' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      which: fc.nat(),
      outcome: fc.constantFrom(
        DELIVERED,
        DELIVERED,
        DELIVERED,
        BUSY,
        AMBIGUOUS,
        THROTTLED,
        BAD_LINK,
        BAD_TOKEN,
        BANNED,
        PAGE,
        PAGE,
      ),
    }),
  },
  fc.record({ kind: fc.constant('merge' as const), size: fc.integer({ min: 2, max: 4 }) }),
  fc.record({ kind: fc.constant('patience' as const), ms: fc.constantFrom(0, 0, 2_000, 30_000) }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'expire' as const,
        'bury' as const,
        'edit' as const,
        'new-token' as const,
        'wake' as const,
        'crash' as const,
        'ghost' as const,
        'prune' as const,
      ),
    }),
  },
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 900, 20_000, 61_000, 700_000) }),
  fc.record({ kind: fc.constant('set' as const), byMs: fc.constantFrom(-86_400_000, -3_000, 3_000, 3_600_000) }),
);

export const histories: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 5, maxLength: 40 });
