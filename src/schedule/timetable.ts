import { DAY_SECONDS, dayOf, toIsoDate, type WallSeconds } from './civil.ts';
import { type Filter, filtered } from './filter.ts';
import type { EpochMs } from './instant.ts';
import type { Notice } from './notice.ts';
import type { Due, Occurrence, Timetable } from './occurrence.ts';
import type { Pattern } from './pattern.ts';
import type { Source } from './source.ts';
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
}

/**
 * Puts a reminder's triggers, filter and notices together. The occurrence is found first, the filter judges it, then
 * the notice is that much earlier.
 */
export function createTimetable(options: TimetableOptions): Timetable {
  const streams = options.sources.flatMap((source) => streamsOf(source, options));
  return {
    next(after) {
      const found = streams.map((stream) => stream(after)).filter((each) => each !== undefined);
      const at = found.reduce((earliest, each) => Math.min(earliest, each.at), Number.POSITIVE_INFINITY);
      return dueOf(found.filter((each) => each.at === at));
    },
  };
}

/** The first occurrence, told by one notice, of which people are told strictly after `after`. */
type Stream = (after: EpochMs) => Occurrence | undefined;

function streamsOf(source: Source, { zone, filter = {}, advance }: TimetableOptions): readonly Stream[] {
  const pattern = filtered(source.pattern, filter);
  const find = occurrences(pattern, zone);
  const tell = (found: Found | undefined, notice?: Notice): Occurrence | undefined =>
    found && occurrenceOf(found, source, zone, notice);
  if (!advance) return [(after) => tell(find(after))];
  return advance.map((notice): Stream => {
    const findNotice = notice.kind === 'days' ? daysEarlier(pattern, zone, notice.days) : earlier(find, notice.ms);
    return (after) => tell(findNotice(after), notice);
  });
}

interface Found {
  /** When people are told. */
  readonly at: EpochMs;
  /** The wall time that occurs. */
  readonly wall: WallSeconds;
}

type Find = (after: EpochMs) => Found | undefined;

function occurrences(pattern: Pattern, zone: Zone): Find {
  if (pattern.clockChange === 'hourly') {
    return (after) => {
      const at = nextHourly(pattern, zone, after);
      return at === undefined ? undefined : { at, wall: zone.wallAt(at) };
    };
  }
  return (after) => {
    const wall = nextAnchored(pattern, zone, after);
    return wall === undefined ? undefined : { at: zone.instantOf(wall), wall };
  };
}

function earlier(find: Find, ms: number): Find {
  return (after) => {
    const found = find((after + ms) as EpochMs);
    return found && { at: (found.at - ms) as EpochMs, wall: found.wall };
  };
}

/**
 * Calendar days earlier at the same wall time, which a clock change may have removed or repeated on that day: told as
 * if anchored there. Both passes of a repeated hour make one notice then.
 */
function daysEarlier(pattern: Pattern, zone: Zone, days: number): Find {
  if (days === 0) return occurrences(pattern, zone);
  const shift = days * DAY_SECONDS;
  return (after) => {
    let wall = pattern.next((zone.reachedAt(after) + shift) as WallSeconds);
    while (wall !== undefined && !occurs(wall, pattern, zone)) wall = pattern.next(wall);
    return wall === undefined ? undefined : { at: zone.instantOf((wall - shift) as WallSeconds), wall };
  };
}

function occurs(wall: WallSeconds, pattern: Pattern, zone: Zone): boolean {
  return pattern.clockChange === 'anchored' || zone.wallAt(zone.instantOf(wall)) === wall;
}

function occurrenceOf({ at, wall }: Found, source: Source, zone: Zone, notice?: Notice): Occurrence {
  const day = dayOf(wall);
  return {
    at,
    date: toIsoDate(day),
    ...(notice && { notice: notice.text }),
    // Past midnight already when a clock change moved the occurrence there.
    daysLeft: Math.max(0, day - dayOf(zone.wallAt(at))),
    ...source.facts?.(day),
    ...(source.person !== undefined && { person: source.person }),
  };
}

/** Of occurrences that say the same, two times of day moved to the end of one gap, the first stays. */
function dueOf(found: readonly Occurrence[]): Due | undefined {
  const told = new Map<string, Occurrence>();
  for (const each of found) {
    const key = JSON.stringify([each.person, each.notice]);
    if (!told.has(key)) told.set(key, each);
  }
  const [first, ...rest] = told.values();
  return first && { at: first.at, occurrences: [first, ...rest] };
}
