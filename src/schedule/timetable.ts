import { DAY_SECONDS, dayOf, toIsoDate, type WallSeconds } from './civil.ts';
import { type DayPredicate, type Filter, filtered, WEEKDAYS } from './filter.ts';
import type { EpochMs } from './instant.ts';
import { mergedTimetable, type Stream } from './merged-timetable.ts';
import type { Notice } from './notice.ts';
import type { Due, Occurrence, Timetable } from './occurrence.ts';
import { type Pattern, patternDay } from './pattern.ts';
import type { Source } from './source.ts';
import { workdaysEarlier } from './workdays-earlier.ts';
import { nextAnchored, nextHourly } from './wall-trigger.ts';
import type { Zone } from './zone.ts';

export interface TimetableOptions {
  /** Of occurrences at one instant the earlier source's is first. */
  readonly sources: readonly Source[];
  readonly zone: Zone;
  /** Judges the date of the occurrence, never that of a notice. Default: every day up to `LAST_DAY`. */
  readonly filter?: Filter;
  /** One notice per entry. Default: none, people are told when it occurs. */
  readonly advance?: readonly Notice[];
  /** What notices of workdays are counted by. Default Monday to Friday. */
  readonly isWorkday?: DayPredicate;
}

/**
 * Puts a reminder's triggers, filter and notices together. The occurrence is found first, the filter judges it, then
 * the notice is that much earlier.
 */
export function createTimetable(options: TimetableOptions): Timetable {
  const [source] = options.sources;
  if (source && options.sources.length === 1 && !options.advance) return new SingleTimetable(source, options);
  return mergedTimetable(options.sources.flatMap((each) => streamsOf(each, options)));
}

/** One trigger without notices, as by far the most are: there may be very many, so each is a few words of memory. */
class SingleTimetable implements Timetable {
  readonly #source: Source;
  readonly #pattern: Pattern;
  readonly #zone: Zone;

  constructor(source: Source, { zone, filter = {} }: TimetableOptions) {
    this.#source = source;
    this.#pattern = filtered(source.pattern, filter);
    this.#zone = zone;
  }

  next(after: EpochMs): Due | undefined {
    const occurrence = untold(findIn(this.#pattern, this.#zone, after), this.#source, this.#zone);
    return occurrence && { at: occurrence.at, occurrences: [occurrence] };
  }
}

function streamsOf(source: Source, options: TimetableOptions): readonly Stream[] {
  const { zone, filter = {}, advance } = options;
  const pattern = filtered(source.pattern, filter);
  const find = (after: EpochMs): Found | undefined => findIn(pattern, zone, after);
  if (!advance) return [(after) => listed(untold(find(after), source, zone))];
  return advance.map((notice): Stream => {
    switch (notice.kind) {
      case 'days': {
        const findNotice = daysEarlier(pattern, zone, notice.days);
        return (after) => listed(told(findNotice(after), source, zone, notice));
      }
      case 'elapsed': {
        const findNotice = earlier(find, notice.ms);
        return (after) => listed(told(findNotice(after), source, zone, notice));
      }
      case 'workdays': {
        const findAll = onWorkday(pattern, notice.workdays, options);
        return (after) => findAll(after).flatMap((found) => listed(told(found, source, zone, notice)));
      }
    }
  });
}

function listed(occurrence: Occurrence | undefined): readonly Occurrence[] {
  return occurrence ? [occurrence] : [];
}

interface Found {
  /** When people are told. */
  readonly at: EpochMs;
  /** The wall time that occurs. */
  readonly wall: WallSeconds;
  /** When it occurs, where people are told beforehand. */
  readonly event?: EpochMs;
}

type Find = (after: EpochMs) => Found | undefined;

function findIn(pattern: Pattern, zone: Zone, after: EpochMs): Found | undefined {
  if (pattern.clockChange === 'hourly') {
    const at = nextHourly(pattern, zone, after);
    return at === undefined ? undefined : { at, wall: zone.wallAt(at) };
  }
  const wall = nextAnchored(pattern, zone, after);
  return wall === undefined ? undefined : { at: zone.instantOf(wall), wall };
}

function earlier(find: Find, ms: number): Find {
  return (after) => {
    const found = find((after + ms) as EpochMs);
    return found && { at: (found.at - ms) as EpochMs, wall: found.wall, event: found.at };
  };
}

/**
 * Calendar days earlier at the same wall time, which a clock change may have removed or repeated on that day: told as
 * if anchored there. Both passes of a repeated hour make one notice then.
 */
function daysEarlier(pattern: Pattern, zone: Zone, days: number): Find {
  if (days === 0) return (after) => findIn(pattern, zone, after);
  const shift = days * DAY_SECONDS;
  return (after) => {
    let wall = pattern.next((zone.reachedAt(after) + shift) as WallSeconds);
    while (wall !== undefined && !occurs(wall, pattern, zone)) wall = pattern.next(wall);
    if (wall === undefined) return undefined;
    return { at: zone.instantOf((wall - shift) as WallSeconds), wall, event: zone.instantOf(wall) };
  };
}

/** Workdays earlier at the same wall time, as if anchored there. Several may be told at one time. */
function onWorkday(
  pattern: Pattern,
  workdays: number,
  { zone, isWorkday = WEEKDAYS }: TimetableOptions,
): (after: EpochMs) => readonly Found[] {
  const findEarlier = workdaysEarlier(pattern, workdays, isWorkday);
  return (after) => {
    let found = findEarlier(zone.reachedAt(after));
    while (found && !found.walls.some((wall) => occurs(wall, pattern, zone))) found = findEarlier(found.toldAt);
    if (!found) return [];
    const at = zone.instantOf(found.toldAt);
    const walls = found.walls.filter((wall) => occurs(wall, pattern, zone));
    return walls.map((wall) => ({ at, wall, event: zone.instantOf(wall) }));
  };
}

function occurs(wall: WallSeconds, pattern: Pattern, zone: Zone): boolean {
  return pattern.clockChange === 'anchored' || zone.wallAt(zone.instantOf(wall)) === wall;
}

/** Without a notice people are told when it occurs: no days are left, also when a clock change moved it past midnight. */
function untold(found: Found | undefined, source: Source, zone: Zone): Occurrence | undefined {
  if (!found) return undefined;
  const { pattern, facts, person, event } = source;
  const { at, wall } = found;
  const day = patternDay(wall, pattern);
  const date = toIsoDate(day);
  // By far the most have nothing else to say, and this runs for every occurrence that is ever listed or planned.
  if (!facts && person === undefined && event === undefined) return { at, date, daysLeft: 0 };
  return {
    at,
    date,
    daysLeft: event === undefined ? 0 : Math.max(0, dayOf(event) - day),
    ...(event !== undefined && { event: zone.instantOf(event) }),
    ...facts?.(day),
    ...(person !== undefined && { person }),
  };
}

function told(
  found: Found | undefined,
  { pattern, facts, person }: Source,
  zone: Zone,
  notice: Notice,
): Occurrence | undefined {
  if (!found) return undefined;
  const { at, wall, event } = found;
  const day = patternDay(wall, pattern);
  return {
    at,
    date: toIsoDate(day),
    notice: notice.text,
    // Past midnight already when a clock change moved the occurrence there.
    daysLeft: Math.max(0, day - dayOf(zone.wallAt(at))),
    ...(event !== undefined && { event }),
    ...facts?.(day),
    ...(person !== undefined && { person }),
  };
}
