import { wallAt } from '../schedule/civil.ts';
import { DAY, type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { type Away, teamOf, type Timetable } from '../schedule/occurrence.ts';
import type { Report } from './report.ts';
import { writtenEntry } from './decode/group.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { vouched } from './printable.ts';

/** Warns of a roster in which somebody's turn never comes, or less than half as often as it should. */
export function warnUnfairRoster(linted: LintedReminder, now: EpochMs, report: Report): void {
  const { part, config, reminder, options } = linted;
  const place = writtenEntry(part, 'rotate')?.keyPlace;
  const { people, turn, from } = config.rotation ?? {};
  const everybody = new Set(people?.flat());
  // Turns that go by times come round by themselves.
  if (!place || !people || !turn || turn.unit === 'time' || reminder.paused || everybody.size < 2) return;
  const round = LENGTH[turn.unit] * turn.count * people.length * DAY;
  const { timetable } = reminder;
  const begun = timetable.whileAway?.(NOBODY, undefined, now) ?? timetable;
  const until = now + Math.max(YEAR * DAY, round * CYCLES);
  const ahead = turnsOf(begun, now, until, people.length * CYCLES);
  // Of one that ends, those who had their turn had it.
  const first = from === undefined ? now : options().zone.instantOf(wallAt(from, 0));
  const turns = ahead?.isOver === true ? turnsOf(begun, toEpochMs(Math.min(now, first) - 1), until, 0) : ahead;
  if (!turns) return;
  const isShort =
    turns.isOver && (turns.last - Math.min(now, first) < round * 2 || turns.total < people.length * CYCLES);
  const neglected = [...everybody].filter((person) => {
    const had = turns.of.get(person) ?? 0;
    const share = (turns.total * people.filter((team) => team.includes(person)).length) / people.length;
    return isShort ? had === 0 && turns.total >= people.length : had < share / 2;
  });
  if (neglected.length > 0) report.warning(place, 'roster-unfair', { people: neglected.map(vouched) });
}

const YEAR = 366;
/** Days, generously. */
const LENGTH = { day: 1, workday: 2, week: 7, month: 31 } as const;
/** Each should have had several turns before anything is said about it. */
const CYCLES = 4;
const NOBODY: Away = () => new Set();
const MOST_LOOKED_AT = 3_000;

/** Nobody's turn is shorter than a day: what comes more often need not be looked at each time. */
const HALF_A_DAY = DAY / 2;

interface Counted {
  readonly of: ReadonlyMap<string, number>;
  readonly total: number;
  /** The last of those counted. */
  readonly last: EpochMs;
  /** There are no more of them. */
  readonly isOver: boolean;
}

/**
 * How often each is in turn until then, or for as long as it takes to have had `least`: what comes seldom takes longer.
 * `undefined` where it takes too long to say.
 */
function turnsOf(timetable: Timetable, after: EpochMs, until: number, least: number): Counted | undefined {
  const turns = new Map<string, number>();
  let total = 0;
  let last = after;
  let due = timetable.next(after);
  while (due && (due.at <= until || total < least)) {
    total += 1;
    last = due.at;
    if (total > MOST_LOOKED_AT) return undefined;
    for (const person of teamOf(due.occurrences[0])) turns.set(person, (turns.get(person) ?? 0) + 1);
    due = timetable.next(toEpochMs(due.at + HALF_A_DAY));
  }
  return { of: turns, total, last, isOver: due === undefined };
}
