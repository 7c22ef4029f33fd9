import { addDays, DAY_SECONDS, type DayNumber, dayOf, type WallSeconds, wallAt } from './civil.ts';
import type { DayPredicate } from './filter.ts';
import { type Pattern, patternDay } from './pattern.ts';

/** Wall times that are told of at one wall time some workdays before. */
export interface ToldEarlier {
  readonly toldAt: WallSeconds;
  /** At least one: what falls on days off is told on the same workday as what follows them. */
  readonly walls: readonly WallSeconds[];
}

/**
 * Of the wall times of a pattern, those of which people are told first, strictly after a wall time: so many workdays
 * earlier, at the same time of day. The day itself does not count. `undefined` = never again.
 */
export function workdaysEarlier(
  pattern: Pattern,
  workdays: number,
  isWorkday: DayPredicate,
): (after: WallSeconds) => ToldEarlier | undefined {
  const toldOn = (day: DayNumber): DayNumber | undefined => back(day, workdays, isWorkday);
  return (after) => {
    let from = addDays(dayOf(after), 1);
    for (;;) {
      const first = pattern.next(startOf(from, pattern));
      if (first === undefined) return undefined;
      const day = toldOn(patternDay(first, pattern));
      if (day === undefined) return undefined;
      const found = firstAfter(after, day, wallsToldOn(day, first, pattern, toldOn), pattern);
      if (found) return found;
      from = addDays(patternDay(first, pattern), 1);
    }
  };
}

/** Nobody rests longer between two workdays. */
const LONGEST_REST = 366;

function back(day: DayNumber, workdays: number, isWorkday: DayPredicate): DayNumber | undefined {
  let found = day;
  for (let left = workdays; left > 0; left -= 1) {
    let rest = 0;
    do {
      found = addDays(found, -1);
      rest += 1;
      if (rest > LONGEST_REST) return undefined;
    } while (!isWorkday(found));
  }
  return found;
}

/** The last second before a day of the pattern begins. */
function startOf(day: DayNumber, { overhang = 0 }: Pattern): WallSeconds {
  return (wallAt(day, overhang) - 1) as WallSeconds;
}

function wallsToldOn(
  day: DayNumber,
  first: WallSeconds,
  pattern: Pattern,
  toldOn: (day: DayNumber) => DayNumber | undefined,
): readonly WallSeconds[] {
  const walls: WallSeconds[] = [];
  let wall: WallSeconds | undefined = first;
  while (wall !== undefined && toldOn(patternDay(wall, pattern)) === day) {
    walls.push(wall);
    wall = pattern.next(wall);
  }
  return walls;
}

function firstAfter(
  after: WallSeconds,
  day: DayNumber,
  walls: readonly WallSeconds[],
  pattern: Pattern,
): ToldEarlier | undefined {
  const told = walls.map((wall) => (wall - (patternDay(wall, pattern) - day) * DAY_SECONDS) as WallSeconds);
  const toldAt = Math.min(...told.filter((each) => each > after)) as WallSeconds;
  if (toldAt === Number.POSITIVE_INFINITY) return undefined;
  return { toldAt, walls: walls.filter((_, index) => told[index] === toldAt) };
}
