import { addDays, type DayNumber, parseIsoDate, toDayNumber, type WallSeconds, wallAt, weekday } from './civil.ts';
import { DAY_NAMES } from './day-names.ts';
import { countUpTo } from './first-after.ts';
import { type Pattern, patternDay } from './pattern.ts';
import { isInSeason, type Season } from './season.ts';

/** Which days of its pattern a reminder keeps. All parts are optional and combined with AND. */
export interface Filter {
  /** `on`: the days to keep: `WEEKDAYS`, `WEEKENDS`, `daysOfWeek(...)`, or a calendar's workdays or holidays. */
  readonly on?: DayPredicate;
  /** Days to leave out, told by the same names. */
  readonly unless?: DayPredicate;
  /** Days to leave out. */
  readonly skip?: readonly DayRange[];
  /** The first and the last day to keep, both inclusive. */
  readonly active?: { readonly from?: DayNumber; readonly until?: DayNumber };
  /** The part of each year to keep. */
  readonly season?: Season;
}

export type DayPredicate = (day: DayNumber) => boolean;

/** Both inclusive. */
export interface DayRange {
  readonly from: DayNumber;
  readonly until: DayNumber;
}

/** Time ends here for reminders, so that a filter which keeps nothing is found out: nobody plans further. */
export const LAST_DAY = toDayNumber(2199, 12, 31);

/** Monday to Friday, whatever the public holidays. */
export const WEEKDAYS: DayPredicate = (day) => weekday(day) >= 1 && weekday(day) <= 5;
export const WEEKENDS: DayPredicate = (day) => !WEEKDAYS(day);

/** @param days 0 = Sunday … 6 = Saturday, as `parseDayOfWeek` gives them */
export function daysOfWeek(days: Iterable<number>): DayPredicate {
  const kept = new Set(days);
  return (day) => kept.has(weekday(day));
}

/** `mon` or `Monday`, in any case: 0 = Sunday … 6 = Saturday; `undefined` for anything else. */
export function parseDayOfWeek(text: string): number | undefined {
  const name = text.toLowerCase();
  const index = DAY_NAMES.findIndex((each) => each === name || each.slice(0, 3) === name);
  return index === -1 ? undefined : index;
}

/** `2026-12-24` or `2026-02-16..2026-02-22`, inclusive; `undefined` for anything else, a range that ends early included. */
export function parseDayRange(text: string): DayRange | undefined {
  const [first = '', last = first, ...rest] = text.split('..');
  const [from, until] = [parseIsoDate(first.trim()), parseIsoDate(last.trim())];
  if (from === undefined || until === undefined || rest.length > 0 || until < from) return undefined;
  return { from, until };
}

/**
 * The pattern without the wall times that the filter leaves out. Judged before a zone comes in: an occurrence belongs
 * to the date written, also when a clock change moves it past midnight, just as in a cron expression with weekdays.
 */
export function filtered(pattern: Pattern, filter: Filter): Pattern {
  return Object.keys(filter).length === 0 ? unfiltered(pattern) : new FilteredPattern(pattern, filter);
}

/** All of them up to the last day: one object for all reminders that share the pattern. */
function unfiltered(pattern: Pattern): Pattern {
  return unfilteredOf.getOrInsertComputed(pattern, () => new FilteredPattern(pattern, {}));
}

const unfilteredOf = new WeakMap<Pattern, Pattern>();

class FilteredPattern implements Pattern {
  readonly clockChange: Pattern['clockChange'];
  readonly #pattern: Pattern;
  readonly #keeps: DayPredicate;
  /** The last wall time before the first day to keep. */
  readonly #opening: WallSeconds | undefined;
  readonly #lastDay: number;

  constructor(pattern: Pattern, filter: Filter) {
    const { active = {} } = filter;
    this.clockChange = pattern.clockChange;
    this.#pattern = pattern;
    this.#keeps = keptBy(filter);
    this.#opening = active.from === undefined ? undefined : this.#endOf(addDays(active.from, -1));
    this.#lastDay = Math.min(active.until ?? LAST_DAY, LAST_DAY);
  }

  get overhang(): number {
    return this.#pattern.overhang ?? 0;
  }

  next(after: WallSeconds): WallSeconds | undefined {
    const opening = this.#opening;
    let wall = this.#pattern.next(opening === undefined || opening < after ? after : opening);
    while (wall !== undefined) {
      const day = patternDay(wall, this);
      if (day > this.#lastDay) return undefined;
      if (this.#keeps(day)) return wall;
      wall = this.#pattern.next(this.#endOf(day));
    }
    return undefined;
  }

  /** The last wall time that may belong to a day. */
  #endOf(day: DayNumber): WallSeconds {
    return wallAt(day, LAST_SECOND + this.overhang);
  }
}

function keptBy({ on, unless, skip = [], season }: Filter): DayPredicate {
  if (skip.length === 0 && !unless && !season) return on ?? EVERY_DAY;
  const isLeftOut = withinAny(skip);
  const isIn: DayPredicate = season ? (day) => isInSeason(day, season) : EVERY_DAY;
  return (day) => isIn(day) && (on?.(day) ?? true) && !(unless?.(day) ?? false) && !isLeftOut(day);
}

/** Whether a day lies in one of the ranges. There may be many. */
export function withinAny(ranges: readonly DayRange[]): DayPredicate {
  const ascending = ranges.toSorted((a, b) => a.from - b.from);
  const starts = ascending.map(({ from }) => from);
  // The latest end of it and all before it.
  let latest = Number.NEGATIVE_INFINITY;
  const ends = ascending.map(({ until }) => (latest = Math.max(latest, until)));
  return (day) => day <= (ends[countUpTo(starts, day) - 1] ?? Number.NEGATIVE_INFINITY);
}

const EVERY_DAY: DayPredicate = () => true;
const LAST_SECOND = 86_399;
