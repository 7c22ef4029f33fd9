import { expect, it } from 'vitest';
import { membersFate } from '../../src/delivery/members-fate.ts';
import { AMBIGUOUS, BAD_LINK, BAD_TOKEN, BUSY } from '../store/plan.ts';

const attempt = (outcome?: 'unreachable' | 'ambiguous' | 'rejected' | 'throttled', httpStatus?: number) => ({
  ...(outcome === undefined ? {} : { outcome }),
  ...(httpStatus === undefined ? {} : { httpStatus }),
});

it.each([
  ['delivered', 'follow', 'delivered', [], undefined],
  ['never tried', 'free', 'expired', [], undefined],
  ['not let through', 'free', 'expired', [attempt('throttled', 200), attempt('unreachable', 200)], BUSY],
  ['not known to have arrived', 'follow', 'expired', [attempt('ambiguous'), attempt('unreachable')], AMBIGUOUS],
  ['tried by a process that died', 'follow', 'expired', [attempt()], undefined],
  ['lost behind a gateway', 'follow', 'expired', [attempt('unreachable', 504)], BUSY],
  ['refused for what it says', 'free-alone', 'failed', [attempt('rejected', 200)], BAD_LINK],
  ['refused as its robot is', 'free', 'failed', [attempt('rejected', 200)], BAD_TOKEN],
  [
    'refused when it may have arrived before',
    'follow',
    'failed',
    [attempt('ambiguous'), attempt('rejected')],
    BAD_LINK,
  ],
] as const)('what a digest carried that was %s: %s', (_, fate, state, attempts, last) => {
  expect(membersFate(state, attempts, last)).toBe(fate);
});
