import { toDayNumber } from '../civil.ts';
import type { DayNumber } from '../civil.ts';

/**
 * 清明, the day (UTC+8) on which the sun's apparent longitude reaches 15°: 4 or 5 April. For 2000-2099, where the
 * customary formula for that century's solar terms holds without an exception; `undefined` in other years.
 */
export function qingming(year: number): DayNumber | undefined {
  if (year < 2000 || year > 2099) return undefined;
  const yearOfCentury = year - 2000;
  return toDayNumber(year, 4, Math.floor(yearOfCentury * 0.2422 + 4.81) - Math.floor(yearOfCentury / 4));
}
