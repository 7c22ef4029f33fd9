import type { EpochMs } from '../schedule/instant.ts';

/** For a machine: ISO 8601 with the zone's offset, `2026-11-24T08:50:00+08:00`; ms only where there are any. */
export function isoTime(at: EpochMs, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' });
}
