import { type Comparable, Drop } from 'liquidjs';
import type { DateTime } from 'luxon';
import { formatTime, localDate, localTime } from './local-time.ts';
import { momentText } from './moment-text.ts';

/**
 * A date or an instant inside a template: printed as it is it reads well, and the `date` filter gives it any shape. It
 * is compared with a text by what that text says (`12-25`, `18:00`, `周三`), with another one by the time, or by the date
 * where one of them is nothing more.
 */
export class Moment extends Drop implements Comparable {
  /** Made when it is looked at, which most templates do to neither or one: it costs more than the whole rendering. */
  readonly #time: () => DateTime;
  readonly #plainFormat: typeof DATE | typeof TIME;

  private constructor(time: () => DateTime, plainFormat: typeof DATE | typeof TIME) {
    super();
    this.#time = time;
    this.#plainFormat = plainFormat;
  }

  /** @param at Epoch ms. */
  static instant(at: number, timezone: string, locale: string): Moment {
    return new Moment(() => localTime(at, timezone, locale), TIME);
  }

  /** @param date `YYYY-MM-DD`; it has no zone, so none can shift it. */
  static date(date: string, locale: string): Moment {
    return new Moment(() => localDate(date, locale), DATE);
  }

  /** Another date in the same language; `undefined` for what is no `YYYY-MM-DD`. */
  dateOf(text: string): Moment | undefined {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !localDate(text).isValid) return undefined;
    const { locale } = this.#time();
    return Moment.date(text, locale ?? 'en');
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

  /** What Liquid prints. */
  override valueOf(): string {
    return this.format(this.#plainFormat);
  }

  /** In a list that is joined. */
  override toString(): string {
    return this.valueOf();
  }

  equals(other: unknown): boolean {
    return this.#comparedWith(other) === 0;
  }

  gt(other: unknown): boolean {
    return this.#comparedWith(other) > 0;
  }

  geq(other: unknown): boolean {
    return this.#comparedWith(other) >= 0;
  }

  lt(other: unknown): boolean {
    return this.#comparedWith(other) < 0;
  }

  leq(other: unknown): boolean {
    return this.#comparedWith(other) <= 0;
  }

  /** NaN where they cannot be compared: none of the above is true then. */
  #comparedWith(other: unknown): number {
    if (other instanceof Moment) {
      const format = this.#plainFormat === other.#plainFormat ? this.#plainFormat : DATE;
      return inOrder(this.format(format), other.format(format));
    }
    const like = typeof other === 'string' || typeof other === 'number' ? momentText(String(other)) : undefined;
    if (!like || (like.hasTime && this.#plainFormat === DATE)) return Number.NaN;
    return inOrder(this.format(like.format), like.text);
  }
}

const DATE = 'yyyy-MM-dd';
const TIME = 'yyyy-MM-dd HH:mm';

function inOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Of its date, in no zone: days are as long as each other there. */
function midnight(time: DateTime): DateTime {
  return time.setZone('utc', { keepLocalTime: true }).startOf('day');
}
