import { type DayNumber, toCivilDate, toDayNumber } from './civil.ts';
import { DAY, type EpochMs, HOUR } from './instant.ts';
import type { DayRule } from './pattern.ts';
import type { SolarTerm } from './solar-terms.ts';

/** Where the sun stands: astronomy is the business of a library, which is loaded for those who ask. */
export interface Sun {
  /** The first instant from `start` on, at most so many ms later, at which its apparent longitude is that. */
  reaches(degrees: number, start: EpochMs, withinMs: number): EpochMs;
}

/** The years for which every date has been compared with an ephemeris. */
const FIRST_YEAR = 1950;
const LAST_YEAR = 2100;

/** That term of every year 1950-2100, by its date in Beijing (UTC+8); before, there is none; afterwards: never again. */
export function solarTermRule({ longitude }: SolarTerm, sun: Sun): DayRule {
  const known = new Map<number, DayNumber>();
  return {
    next(from) {
      for (let year = Math.max(toCivilDate(from).year, FIRST_YEAR); year <= LAST_YEAR; year += 1) {
        const day = known.getOrInsertComputed(year, () => dayIn(year, longitude, sun));
        if (day >= from) return day;
      }
      return undefined;
    },
  };
}

function dayIn(year: number, longitude: number, sun: Sun): DayNumber {
  // The last five of the circle that began in the March before come in January to March.
  const steps = longitude >= FIRST_OF_JANUARY ? longitude / 15 - 24 : longitude / 15;
  const about = toDayNumber(year, 3, 20) * DAY + Math.round(steps * (YEAR / 24));
  const at = sun.reaches(longitude, (about - SLACK) as EpochMs, 2 * SLACK);
  return Math.floor((at + BEIJING) / DAY) as DayNumber;
}

/** 小寒 */
const FIRST_OF_JANUARY = 285;
const YEAR = 365.2422 * DAY;
/** The sun runs faster in January than in July. */
const SLACK = 6 * DAY;
const BEIJING = 8 * HOUR;
