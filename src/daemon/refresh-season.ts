import { type DayNumber, dayOf, toCivilDate } from '../schedule/civil.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { zone } from '../schedule/zone.ts';

/**
 * Whether China's holiday data should be asked for again: daily from 15 October to the year's end, when the State
 * Council announces the next year, weekly otherwise. Counted in days of China, so that a chore which comes a moment
 * earlier than yesterday misses no day.
 *
 * @param lastSuccess `undefined` = never. One that lies in the future was noted before the clock was set back.
 */
export function isRefreshDue(lastSuccess: EpochMs | undefined, now: EpochMs): boolean {
  if (lastSuccess === undefined || lastSuccess > now) return true;
  const today = dayInChina(now);
  return today - dayInChina(lastSuccess) >= (isSeason(today) ? 1 : 7);
}

/** The years to ask for: this one, and from 15 October on the next. */
export function yearsToAsk(now: EpochMs): readonly number[] {
  const today = dayInChina(now);
  const { year } = toCivilDate(today);
  return isSeason(today) ? [year, year + 1] : [year];
}

function isSeason(day: DayNumber): boolean {
  const date = toCivilDate(day);
  return date.month > 10 || (date.month === 10 && date.day >= 15);
}

function dayInChina(at: EpochMs): DayNumber {
  return dayOf(zone('Asia/Shanghai').wallAt(at));
}
