import type { Random } from '../delivery/clock.ts';

/**
 * The same numbers for the same seed, everywhere: mulberry32 by Tommy Ettinger (public domain). Good enough to spread
 * retries in a simulation, and for nothing that must not be guessed.
 */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
