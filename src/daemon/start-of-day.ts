import { localTime } from '../message/local-time.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/** The first instant of the day that it is in a zone. */
export function startOfDay(now: EpochMs, timezone: string): EpochMs {
  return toEpochMs(localTime(now, timezone).startOf('day').toMillis());
}
