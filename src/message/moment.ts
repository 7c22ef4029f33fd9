import { Drop } from 'liquidjs';
import type { DateTime } from 'luxon';
import { formatTime, localDate, localTime } from './local-time.ts';

/** A date or an instant inside a template: printed as it is it reads well, and the `date` filter gives it any shape. */
export class Moment extends Drop {
  /** Made when it is looked at, which most templates do to neither or one: it costs more than the whole rendering. */
  readonly #time: () => DateTime;
  readonly #plainFormat: string;

  private constructor(time: () => DateTime, plainFormat: string) {
    super();
    this.#time = time;
    this.#plainFormat = plainFormat;
  }

  /** @param at Epoch ms. */
  static instant(at: number, timezone: string, locale: string): Moment {
    return new Moment(() => localTime(at, timezone, locale), 'yyyy-MM-dd HH:mm');
  }

  /** @param date `YYYY-MM-DD`; it has no zone, so none can shift it. */
  static date(date: string, locale: string): Moment {
    return new Moment(() => localDate(date, locale), 'yyyy-MM-dd');
  }

  /** So many calendar days later, at the same time of day. */
  plusDays(days: number): Moment {
    return new Moment(() => this.#time().plus({ days }), this.#plainFormat);
  }

  /** Calendar days from another one to this. */
  daysSince(other: Moment): number {
    return Math.round(midnight(this.#time()).diff(midnight(other.#time()), 'days').days);
  }

  /** @param tokens luxon's: https://moment.github.io/luxon/#/formatting?id=table-of-tokens */
  format(tokens: string): string {
    return formatTime(this.#time(), tokens);
  }

  /** What Liquid prints and compares. */
  override valueOf(): string {
    return this.format(this.#plainFormat);
  }
}

/** Of its date, in no zone: days are as long as each other there. */
function midnight(time: DateTime): DateTime {
  return time.setZone('utc', { keepLocalTime: true }).startOf('day');
}
