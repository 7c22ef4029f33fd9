import { DAY, type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { type Away, teamOf, type Timetable } from '../schedule/occurrence.ts';
import type { Report } from './report.ts';
import { writtenEntry } from './decode/group.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { vouched } from './printable.ts';

/** Warns of a roster in which somebody's turn never comes, or less than half as often as it should. */
export function warnUnfairRoster({ part, config, reminder }: LintedReminder, now: EpochMs, report: Report): void {
  const place = writtenEntry(part, 'rotate')?.keyPlace;
  const { people, turn } = config.rotation ?? {};
  const everybody = new Set(people?.flat());
  // Turns that go by times come round by themselves.
  if (!place || !people || !turn || turn.unit === 'time' || reminder.paused || everybody.size < 2) return;
  const until = now + Math.max(YEAR, LENGTH[turn.unit] * turn.count * people.length * CYCLES) * DAY;
  const { timetable } = reminder;
  const begun = timetable.whileAway?.(NOBODY, undefined, now) ?? timetable;
  const turns = turnsOf(begun, now, until, people.length * CYCLES);
  if (!turns) return;
  const neglected = [...everybody].filter((person) => {
    const share = (turns.total * people.filter((team) => team.includes(person)).length) / people.length;
    return (turns.of.get(person) ?? 0) < share / 2;
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

/**
 * How often each is in turn until then, or for as long as it takes to have had `least`: what comes seldom takes longer.
 * `undefined` where it ends before that, or takes too long to say.
 */
function turnsOf(
  timetable: Timetable,
  now: EpochMs,
  until: number,
  least: number,
): { readonly of: ReadonlyMap<string, number>; readonly total: number } | undefined {
  const turns = new Map<string, number>();
  let total = 0;
  let due = timetable.next(now);
  while (due && (due.at <= until || total < least)) {
    total += 1;
    if (total > MOST_LOOKED_AT) return undefined;
    for (const person of teamOf(due.occurrences[0])) turns.set(person, (turns.get(person) ?? 0) + 1);
    due = timetable.next(toEpochMs(due.at + HALF_A_DAY));
  }
  return total < least ? undefined : { of: turns, total };
}
