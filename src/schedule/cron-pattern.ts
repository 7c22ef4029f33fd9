import {
  DAY_SECONDS,
  type DayNumber,
  dayOf,
  monthLength,
  secondOfDay,
  toCivilDate,
  type WallSeconds,
  weekday,
} from './civil.ts';
import { type MonthDays, monthKind } from './cron-days.ts';
import type { CronFields } from './cron-fields.ts';
import type { Pattern } from './pattern.ts';

/**
 * The wall times of a cron expression. `next` looks up tables of integers and allocates nothing that lasts: it runs for
 * every occurrence of every reminder.
 *
 * @param days must name a date in one of `fields.month` (`hasDays`), or the search would never end
 */
export function cronPattern(fields: CronFields, days: MonthDays): Pattern {
  const nextTime = timeSearch(fields);
  const nextDay = daySearch(fields.month, days);
  return {
    clockChange: new Set(fields.hour).size === 24 ? 'hourly' : 'anchored',
    next(after) {
      const from = after + 1;
      const today = dayOf(from as WallSeconds);
      const day = nextDay(today);
      if (day > today) return (day * DAY_SECONDS + nextTime(0)) as WallSeconds;
      const time = nextTime(secondOfDay(from as WallSeconds));
      if (time !== NONE) return (today * DAY_SECONDS + time) as WallSeconds;
      return (nextDay((today + 1) as DayNumber) * DAY_SECONDS + nextTime(0)) as WallSeconds;
    },
  };
}

const NONE = -1;

/** The first second of a day at or after the given one, `NONE` when the day has no more. */
function timeSearch({ second, minute, hour }: CronFields): (from: number) => number {
  const seconds = successors(second, 60);
  const minutes = successors(minute, 60);
  const hours = successors(hour, 24);
  const firstSecond = seconds[0] as number;
  const firstInHour = (minutes[0] as number) * 60 + firstSecond;
  return (from) => {
    const h = Math.trunc(from / 3_600);
    const m = Math.trunc(from / 60) % 60;
    if (hours[h] === h) {
      const s = minutes[m] === m ? (seconds[from % 60] as number) : NONE;
      if (s !== NONE) return h * 3_600 + m * 60 + s;
      const laterMinute = minutes[m + 1] as number;
      if (laterMinute !== NONE) return h * 3_600 + laterMinute * 60 + firstSecond;
    }
    const laterHour = hours[h + 1] as number;
    return laterHour === NONE ? NONE : laterHour * 3_600 + firstInHour;
  };
}

/** At each value the first allowed one at or after it, `NONE` when there is none; one more entry than values. */
function successors(allowed: readonly number[], size: number): Int8Array {
  const next = new Int8Array(size + 1).fill(NONE);
  for (let value = size - 1; value >= 0; value -= 1) {
    next[value] = allowed.includes(value) ? value : (next[value + 1] as number);
  }
  return next;
}

/** The first day at or after the given one. */
function daySearch(months: readonly number[], days: MonthDays): (from: DayNumber) => number {
  const isMonth = Array.from({ length: 13 }, (_, month) => months.includes(month));
  return (from) => {
    const date = toCivilDate(from);
    let { year, month } = date;
    let first = from - date.day + 1;
    let passed = date.day - 1;
    for (;;) {
      const length = monthLength(year, month);
      if (isMonth[month]) {
        const named = days[monthKind(length, weekday(first as DayNumber))] as number;
        const left = named & (-1 << passed);
        if (left !== 0) return first + lowestBit(left);
      }
      first += length;
      passed = 0;
      year += month === 12 ? 1 : 0;
      month = (month % 12) + 1;
    }
  };
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
