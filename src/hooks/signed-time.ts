import { MINUTE, type EpochMs } from '../schedule/instant.ts';

/**
 * Whether a signed time is so near that nobody can have kept the request, to send it again.
 *
 * @param tolerance Default five minutes, as Standard Webhooks recommends.
 */
export function isNear(time: number, now: EpochMs, tolerance = 5 * MINUTE): boolean {
  return Math.abs(time - now) <= tolerance;
}
