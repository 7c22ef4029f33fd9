import { type Finding, ok, warn } from './finding.ts';
import type { Patient } from './patient.ts';

/** Governments change their clocks with a few weeks' notice; data of this age may not know of it. */
const OLD_AFTER_MONTHS = 18;

/** Node and the time zone data in it. An older Node does not get here. */
export function nodeFindings({ texts, session: { now } }: Patient): readonly Finding[] {
  const { node, tz = '' } = process.versions;
  const age = monthsOld(tz, now);
  return [
    ok('node', texts.node(node)),
    age > OLD_AFTER_MONTHS
      ? warn('zone-data', texts.zoneData.old(tz, age), texts.zoneData.mend)
      : ok('zone-data', texts.zoneData.fine(tz)),
  ];
}

/** `2026a` is the first of its year, of January at the earliest. */
function monthsOld(version: string, now: number): number {
  const year = Number(/^\d{4}/.exec(version)?.[0] ?? Number.NaN);
  if (Number.isNaN(year)) return 0;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC');
  return (today.year - year) * 12 + today.month - 1;
}
