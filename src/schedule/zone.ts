import type { WallSeconds } from './civil.ts';
import { DAY, type EpochMs, SECOND } from './instant.ts';

/**
 * A time zone as plain numbers. Temporal knows the transitions but answers in objects, thousands of times too slowly
 * for a search; so they are read once, here, and every question after that is a binary search.
 */
export interface Zone {
  /** The IANA id with its usual capitals: `Asia/Shanghai`. */
  readonly id: string;
  /** The stretch of time with one offset that holds `at`. */
  stretchAt(at: EpochMs): Stretch;
  /** What the clock on the wall shows at `at`. */
  wallAt(at: EpochMs): WallSeconds;
  /** The highest wall time that the clock has shown or jumped over up to `at`: it stands still while an hour repeats. */
  reachedAt(at: EpochMs): WallSeconds;
  /**
   * The first instant at which the clock shows `wall` or has jumped past it: the first pass of a repeated hour, the
   * first instant after a gap. Never decreases as `wall` grows.
   */
  instantOf(wall: WallSeconds): EpochMs;
}

interface Stretch {
  /** Inclusive; -Infinity before the first transition. */
  readonly start: number;
  /** Exclusive; Infinity after the last. */
  readonly end: number;
  /** Local minus UTC in ms; historic ones have seconds. */
  readonly offset: number;
}

/** Whether `id` names an IANA zone or UTC, in any case. Offsets such as `+08:00` do not: they know no clock changes. */
export function isTimeZone(id: string): boolean {
  return canonicalId(id) !== undefined;
}

/** @throws {RangeError} when `isTimeZone(id)` is false. */
export function zone(id: string): Zone {
  const known = zones.get(id);
  if (known) return known;
  const canonical = canonicalId(id);
  if (canonical === undefined) throw new RangeError(`unknown time zone: ${id}`);
  const found = zones.get(canonical) ?? new TransitionZone(canonical);
  zones.set(canonical, found);
  zones.set(id, found);
  return found;
}

const zones = new Map<string, Zone>();

function canonicalId(id: string): string | undefined {
  if (/^[+-]/.test(id)) return undefined;
  try {
    return new Temporal.ZonedDateTime(0n, id).timeZoneId;
  } catch {
    return undefined;
  }
}

/** The first instant that Temporal knows. */
const BEGINNING = -8_640_000_000_000_000_000_000n;
/** 10000-01-01T00:00:00Z: from here on the offset stays as it is, so that no question reads transitions for ever. */
const END = 253_402_300_800_000;
/** Zones that follow a rule have transitions for ever: they are read this much further than was asked. */
const READ_AHEAD = 50 * 366 * DAY;

class TransitionZone implements Zone {
  readonly id: string;
  /** `#starts`, `#reached` and `#offsets` in step: one entry per stretch, both search keys ascending. */
  readonly #starts: number[] = [Number.NEGATIVE_INFINITY];
  /** What the wall clock had reached (ms, exclusive) before the stretch began: never falls, however it is set. */
  readonly #reached: number[] = [Number.NEGATIVE_INFINITY];
  readonly #offsets: number[];
  /** Those whose end is known: all but the last, until that too is known to have none. */
  readonly #stretches: Stretch[] = [];
  #frontier: Temporal.ZonedDateTime;
  /** The stretches before this instant are known. */
  #known = Number.NEGATIVE_INFINITY;

  constructor(id: string) {
    this.id = id;
    this.#frontier = new Temporal.ZonedDateTime(BEGINNING, id);
    this.#offsets = [offsetOf(this.#frontier)];
  }

  stretchAt(at: EpochMs): Stretch {
    return this.#stretches[this.#indexAt(at)] as Stretch;
  }

  wallAt(at: EpochMs): WallSeconds {
    return Math.floor((at + (this.#offsets[this.#indexAt(at)] as number)) / SECOND) as WallSeconds;
  }

  reachedAt(at: EpochMs): WallSeconds {
    const index = this.#indexAt(at);
    const shown = at + (this.#offsets[index] as number);
    // `- 1`: what was reached is exclusive, and transitions fall on whole seconds.
    return Math.floor(Math.max(shown, (this.#reached[index] as number) - 1) / SECOND) as WallSeconds;
  }

  instantOf(wall: WallSeconds): EpochMs {
    const wallMs = wall * SECOND;
    // No offset is as long as a day: every stretch that may show this wall time begins before then.
    if (wallMs + DAY >= this.#known) this.#readThrough(wallMs + DAY);
    const index = lastAtOrBelow(this.#reached, wallMs);
    return Math.max(this.#starts[index] as number, wallMs - (this.#offsets[index] as number)) as EpochMs;
  }

  #indexAt(at: number): number {
    if (at >= this.#known) this.#readThrough(at);
    return lastAtOrBelow(this.#starts, at);
  }

  #readThrough(at: number): void {
    while (this.#known <= at) this.#readNext(at + READ_AHEAD);
  }

  #readNext(until: number): void {
    for (;;) {
      const transition = this.#frontier.getTimeZoneTransition('next');
      if (!transition || transition.epochMilliseconds >= END) return this.#finish();
      this.#frontier = transition;
      this.#add(transition.epochMilliseconds, offsetOf(transition));
      if (transition.epochMilliseconds > until) return;
    }
  }

  #add(start: number, offset: number): void {
    const last = this.#starts.length - 1;
    const before = this.#offsets[last] as number;
    // A transition may change the zone's abbreviation or its DST flag only.
    if (offset === before) return;
    this.#stretches.push({ start: this.#starts[last] as number, end: start, offset: before });
    this.#reached.push(Math.max(this.#reached[last] as number, start + before));
    this.#starts.push(start);
    this.#offsets.push(offset);
    this.#known = start;
  }

  #finish(): void {
    const last = this.#starts.length - 1;
    const [start, offset] = [this.#starts[last] as number, this.#offsets[last] as number];
    this.#stretches.push({ start, end: Number.POSITIVE_INFINITY, offset });
    this.#known = Number.POSITIVE_INFINITY;
  }
}

function offsetOf(moment: Temporal.ZonedDateTime): number {
  return moment.offsetNanoseconds / 1_000_000;
}

/** The index of the last entry that is not above `value`; the first entry is -Infinity. */
function lastAtOrBelow(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
