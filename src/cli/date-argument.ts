import { DAYS_AHEAD } from '../daemon/read-time-to-come.ts';
import { readInstant } from '../daemon/read-instant.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { parseIsoDate, toIsoDate } from '../schedule/civil.ts';
import type { IsoDate } from '../schedule/occurrence.ts';
import { wrongUsage } from './failure.ts';
import type { Session } from './session.ts';

export interface DateArgument {
  /** The argument or option as it is typed, for error texts: `--from`. */
  readonly name: string;
  /** The zone in which today is looked up. */
  readonly timezone: string;
}

/**
 * A date on the command line: `2026-12-31`, `today` or `tomorrow`, in Chinese as well.
 *
 * @throws {Failure} wrong usage, saying what to write.
 */
export function parseDateArgument(
  session: Pick<Session, 'now' | 'texts'>,
  text: string,
  { name, timezone }: DateArgument,
): IsoDate {
  const value = text.trim().toLowerCase();
  const daysAhead = DAYS_AHEAD.get(value);
  if (daysAhead !== undefined) return dateIn(session.now, timezone).add({ days: daysAhead }).toString();
  const day = parseIsoDate(value);
  if (day === undefined) throw wrongUsage(session.texts.time.noDate(name, text));
  return toIsoDate(day);
}

/** The same, or a time of one: `2026-12-31T14:00`, `tomorrow 14:00`. */
export function parseDateOrTime(
  session: Pick<Session, 'now' | 'texts'>,
  text: string,
  argument: DateArgument,
): IsoDate | EpochMs {
  const [, day, time] = /^(.+?)(?:\s+|(?<=\d)T)(\d{2}:\d{2}\S*)$/i.exec(text.trim()) ?? [];
  if (day === undefined || time === undefined) return parseDateArgument(session, text, argument);
  const at = readInstant(`${parseDateArgument(session, day, argument)}T${time}`, argument.timezone);
  if (at === undefined) throw wrongUsage(session.texts.time.noDate(argument.name, text));
  return at;
}

function dateIn(instant: number, timezone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone).toPlainDate();
}
