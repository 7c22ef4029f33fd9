import { createRequire } from 'node:module';
import { DAY, type EpochMs } from '../schedule/instant.ts';
import type { Sun } from '../schedule/solar-term-day.ts';

/** The sun of the package `astronomy-engine`, exact to some seconds. Loaded when the first term is asked for. */
export const sun: Sun = {
  reaches(degrees, start, withinMs) {
    const { SearchSunLongitude } = createRequire(import.meta.url)('astronomy-engine') as Astronomy;
    const found = SearchSunLongitude(degrees, (start - J2000) / DAY, withinMs / DAY);
    if (!found) throw new RangeError(`the sun does not reach ${degrees} degrees within ${withinMs} ms of ${start}`);
    return Math.round(found.ut * DAY + J2000) as EpochMs;
  },
};

/** 2000-01-01T12:00:00Z, from which the package counts days. */
const J2000 = 946_728_000_000;

interface Astronomy {
  readonly SearchSunLongitude: (degrees: number, start: number, limitDays: number) => { readonly ut: number } | null;
}
