import { addDays, type DayNumber, toCivilDate } from './civil.ts';
import { dayInEnglish, joinedNotes, type Note } from './note.ts';
import type { DayRule } from './pattern.ts';

/** Where a day goes that is no workday: to the next or the previous one, or nowhere. */
export type Shift = 'next-workday' | 'previous-workday' | 'skip';

type IsWorkday = (day: DayNumber) => boolean;

/**
 * The days of a rule, those that are no workdays moved. Two that move to one day are one day. Where no workday is found
 * within 60 days, that day is left out. What is said of a moved day is what was to be said of the day itself, and why
 * it moved; days are counted to where it moved.
 */
export function shifted(rule: DayRule, shift: Shift, isWorkday: IsWorkday): DayRule {
  return {
    next(from) {
      let nominal = rule.next(shift === 'next-workday' ? restBefore(from, isWorkday) : from);
      for (let tried = 0; nominal !== undefined && tried < MOST_TRIED; tried += 1) {
        const actual = shiftedDay(nominal, shift, isWorkday);
        if (actual !== undefined && actual >= from) return actual;
        nominal = rule.next(addDays(nominal, 1));
      }
      return undefined;
    },
    facts(asked) {
      const nominal = nominalOf(asked, rule, shift, isWorkday);
      const facts = rule.facts?.(nominal) ?? {};
      if (nominal === asked) return facts;
      const note = joinedNotes(facts.note, shiftNote(nominal, asked));
      const { daysSince } = facts;
      return {
        ...facts,
        ...(daysSince !== undefined && { daysSince: daysSince + (asked - nominal) }),
        ...(note && { note }),
      };
    },
  };
}

const FARTHEST = 60;
/** A century of months: a rule that found no day among so many never will. */
const MOST_TRIED = 1_200;

/** The day itself when it is a workday; `undefined` where there is none to go to. */
export function shiftedDay(nominal: DayNumber, shift: Shift, isWorkday: IsWorkday): DayNumber | undefined {
  if (isWorkday(nominal)) return nominal;
  if (shift === 'skip') return undefined;
  const step = shift === 'next-workday' ? 1 : -1;
  for (let distance = 1; distance <= FARTHEST; distance += 1) {
    const candidate = addDays(nominal, distance * step);
    if (isWorkday(candidate)) return candidate;
  }
  return undefined;
}

/** The first of the days off that end the day before: what falls on them moves to `day`. `day` itself without any. */
export function restBefore(day: DayNumber, isWorkday: IsWorkday): DayNumber {
  let first = day;
  while (day - first < FARTHEST && !isWorkday(addDays(first, -1))) first = addDays(first, -1);
  return first;
}

/** The day that was written for the one it is kept on: of several the first, but above all the day itself. */
function nominalOf(actual: DayNumber, rule: DayRule, shift: Shift, isWorkday: IsWorkday): DayNumber {
  if (shift === 'skip' || rule.next(actual) === actual) return actual;
  const found = rule.next(shift === 'next-workday' ? restBefore(actual, isWorkday) : actual);
  return found ?? actual;
}

/** 15日是休息日，提前到13日 */
function shiftNote(nominal: DayNumber, actual: DayNumber): Note {
  const from = toCivilDate(nominal);
  const to = toCivilDate(actual);
  const direction = actual < nominal ? '提前' : '推迟';
  const isOfOneMonth = from.month === to.month && from.year === to.year;
  const [off, kept] = isOfOneMonth
    ? [`${from.day}日`, `${to.day}日`]
    : [`${from.month}月${from.day}日`, `${to.month}月${to.day}日`];
  return {
    zh: `${off}是休息日，${direction}到${kept}`,
    en: `${dayInEnglish(from.month, from.day)} is a day off: moved to ${dayInEnglish(to.month, to.day)}`,
  };
}
