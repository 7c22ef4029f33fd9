import { MINUTE, SECOND } from '../schedule/instant.ts';
import type { Random } from './clock.ts';

const FIRST = 2 * SECOND;
const FACTOR = 2;
/** Nothing waits longer for its next attempt, in ms, but for the sake of its lane. */
export const LONGEST_BACKOFF = 5 * MINUTE;

/**
 * How long to wait after the `failures`th failure in a row (1 = the first), in whole ms: exponential with equal
 * jitter, so that lanes which failed together do not come back together.
 *
 * Bounds: at least half of, and less than, `min(2 s × 2^(failures − 1), 5 min)`: 1-2 s, 2-4 s, 4-8 s … 150-300 s.
 */
export function backoffMs(failures: number, random: Random): number {
  const half = Math.min(FIRST * FACTOR ** (failures - 1), LONGEST_BACKOFF) / 2;
  // Floored before the sum: a random number next to 1 would be rounded up to the bound.
  return half + Math.floor(random() * half);
}
