import type { ClockReading } from '../delivery/clock.ts';
import type { ClockTrouble } from '../delivery/clock-trouble.ts';
import type { Span } from '../delivery/plans.ts';
import { DAY, type EpochMs, MINUTE, toEpochMs } from '../schedule/instant.ts';

/**
 * What the planner knows of the time that has passed. The wall clock is what people set; how long the machine has been
 * running tells how much time really went by. Plain data, moved by {@link judgeClock} alone.
 */
export interface Timeline {
  /** What the clocks showed when everything was planned last; `undefined` = nothing has been planned yet. */
  readonly last: Moment | undefined;
  /** Wall times that were leapt over, as far as nobody has lived through them since: nothing was planned. */
  readonly gaps: readonly Gap[];
  /**
   * The latest instant through which anything has been planned: beyond `last` after the clock was set back. Of another
   * process it is not known when that was.
   */
  readonly furthest: { readonly now: EpochMs; readonly up?: number } | undefined;
  /** Since when, by the running time of the machine, the clock is doubted. */
  readonly doubt: { readonly trouble: ClockTrouble; readonly sinceUp: number } | undefined;
}

/** A moment by both clocks. */
type Moment = Pick<ClockReading, 'now' | 'up'>;

/** Wall times that were leapt over. */
interface Gap extends Span {
  /** For how long the machine had been running when the leap began. */
  readonly up: number;
}

/** Why the clock is not believed. */
export type Implausible = Omit<ClockTrouble, 'since'>;

export type ClockVerdict =
  /** Plan through now. */
  | { readonly kind: 'go' }
  /** Wait: it may be a glitch. */
  | { readonly kind: 'wait'; readonly trouble: Implausible }
  /** It was set back, and stays so: what lies ahead of `through` counts as not done. Then go. */
  | { readonly kind: 'rewind'; readonly through: EpochMs }
  /** It was set forward by days, and stays so: everything through `through` is passed over. Then go. */
  | { readonly kind: 'skip'; readonly through: EpochMs };

/** A leap of so much, in ms, is no correction: the clock is doubted. */
const LEAP = DAY;
/** A clock that stays as it is for so long is believed, in ms. */
const PATIENCE = MINUTE;

/** Before anything was planned. */
export function newTimeline(lastSeen: EpochMs | undefined): Timeline {
  const furthest = lastSeen === undefined ? undefined : { now: lastSeen };
  return { last: undefined, gaps: [], furthest, doubt: undefined };
}

interface Judgement {
  readonly timeline: Timeline;
  readonly verdict: ClockVerdict;
}

/** @param builtAt When this program was built: no clock may show less. `undefined` = nobody knows. */
export function judgeClock(timeline: Timeline, at: ClockReading, builtAt: EpochMs | undefined): Judgement {
  const trouble = troubleOf(timeline, at, builtAt);
  const sinceUp = timeline.doubt?.sinceUp ?? at.up;
  if (trouble === undefined || at.up - sinceUp >= PATIENCE) return believe(timeline, at);
  const since = timeline.doubt?.trouble.since ?? at.now;
  const doubt = { trouble: { ...trouble, since }, sinceUp };
  return { timeline: { ...timeline, doubt }, verdict: { kind: 'wait', trouble } };
}

/** Whether it would be believed at once. */
export function isPlausible(timeline: Timeline, at: ClockReading, builtAt: EpochMs | undefined): boolean {
  return troubleOf(timeline, at, builtAt) === undefined;
}

function troubleOf(
  { last, furthest }: Timeline,
  { now, up }: ClockReading,
  builtAt: EpochMs | undefined,
): Implausible | undefined {
  if (last !== undefined) {
    const byMs = gained(last, { now, up });
    return Math.abs(byMs) < LEAP ? undefined : { kind: 'leapt', byMs };
  }
  if (builtAt !== undefined && now < builtAt) return { kind: 'before-build', byMs: now - builtAt };
  if (furthest !== undefined && now < furthest.now - PATIENCE)
    return { kind: 'behind-store', byMs: now - furthest.now };
  return undefined;
}

/** By how much the wall clock has moved beyond the time that has passed. */
function gained(last: Moment, at: Moment): number {
  return lived(last, at) - last.now;
}

/** As it is now, it is the clock that holds. */
function believe({ last, gaps, furthest }: Timeline, at: ClockReading): Judgement {
  const { now, up } = at;
  const isFurther = last !== undefined && (furthest === undefined || last.now >= furthest.now);
  const judged = (verdict: ClockVerdict, left: readonly Gap[]): Judgement => ({
    timeline: { last: { now, up }, gaps: left, furthest: isFurther ? last : furthest, doubt: undefined },
    verdict,
  });
  if (last === undefined) {
    const isBehind = furthest !== undefined && now < furthest.now;
    return judged(isBehind ? { kind: 'rewind', through: now } : { kind: 'go' }, gaps);
  }
  if (now < last.now) {
    const gap = gaps.find(({ from, to }) => from < now && now < to);
    // Set back into what was leapt over: of that, as much as has really passed since the leap was lived through.
    const through = gap === undefined ? now : toEpochMs(Math.max(gap.from, lived(gap, at)));
    return judged({ kind: 'rewind', through }, without(gaps, { from: through, to: now }));
  }
  if (gained(last, at) < LEAP) return judged({ kind: 'go' }, without(gaps, { from: last.now, to: now }));
  // Only what really passed since then was lived through, and what had been planned before the clock was set back.
  const through = toEpochMs(Math.min(lived(last, at), isFurther || !furthest ? Infinity : beyond(furthest, at)));
  return judged({ kind: 'skip', through }, [...gaps, { from: last.now, to: through, up: last.up }]);
}

/** What the wall clock would have shown at an earlier moment, had it always gone as it goes now. */
function lived({ up }: { readonly up: number }, at: Moment): number {
  return at.now - (at.up - up);
}

/** Through when it counts as planned what had been planned before the clock was set back. */
function beyond({ now, up }: NonNullable<Timeline['furthest']>, at: Moment): number {
  return up === undefined ? now : Math.max(now, lived({ up }, at));
}

/** What is left of the gaps when this has been planned: another setback does not plan it anew. */
function without(gaps: readonly Gap[], planned: Span): readonly Gap[] {
  return gaps
    .flatMap(({ from, to, up }) => [
      { from, to: toEpochMs(Math.min(to, planned.from)), up },
      { from: toEpochMs(Math.max(from, planned.to)), to, up },
    ])
    .filter(({ from, to }) => from < to);
}
