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
 * The wall times of a cron expression. `next` tries bits of integers and allocates nothing: it runs for every
 * occurrence of every reminder, and there may be very many patterns.
 *
 * @param days must name a date in one of `fields.month` (`hasDays`), or the search would never end
 */
export function cronPattern(fields: CronFields, days: MonthDays): Pattern {
  return new CronPattern(fields, days);
}

const NONE = -1;

class CronPattern implements Pattern {
  readonly clockChange: Pattern['clockChange'];
  readonly #seconds: SixtyBits;
  readonly #minutes: SixtyBits;
  /** Bit `h` is set when the hour is allowed; likewise the months. */
  readonly #hours: number;
  readonly #months: number;
  readonly #days: MonthDays;

  constructor({ second, minute, hour, month }: CronFields, days: MonthDays) {
    this.clockChange = new Set(hour).size === 24 ? 'hourly' : 'anchored';
    this.#seconds = sixtyBits(second);
    this.#minutes = sixtyBits(minute);
    this.#hours = bitsOf(hour);
    this.#months = bitsOf(month);
    this.#days = days;
  }

  next(after: WallSeconds): WallSeconds {
    const from = (after + 1) as WallSeconds;
    const today = dayOf(from);
    const day = this.#nextDay(today);
    if (day > today) return (day * DAY_SECONDS + this.#nextTime(0)) as WallSeconds;
    const time = this.#nextTime(secondOfDay(from));
    if (time !== NONE) return (today * DAY_SECONDS + time) as WallSeconds;
    return (this.#nextDay((today + 1) as DayNumber) * DAY_SECONDS + this.#nextTime(0)) as WallSeconds;
  }

  /** The first second of a day at or after the given one, `NONE` when the day has no more. */
  #nextTime(from: number): number {
    const h = Math.trunc(from / 3_600);
    const m = Math.trunc(from / 60) % 60;
    if (((this.#hours >>> h) & 1) === 1) {
      const s = nextOf(this.#minutes, m) === m ? nextOf(this.#seconds, from % 60) : NONE;
      if (s !== NONE) return h * 3_600 + m * 60 + s;
      const laterMinute = nextOf(this.#minutes, m + 1);
      if (laterMinute !== NONE) return h * 3_600 + laterMinute * 60 + nextOf(this.#seconds, 0);
    }
    const laterHour = nextBit(this.#hours, h + 1);
    return laterHour === NONE ? NONE : laterHour * 3_600 + nextOf(this.#minutes, 0) * 60 + nextOf(this.#seconds, 0);
  }

  /** The first day at or after the given one. */
  #nextDay(from: DayNumber): number {
    const date = toCivilDate(from);
    let { year, month } = date;
    let first = from - date.day + 1;
    let passed = date.day - 1;
    for (;;) {
      const length = monthLength(year, month);
      if (((this.#months >>> month) & 1) === 1) {
        const named = this.#days[monthKind(length, weekday(first as DayNumber))] as number;
        const day = nextBit(named, passed);
        if (day !== NONE) return first + day;
      }
      first += length;
      passed = 0;
      year += month === 12 ? 1 : 0;
      month = (month % 12) + 1;
    }
  }
}

/** Which of 0-59 are allowed: 0-29 in the one, 30-59 in the other, so that each is a small integer to the engine. */
interface SixtyBits {
  readonly low: number;
  readonly high: number;
}

function sixtyBits(values: readonly number[]): SixtyBits {
  const low = bitsOf(values.filter((value) => value < 30));
  const high = bitsOf(values.filter((value) => value >= 30).map((value) => value - 30));
  return low === 1 && high === 0 ? ONLY_ZERO : { low, high };
}

/** The seconds of every expression that does not name them. */
const ONLY_ZERO: SixtyBits = { low: 1, high: 0 };

/** The first of them at or after `from`, `NONE` when there is none. */
function nextOf({ low, high }: SixtyBits, from: number): number {
  if (from < 30) {
    const found = nextBit(low, from);
    if (found !== NONE) return found;
  }
  const found = nextBit(high, Math.max(0, from - 30));
  return found === NONE ? NONE : found + 30;
}

/** @param from 0-31 */
function nextBit(bits: number, from: number): number {
  const left = bits & (-1 << from);
  return left === 0 ? NONE : 31 - Math.clz32(left & -left);
}

function bitsOf(values: readonly number[]): number {
  return values.reduce((bits, value) => bits | (1 << value), 0);
}
