import { addDays, DAY_SECONDS, dayOf, secondOfDay, type WallSeconds, wallAt } from './civil.ts';
import type { DayPredicate } from './filter.ts';
import type { EpochMs } from './instant.ts';
import type { Window } from './window.ts';
import type { Zone } from './zone.ts';

/** The hours in which nobody is to be disturbed: those of the window, and the days off whole. */
export interface Quiet {
  readonly zone: Zone;
  /** Its end is quiet no more. Default: no part of a day. */
  readonly window?: Window;
  /** Default: no day. */
  readonly isDayOff?: DayPredicate;
}

/** So many days in a row: what is quiet for longer would hold for ever. */
export const LONGEST_QUIET = 400;

/**
 * When the quiet hours that hold `at` end; `undefined` where they do not hold it, or would hold it for more than 400 days.
 *
 * The clock on the wall decides, by the highest time that it has shown: quiet hours that have ended do not come again in
 * a repeated hour, and end right after a gap that swallows their end.
 */
export function quietUntil(quiet: Quiet, at: EpochMs): EpochMs | undefined {
  const start = quiet.zone.reachedAt(at);
  let wall = start;
  for (let end = endOf(quiet, wall); end !== undefined; end = endOf(quiet, wall)) {
    // After a gap the clock shows more than it was asked for.
    wall = quiet.zone.reachedAt(quiet.zone.instantOf(end));
    if (dayOf(wall) - dayOf(start) > LONGEST_QUIET) return undefined;
    if (endOf(quiet, wall) === undefined) return quiet.zone.instantOf(end);
  }
  return undefined;
}

/** When the part of the quiet hours ends in which a wall time lies. */
function endOf({ window, isDayOff }: Quiet, wall: WallSeconds): WallSeconds | undefined {
  const today = dayOf(wall);
  if (isDayOff?.(today) === true) return wallAt(addDays(today, 1), 0);
  if (window === undefined) return undefined;
  const second = secondOfDay(wall);
  const [ofToday, ofYesterday] = [window.untilSecond, window.untilSecond - DAY_SECONDS];
  if (second < ofYesterday) return wallAt(today, ofYesterday);
  return second >= window.fromSecond && second < ofToday ? wallAt(today, ofToday) : undefined;
}
