import type { DayNumber } from '../civil.ts';

/** A day that does not follow its weekday: a day off, or a weekend day that is worked in exchange (调休). */
export interface SpecialDay {
  readonly off: boolean;
  /** The holiday it belongs to: 春节. */
  readonly name: string;
}

/** Where a country's days off come from: bundled data, downloaded data, or a computation. */
export interface HolidaySource {
  /** `undefined`: nothing is said about that day. */
  day(day: DayNumber): SpecialDay | undefined;
  /** Whether the days off of that Gregorian year have been announced; if so, a day that is not named is ordinary. */
  isKnown(year: number): boolean;
  /** The days off that the law alone fixes in a year not announced yet, by name. Default: none can be foretold. */
  statutory?(year: number): ReadonlyMap<DayNumber, string>;
}
