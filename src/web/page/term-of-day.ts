import { sun } from '../../config/sun.ts';
import { type DayNumber, toCivilDate } from '../../schedule/civil.ts';
import { solarTermRule } from '../../schedule/solar-term-day.ts';
import { SOLAR_TERMS, type SolarTerm } from '../../schedule/solar-terms.ts';

/** The solar term that begins on a day; `undefined` on all others, and outside of 1950-2100. */
export function termOfDay(day: DayNumber): SolarTerm | undefined {
  const { month } = toCivilDate(day);
  // January has 小寒 and 大寒, the 20th and the 21st from the March equinox on; each later month the next two.
  return [0, 1]
    .map((second) => TERMS[(2 * month + 17 + second) % TERMS.length])
    .find((each) => each?.rule.next(day) === day)?.term;
}

/** They remember the days that they have found. */
const TERMS = SOLAR_TERMS.map((term) => ({ term, rule: solarTermRule(term, sun) }));
