import { type EpochMs, SECOND } from './instant.ts';
import type { Due, Occurrence, Timetable } from './occurrence.ts';
import type { Override } from './override.ts';

/** What becomes of an occurrence. */
export type Planned = {
  readonly occurrence: Occurrence;
  /** How long ago it was due, or the quiet hours ended that held it, ms. */
  readonly lateMs: number;
  /** When quiet hours end, or ended, that hold it. Default: none do. */
  readonly heldUntil?: EpochMs;
} & Verdict;

/**
 * `due`: on time. `late`: to be sent although late. `missed`: not to be sent, only recorded; `isFollowed`: the same quiet
 * hours hold a later one. `skipped`: the same, since somebody said so by hand.
 */
type Verdict =
  | { readonly verdict: 'due' | 'late' }
  | { readonly verdict: 'missed'; readonly isFollowed?: true }
  | { readonly verdict: 'skipped'; readonly skippedBy: Override };

export interface Plan {
  /** In the order of time; no instant is ever cut in two. */
  readonly planned: readonly Planned[];
  /** The cursor to commit with `planned`. Before `now` when the limit was reached: there is more to plan. */
  readonly through: EpochMs;
}

export interface PlanPolicy {
  /** How late an occurrence may be and still be sent, ms. */
  readonly lateMs: number;
  /**
   * Which of several late ones are sent, for each person unless they take turns: the newest, all, none. Of several that
   * the same quiet hours hold: the newest, or all.
   */
  readonly catchUp: 'latest' | 'all' | 'none';
  /** When the quiet hours end that hold what is due at an instant: it is late only after them. Default: none hold it. */
  readonly heldUntil?: (at: EpochMs) => EpochMs | undefined;
}

export interface PlanRange {
  readonly cursor: EpochMs;
  readonly now: EpochMs;
  /**
   * When this many occurrences are planned, stop at that instant; a year of seconds must not come as one piece.
   * Default 1000.
   */
  readonly limit?: number;
  /** What skips an occurrence. It counts for nothing then, no more than one that a filter left out. Default: nothing. */
  readonly skippedBy?: SkippedBy;
}

type SkippedBy = (occurrence: Occurrence) => Override | undefined;

/** An occurrence planned up to this much after its time is on time. */
export const MOMENT = 10 * SECOND;

/**
 * Plans `(cursor, now]`. What becomes of an occurrence depends on `now`, never on the cursor or the limit, so planning
 * in steps with one `now` gives what planning at once gives. A cursor after `now` (the clock was set back) stays.
 */
export function plan(
  timetable: Timetable,
  { cursor, now, limit = 1_000, skippedBy = () => undefined }: PlanRange,
  policy: PlanPolicy,
): Plan {
  const planned: Planned[] = [];
  const judge = createJudge(timetable, now, policy, skippedBy);
  let due = timetable.next(cursor);
  while (due && due.at <= now) {
    planned.push(...due.occurrences.map(judge));
    const { at } = due;
    due = timetable.next(at);
    if (planned.length >= limit && due && due.at <= now) return { planned, through: at };
  }
  return { planned, through: Math.max(cursor, now) as EpochMs };
}

function createJudge(
  timetable: Timetable,
  now: EpochMs,
  policy: PlanPolicy,
  skippedBy: SkippedBy,
): (occurrence: Occurrence) => Planned {
  // Of people who take turns the newest one is told, not the newest turn of each.
  const seriesOf = ({ person }: Occurrence): string | undefined => (timetable.whileAway ? undefined : person);
  // Looked up at the first late occurrence only: being on time is the rule.
  let newest: ReadonlyMap<string | undefined, EpochMs> | undefined;
  const isNewest = (occurrence: Occurrence): boolean => {
    newest ??= newestLate(timetable, { from: occurrence.at, now, skippedBy, seriesOf });
    return occurrence.at === newest.get(seriesOf(occurrence));
  };
  const isSent = (occurrence: Occurrence): boolean =>
    policy.catchUp === 'all' || (policy.catchUp === 'latest' && isNewest(occurrence));
  return (occurrence) => {
    const heldUntil = policy.heldUntil?.(occurrence.at);
    const held = heldUntil !== undefined && { heldUntil };
    const lateMs = held ? Math.max(0, now - held.heldUntil) : now - occurrence.at;
    const override = skippedBy(occurrence);
    if (override) return { occurrence, verdict: 'skipped', skippedBy: override, lateMs };
    if (
      held &&
      policy.catchUp !== 'all' &&
      isFollowed(occurrence, held.heldUntil, { timetable, skippedBy, seriesOf })
    ) {
      return { occurrence, verdict: 'missed', isFollowed: true, lateMs };
    }
    if (lateMs <= MOMENT) return { occurrence, verdict: 'due', lateMs, ...held };
    const verdict = lateMs <= policy.lateMs && isSent(occurrence) ? 'late' : 'missed';
    return { occurrence, verdict, lateMs, ...held };
  };
}

interface Series extends Pick<LateSearch, 'skippedBy' | 'seriesOf'> {
  readonly timetable: Timetable;
}

/** Whether another one of its series is told by the end of the quiet hours that hold it. */
function isFollowed(occurrence: Occurrence, end: EpochMs, { timetable, skippedBy, seriesOf }: Series): boolean {
  const series = seriesOf(occurrence);
  for (let due = timetable.next(occurrence.at); due !== undefined && due.at <= end; due = timetable.next(due.at)) {
    if (due.occurrences.some((each) => seriesOf(each) === series && !skippedBy(each))) return true;
  }
  return false;
}

interface LateSearch {
  readonly from: EpochMs;
  readonly now: EpochMs;
  readonly skippedBy: SkippedBy;
  /** Of each series the newest one counts. */
  readonly seriesOf: (occurrence: Occurrence) => string | undefined;
}

/** When the newest late occurrence of each series is. */
function newestLate(
  timetable: Timetable,
  { from, now, skippedBy, seriesOf }: LateSearch,
): ReadonlyMap<string | undefined, EpochMs> {
  const newest = new Map<string | undefined, EpochMs>();
  let due: Due | undefined = timetable.next((from - 1) as EpochMs);
  while (due && now - due.at > MOMENT) {
    for (const occurrence of due.occurrences) {
      if (!skippedBy(occurrence)) newest.set(seriesOf(occurrence), due.at);
    }
    due = timetable.next(due.at);
  }
  return newest;
}
