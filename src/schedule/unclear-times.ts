import type { WallSeconds } from './civil.ts';
import { type EpochMs, SECOND } from './instant.ts';
import type { Pattern } from './pattern.ts';
import type { Zone } from './zone.ts';

/** A wall time of an anchored pattern that a clock change takes away or repeats. */
export interface UnclearTime {
  /** `gap`: it does not exist that day. `repeated`: it comes twice. */
  readonly kind: 'gap' | 'repeated';
  readonly wall: WallSeconds;
  /** What the clock shows when it fires: the end of the gap, the same on the first pass. */
  readonly fires: WallSeconds;
}

/** The first of each clock change in `[from, until]`. A pattern that simply follows the clock has none. */
export function unclearTimes(pattern: Pattern, zone: Zone, from: EpochMs, until: EpochMs): readonly UnclearTime[] {
  if (pattern.clockChange === 'hourly') return [];
  const found: UnclearTime[] = [];
  let stretch = zone.stretchAt(from);
  while (stretch.end <= until) {
    const next = zone.stretchAt(stretch.end as EpochMs);
    const before = (stretch.end + stretch.offset) / SECOND;
    const after = (stretch.end + next.offset) / SECOND;
    const wall = pattern.next((Math.min(before, after) - 1) as WallSeconds);
    if (wall !== undefined && wall < Math.max(before, after)) {
      const isGap = before < after;
      found.push({ kind: isGap ? 'gap' : 'repeated', wall, fires: isGap ? (after as WallSeconds) : wall });
    }
    stretch = next;
  }
  return found;
}
