import { secondOfDay, type WallSeconds } from '../schedule/civil.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Pattern } from '../schedule/pattern.ts';
import type { Zone } from '../schedule/zone.ts';

/** What a clock change did to one firing. */
export type ClockChange =
  /** The wall time named does not exist that day: it fires right after the gap. */
  | { readonly kind: 'moved'; readonly from: string }
  /** The wall time comes twice that day: it fires the first time only. */
  | { readonly kind: 'first-pass' };

/** `undefined` = an ordinary firing, or one of a pattern that simply follows the clock. */
export function clockChangeAt(pattern: Pattern, zone: Zone, at: EpochMs): ClockChange | undefined {
  if (pattern.clockChange === 'hourly') return undefined;
  const wall = zone.wallAt(at);
  if (pattern.next((wall - 1) as WallSeconds) !== wall) return { kind: 'moved', from: missedTime(pattern, zone, at) };
  return comesAgain(zone, at) ? { kind: 'first-pass' } : undefined;
}

/** The first wall time named that the gap before `at` swallowed. */
function missedTime(pattern: Pattern, zone: Zone, at: EpochMs): string {
  const lastShown = zone.wallAt(toEpochMs(at - 1));
  return timeOfDay(secondOfDay(pattern.next(lastShown) ?? lastShown));
}

function comesAgain(zone: Zone, at: EpochMs): boolean {
  const { end, offset } = zone.stretchAt(at);
  if (!Number.isFinite(end)) return false;
  const overlap = offset - zone.stretchAt(toEpochMs(end)).offset;
  return at >= end - overlap;
}

function timeOfDay(seconds: number): string {
  const time = new Temporal.PlainTime().add({ seconds });
  return time.toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' });
}
