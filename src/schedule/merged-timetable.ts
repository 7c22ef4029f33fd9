import { DueHeap } from './due-heap.ts';
import type { EpochMs } from './instant.ts';
import type { Due, Occurrence, Timetable } from './occurrence.ts';

/** The first occurrences, told by one notice, of which people are told strictly after `after`: none = never again. */
export type Stream = (after: EpochMs) => readonly Occurrence[];

/** As many as most reminders have at most: asking all of them is quicker than remembering. */
const FEW = 8;

/** What is due next of several streams; of those that are due at one instant the earlier stream's is first. */
export function mergedTimetable(streams: readonly Stream[]): Timetable {
  if (streams.length > FEW) return new ManyStreams(streams);
  return { next: (after) => dueTogether(firstOf(streams.flatMap((stream) => stream(after)))) };
}

/** The occurrences that people are told of first. */
function firstOf(found: readonly Occurrence[]): readonly Occurrence[] {
  const at = found.reduce((earliest, each) => Math.min(earliest, each.at), Number.POSITIVE_INFINITY);
  return found.filter((each) => each.at === at);
}

/**
 * Remembers what each stream comes to next: while time is asked for in order, as those who list and plan do, only the
 * streams that were due are asked again. What is answered depends on the question alone all the same.
 */
class ManyStreams implements Timetable {
  readonly #streams: ReadonlyMap<string, Stream>;
  readonly #coming = new DueHeap<readonly Occurrence[]>();
  /** What was asked last. */
  #reached = Number.POSITIVE_INFINITY;

  constructor(streams: readonly Stream[]) {
    const digits = String(streams.length).length;
    this.#streams = new Map(streams.map((stream, index) => [String(index).padStart(digits, '0'), stream]));
  }

  next(after: EpochMs): Due | undefined {
    if (after < this.#reached) for (const id of this.#streams.keys()) this.#ask(id, after);
    for (let first = this.#coming.peek(); first && first.at <= after; first = this.#coming.peek()) {
      this.#ask(first.id, after);
    }
    this.#reached = after;
    const together = this.#takeFirst();
    for (const { id, at, value } of together) this.#coming.set(id, at, value);
    return dueTogether(together.flatMap(({ value }) => value));
  }

  #ask(id: string, after: EpochMs): void {
    const found = firstOf(this.#streams.get(id)?.(after) ?? []);
    const [first] = found;
    if (first) this.#coming.set(id, first.at, found);
    else this.#coming.delete(id);
  }

  /** All that are due at the first instant, taken out. */
  #takeFirst() {
    const taken: { readonly id: string; readonly at: EpochMs; readonly value: readonly Occurrence[] }[] = [];
    const at = this.#coming.peek()?.at;
    for (let first = this.#coming.peek(); first && first.at === at; first = this.#coming.peek()) {
      taken.push({ ...first });
      this.#coming.delete(first.id);
    }
    return taken;
  }
}

/**
 * Of occurrences that say the same the first stays: two times of day moved to the end of one gap, or two notices of one
 * event that meet, such as `1d` and `24h`.
 */
function dueTogether(found: readonly Occurrence[]): Due | undefined {
  const said = new Map<string, Occurrence>();
  for (const each of found) {
    const key = JSON.stringify([each.person, each.notice, isOfWorkdays(each) ? each.date : undefined]);
    if (!said.has(key)) said.set(key, each);
  }
  const [first, ...rest] = withoutRepeatedEvents([...said.values()]);
  return first && { at: first.at, occurrences: [first, ...rest] };
}

function withoutRepeatedEvents(found: readonly Occurrence[]): readonly Occurrence[] {
  if (found.length < 2) return found;
  const told = new Set<string>();
  return found.filter(({ person, date, event }) => {
    if (event === undefined) return true;
    const key = JSON.stringify([person, date, event]);
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  });
}

/** What falls on several days off is told on one workday, and is not the same for that. */
function isOfWorkdays({ notice }: Occurrence): boolean {
  return notice?.includes('workday') === true;
}
