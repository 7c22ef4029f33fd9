import { addDays, type DayNumber, toCivilDate } from './civil.ts';
import { formatLunarDay } from './lunar/format-lunar-date.ts';
import { toLunarDate } from './lunar/lunar-date.ts';
import { FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, lunarYear } from './lunar/lunar-year.ts';
import type { Note } from './note.ts';
import type { DayRule } from './pattern.ts';

export interface LunarMonthlyOptions {
  /** What becomes of day 30 in a month of 29 days. Default `skip`: it has none; `last`: the 29th. */
  readonly short?: 'last' | 'skip';
}

/**
 * A day of every lunar month, leap months too, within the lunar years 1900-2100.
 *
 * @param day 1-30, or -1 for the last
 */
export function lunarMonthly(day: number, { short }: LunarMonthlyOptions = {}): DayRule {
  const orLast = short === 'last' || day < 0;
  return {
    next(from) {
      for (let year = Math.max(FIRST_LUNAR_YEAR, toCivilDate(from).year - 1); year <= LAST_LUNAR_YEAR; year += 1) {
        const found = daysOf(year, day < 0 ? 30 : day, orLast).find((each) => each >= from);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    facts(asked) {
      const isMoved = day === 30 && toLunarDate(asked)?.day === 29;
      return isMoved ? { note: NO_30TH } : {};
    },
  };
}

const NO_30TH: Note = {
  zh: `这个月没有三十，按${formatLunarDay(29)}`,
  en: 'this lunar month has no 30th: the 29th instead',
};

function daysOf(year: number, day: number, orLast: boolean): readonly DayNumber[] {
  const starts = lunarYear(year)?.starts ?? [];
  return starts.slice(0, -1).flatMap((start, index) => {
    const length = (starts[index + 1] ?? start) - start;
    if (day > length && !orLast) return [];
    return addDays(start, Math.min(day, length) - 1);
  });
}
