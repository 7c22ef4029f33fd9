import { createHash } from 'node:crypto';
import type { LaneConfig } from './outbox.ts';

/**
 * One configuration per lane, in the order in which the lanes first come. Robots that share a token share its lane:
 * the strictest limit holds, and the lane has changed when any of them has.
 */
export function mergeLanes(lanes: Iterable<LaneConfig>): readonly LaneConfig[] {
  return [...Map.groupBy(lanes, ({ lane }) => lane)].map(([lane, sharers]) => ({
    lane,
    perMinute: Math.min(...sharers.map(({ perMinute }) => perMinute)),
    host: sharers[0]?.host,
    fingerprint: combine(sharers.map(({ fingerprint }) => fingerprint)),
  }));
}

/** Independent of order and repetition: naming a robot twice changes nothing about its errors. */
function combine(fingerprints: readonly string[]): string {
  const [first = '', ...others] = [...new Set(fingerprints)].toSorted();
  if (others.length === 0) return first;
  return createHash('sha256')
    .update(JSON.stringify([first, ...others]))
    .digest('hex');
}
