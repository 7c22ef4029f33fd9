import { type EpochMs, MINUTE, SECOND, toEpochMs } from '../schedule/instant.ts';

/** When a lane may send, as far as can be told at `now`. */
export interface LaneOutlook {
  readonly now: EpochMs;
  /** At most this many attempts in any sliding 60 s. */
  readonly perMinute: number;
  /** The end of its cool-down; in the past when it is not cooling down. */
  readonly opensAt: EpochMs;
  /** When each attempt that counts against the limit stops doing so. */
  readonly occupiedUntil: readonly EpochMs[];
}

/** How long an attempt is taken to last: it holds its place for a minute from its end. */
const ATTEMPT = SECOND;

/** When the next `count` attempts of a lane can start at the earliest, in order, if all goes well. */
export function departures(count: number, { now, perMinute, opensAt, occupiedUntil }: LaneOutlook): readonly EpochMs[] {
  const start = Math.max(now, opensAt);
  const taken = occupiedUntil.filter((until) => until > start).toSorted((a, b) => a - b);
  const free = Math.max(0, perMinute - taken.length);
  // Each departure takes the place that becomes free first, and gives it back a minute later.
  const places = [...Array.from({ length: Math.min(free, count) }, () => start), ...taken.slice(-perMinute)];
  return Array.from({ length: count }, (_, index) => {
    const at = places[index] ?? start;
    places.push(at + MINUTE + ATTEMPT);
    return toEpochMs(at);
  });
}
