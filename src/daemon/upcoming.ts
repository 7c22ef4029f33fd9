import type { Reminder } from '../config/config.ts';
import type { Due, Occurrence, Timetable } from '../schedule/occurrence.ts';
import { addDays, type DayNumber, dayOf, parseIsoDate, wallAt } from '../schedule/civil.ts';
import { DueHeap } from '../schedule/due-heap.ts';
import { DAY, type EpochMs, HOUR, toEpochMs } from '../schedule/instant.ts';
import type { Kept, Override } from '../schedule/override.ts';
import { indexOverrides, type OverrideIndex, timetableUnder } from '../schedule/override-index.ts';
import { zone } from '../schedule/zone.ts';
import { inTurns } from './in-turns.ts';

/** One occurrence, with the reminder it belongs to. */
export interface Upcoming {
  readonly reminder: Reminder;
  readonly occurrence: Occurrence;
  /** What keeps it from firing after all. */
  readonly skipped?: Override;
}

export interface UpcomingQuery {
  /** Inclusive. */
  readonly from: EpochMs;
  /** Exclusive. Default: no end. */
  readonly until?: EpochMs;
  /** At most so many. Default: no bound, so give one or `until`. */
  readonly count?: number;
  readonly reminder?: string;
  readonly robot?: string;
  /** What is set by hand, and when rosters began. Default: nothing. */
  readonly overrides?: readonly Kept[];
  /** What becomes of an occurrence that `overrides` keep from firing. Default `marked`. */
  readonly skipped?: 'marked' | 'left-out';
  /** Of one reminder, how many occurrences. Default: no bound. */
  readonly mostOfEach?: number;
  /** Of one reminder, how many instants of a day in that zone; what else is due then is not looked for. Default: all. */
  readonly mostADay?: { readonly count: number; readonly zone: string };
}

/**
 * What will fire, lazily, in order of time, then of reminder id: exactly what the planner will plan, and unless they are
 * left out, marked, the occurrences that it will skip. Reminders with `paused: true` in YAML give nothing.
 */
export function* upcoming(reminders: readonly Reminder[], query: UpcomingQuery): Generator<Upcoming> {
  if (asksForNothing(query)) return;
  const line = new Line(query);
  for (const reminder of reminders) line.add(reminder);
  yield* line.tell();
}

/** The same all at once, found in many short turns: for whoever must not keep a daemon with very many reminders waiting. */
export async function upcomingInTurns(
  reminders: readonly Reminder[],
  query: UpcomingQuery,
): Promise<readonly Upcoming[]> {
  if (asksForNothing(query)) return [];
  const line = new Line(query);
  for await (const reminder of inTurns(reminders)) line.add(reminder);
  return Array.fromAsync(inTurns(line.tell()));
}

/** The next occurrence of each reminder that fires, the soonest first. */
export function nextOfEach(
  reminders: readonly Reminder[],
  from: EpochMs,
  overrides: readonly Kept[] = [],
): readonly Upcoming[] {
  return [...upcoming(reminders, { from, overrides, skipped: 'left-out', mostOfEach: 1 })];
}

/** What is due then is not looked for: that would take long, and push out what was found before. */
function asksForNothing({ count = 1 }: UpcomingQuery): boolean {
  return count <= 0;
}

function isAskedFor(reminder: Reminder, query: UpcomingQuery): boolean {
  if (reminder.paused) return false;
  if (query.reminder !== undefined && reminder.id !== query.reminder) return false;
  return query.robot === undefined || reminder.robots.includes(query.robot);
}

interface Head {
  readonly reminder: Reminder;
  readonly due: Due;
}

/** Reminders, each with what it is due for next, the soonest first. */
class Line {
  readonly #query: UpcomingQuery;
  readonly #overrides: OverrideIndex;
  readonly #heads = new DueHeap<Head>();

  constructor(query: UpcomingQuery) {
    this.#query = query;
    this.#overrides = indexOverrides(query.overrides ?? []);
  }

  add(reminder: Reminder): void {
    if (isAskedFor(reminder, this.#query)) this.#advance(reminder, toEpochMs(this.#query.from - 1));
  }

  *tell(): Generator<Upcoming> {
    const {
      count = Number.POSITIVE_INFINITY,
      mostOfEach = Number.POSITIVE_INFINITY,
      until,
      skipped: what,
    } = this.#query;
    let left = count;
    const told = new Map<string, number>();
    const isTold = (id: string): boolean => (told.get(id) ?? 0) >= mostOfEach;
    for (const { reminder, due } of this.#inOrder(isTold)) {
      if (until !== undefined && due.at >= until) return;
      for (const occurrence of due.occurrences) {
        if (isTold(reminder.id)) break;
        const skipped = this.#overrides.skippedBy(reminder.id, occurrence);
        if (skipped && what === 'left-out') continue;
        yield { reminder, occurrence, ...(skipped && { skipped }) };
        told.set(reminder.id, (told.get(reminder.id) ?? 0) + 1);
        left -= 1;
        if (left <= 0) return;
      }
    }
  }

  *#inOrder(isTold: (reminder: string) => boolean): Generator<Head> {
    const { mostADay } = this.#query;
    const leave = mostADay && leavingCrowdedDays(mostADay);
    for (let entry = this.#heads.peek(); entry; entry = this.#heads.peek()) {
      const { id, value: head } = entry;
      yield head;
      if (isTold(id)) this.#heads.delete(id);
      else this.#advance(head.reminder, leave?.(id, head.due.at) ?? head.due.at);
    }
  }

  #advance(reminder: Reminder, after: EpochMs): void {
    const due = nextDue(reminder, after, this.#query, this.#overrides);
    if (due === undefined) this.#heads.delete(reminder.id);
    else this.#heads.set(reminder.id, due.at, { reminder, due });
  }
}

/** Where the search for a reminder goes on after one of its instants: at the end of a day of which enough is known. */
function leavingCrowdedDays({ count, zone: name }: NonNullable<UpcomingQuery['mostADay']>) {
  const where = zone(name);
  const known = new Map<string, { day: DayNumber; instants: number }>();
  return (reminder: string, at: EpochMs): EpochMs => {
    const day = dayOf(where.wallAt(at));
    const before = known.get(reminder);
    const instants = before?.day === day ? before.instants + 1 : 1;
    known.set(reminder, { day, instants });
    if (instants < count) return at;
    return toEpochMs(Math.max(at, where.instantOf(wallAt(addDays(day, 1), 0)) - 1));
  };
}

/**
 * Whoever wants to see only what fires is led over a pause and over a vacation of everybody in one step: years of them
 * may lie before a reminder that fires every minute. A pause that never ends has no other side.
 */
function nextDue(
  reminder: Reminder,
  after: EpochMs,
  { skipped }: UpcomingQuery,
  overrides: OverrideIndex,
): Due | undefined {
  const { id } = reminder;
  const told = timetableUnder(reminder, overrides);
  if (skipped !== 'left-out') return firstOf(told, after);
  const through = Math.max(after, overrides.silentThrough(id));
  if (through === Number.POSITIVE_INFINITY) return undefined;
  for (let due = firstOf(told, toEpochMs(through)); ; ) {
    const leap = due && silentUntil(id, due, overrides);
    if (due === undefined || leap === undefined || leap <= due.at) return due;
    due = told.next(leap);
  }
}

/**
 * What was found last is remembered until it is over. Most reminders come rarely and pages are drawn often: to find the
 * first of ten thousand takes longer than all the rest of a page.
 */
function firstOf(timetable: Timetable, after: EpochMs): Due | undefined {
  const known = FOUND.get(timetable);
  if (known && known.after <= after && (known.due === undefined || known.due.at > after)) return known.due;
  const due = timetable.next(after);
  FOUND.set(timetable, { after, due });
  return due;
}

const FOUND = new WeakMap<Timetable, { readonly after: EpochMs; readonly due: Due | undefined }>();

/**
 * Through this instant nobody hears of anything, because everybody is on vacation; `undefined` = not known. The last
 * day is left to be looked at one by one: in no zone is the vacation over before this. With notices in advance nothing
 * can be said: what is announced may lie beyond.
 */
function silentUntil(reminder: string, { occurrences }: Due, overrides: OverrideIndex): EpochMs | undefined {
  const [first] = occurrences;
  if (occurrences.some(({ notice }) => notice !== undefined)) return undefined;
  const override = overrides.skippedBy(reminder, first);
  if (override?.kind !== 'vacation' || override.person !== undefined) return undefined;
  const day = parseIsoDate(override.until);
  return day === undefined ? undefined : toEpochMs((day + 1) * DAY - EARLIEST_ZONE);
}

/** UTC+14 is the first to begin a date; an hour more for a time that a clock change moved to the next. */
const EARLIEST_ZONE = 15 * HOUR;
