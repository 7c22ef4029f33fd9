import { type EpochMs, SECOND } from './instant.ts';
import type { Due, Occurrence, Timetable } from './occurrence.ts';

/** What becomes of an occurrence. */
export interface Planned {
  readonly occurrence: Occurrence;
  /** `due`: on time. `late`: to be sent although late. `missed`: not to be sent, only recorded. */
  readonly verdict: 'due' | 'late' | 'missed';
  /** How long ago it was due, ms. */
  readonly lateMs: number;
}

export interface Plan {
  /** In the order of time; no instant is ever cut in two. */
  readonly planned: readonly Planned[];
  /** The cursor to commit with `planned`. Before `now` when the limit was reached: there is more to plan. */
  readonly through: EpochMs;
}

export interface PlanPolicy {
  /** How late an occurrence may be and still be sent, ms. */
  readonly lateMs: number;
  /** Which of several late ones are sent, for each person: the newest, all, none. */
  readonly catchUp: 'latest' | 'all' | 'none';
}

/** An occurrence planned up to this much after its time is on time. */
export const MOMENT = 10 * SECOND;

/**
 * Plans `(cursor, now]`. What becomes of an occurrence depends on `now`, never on the cursor or the limit, so planning
 * in steps with one `now` gives what planning at once gives. A cursor after `now` (the clock was set back) stays.
 *
 * @param options.limit when this many occurrences are planned, stop at that instant; a year of seconds must not
 *   come as one piece. Default 1000
 */
export function plan(
  timetable: Timetable,
  { cursor, now, limit = 1_000 }: { readonly cursor: EpochMs; readonly now: EpochMs; readonly limit?: number },
  policy: PlanPolicy,
): Plan {
  const planned: Planned[] = [];
  const judge = createJudge(timetable, now, policy);
  let due = timetable.next(cursor);
  while (due && due.at <= now) {
    planned.push(...due.occurrences.map(judge));
    const { at } = due;
    due = timetable.next(at);
    if (planned.length >= limit && due && due.at <= now) return { planned, through: at };
  }
  return { planned, through: Math.max(cursor, now) as EpochMs };
}

function createJudge(timetable: Timetable, now: EpochMs, policy: PlanPolicy): (occurrence: Occurrence) => Planned {
  // Looked up at the first late occurrence only: being on time is the rule.
  let newest: ReadonlyMap<string | undefined, EpochMs> | undefined;
  const isNewest = ({ at, person }: Occurrence): boolean => {
    newest ??= newestLate(timetable, at, now);
    return at === newest.get(person);
  };
  const isSent = (occurrence: Occurrence): boolean =>
    policy.catchUp === 'all' || (policy.catchUp === 'latest' && isNewest(occurrence));
  return (occurrence) => {
    const lateMs = now - occurrence.at;
    if (lateMs <= MOMENT) return { occurrence, verdict: 'due', lateMs };
    const verdict = lateMs <= policy.lateMs && isSent(occurrence) ? 'late' : 'missed';
    return { occurrence, verdict, lateMs };
  };
}

/** When each person's newest late occurrence is, from `first` on. */
function newestLate(timetable: Timetable, first: EpochMs, now: EpochMs): ReadonlyMap<string | undefined, EpochMs> {
  const newest = new Map<string | undefined, EpochMs>();
  let due: Due | undefined = timetable.next((first - 1) as EpochMs);
  while (due && now - due.at > MOMENT) {
    for (const { person } of due.occurrences) newest.set(person, due.at);
    due = timetable.next(due.at);
  }
  return newest;
}
