import type { WallSeconds } from './civil.ts';
import { type EpochMs, SECOND } from './instant.ts';
import type { Pattern } from './pattern.ts';
import type { Trigger } from './trigger.ts';
import type { Zone } from './zone.ts';

/**
 * A pattern in its zone. The rule for clock changes is Vixie cron's (crontab of cronie, "daylight saving time") in the
 * exact form of cronsim and Cronos: see `Pattern.clockChange`.
 */
export function wallTrigger(pattern: Pattern, zone: Zone): Trigger {
  if (pattern.clockChange === 'hourly') return { next: (after) => nextHourly(pattern, zone, after) };
  return {
    next(after) {
      const wall = nextAnchored(pattern, zone, after);
      return wall === undefined ? undefined : zone.instantOf(wall);
    },
  };
}

/**
 * The first wall time that fires after `after`, at `zone.instantOf` it. As `instantOf` never decreases, that is the
 * first one which the clock had not reached.
 */
export function nextAnchored(pattern: Pattern, zone: Zone, after: EpochMs): WallSeconds | undefined {
  return pattern.next(zone.reachedAt(after));
}

/** The first instant after `after` at which the clock shows a wall time of the pattern, at `zone.wallAt` it. */
export function nextHourly(pattern: Pattern, zone: Zone, after: EpochMs): EpochMs | undefined {
  let stretch = zone.stretchAt(after);
  let shown = zone.wallAt(after);
  let wall = pattern.next(shown);
  for (;;) {
    const at = wall === undefined ? Number.POSITIVE_INFINITY : wall * SECOND - stretch.offset;
    if (at < stretch.end) return at as EpochMs;
    if (stretch.end === Number.POSITIVE_INFINITY) return undefined;
    stretch = zone.stretchAt(stretch.end as EpochMs);
    const opening = ((stretch.start + stretch.offset) / SECOND - 1) as WallSeconds;
    // Between `shown` and `wall` there is nothing: ask again only when the clock goes back before or jumps past them.
    if (opening < shown || (wall !== undefined && opening >= wall)) {
      shown = opening;
      wall = pattern.next(shown);
    } else if (wall === undefined) return undefined;
  }
}
