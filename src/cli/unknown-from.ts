import type { Config } from '../config/config.ts';
import { LAST_JUDGED_DAY } from '../schedule/calendar/calendar.ts';
import { dayOf, toCivilDate } from '../schedule/civil.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { zone } from '../schedule/zone.ts';
import type { Session } from './session.ts';

/** Says from when the workdays are unknown, if a list reaches that far; otherwise `undefined`. */
export function unknownFrom({ texts }: Session, { daemon }: Config, last: EpochMs): string | undefined {
  const isBeyond = dayOf(zone(daemon.timezone).wallAt(last)) > LAST_JUDGED_DAY;
  return isBeyond ? texts.next.unknown(toCivilDate(LAST_JUDGED_DAY).year) : undefined;
}
