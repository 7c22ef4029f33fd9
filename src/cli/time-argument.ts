import { readInstant } from '../daemon/read-instant.ts';
import { readTimeToCome } from '../daemon/read-time-to-come.ts';
import { DAY, HOUR, MINUTE, SECOND, type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { wrongUsage } from './failure.ts';
import type { Session } from './session.ts';

export interface TimeArgument {
  /** The option as it is typed, for error texts: `--from`. */
  readonly option: string;
  /** The zone of times written without an offset. */
  readonly timezone: string;
  /** Which way a duration without a sign points. */
  readonly bare: 'past' | 'future';
}

/**
 * A time on the command line: ISO 8601 with an offset, local in `timezone`, a date (its midnight), `now`,
 * or a duration from now (`2h`, `-1d`; days are 24 hours); where times are to come, also `15:00` and `tomorrow 9:00`.
 * By default, now. A local time that a clock change repeats is the first of the two; one that it removes is as much later.
 *
 * @throws {Failure} wrong usage, saying what to write.
 */
export function parseTimeArgument(
  session: Pick<Session, 'now' | 'texts'>,
  text: string | undefined,
  argument: TimeArgument,
): EpochMs {
  if (text === undefined) return session.now;
  const value = text.trim();
  const { timezone, bare } = argument;
  const instant =
    value === 'now'
      ? session.now
      : (relative(value, session.now, bare) ??
        readInstant(value, timezone) ??
        (bare === 'future' ? readTimeToCome(value, session.now, timezone) : undefined));
  if (instant === undefined) throw wrongUsage(session.texts.time.unreadable(argument.option, text, bare === 'future'));
  return instant;
}

const UNIT_MS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

function relative(text: string, now: EpochMs, bare: TimeArgument['bare']): EpochMs | undefined {
  const match = /^([+-]?)(\d{1,6})([smhdw])$/.exec(text);
  if (!match) return undefined;
  const [, sign, amount, unit = ''] = match;
  const distance = Number(amount) * (UNIT_MS[unit] ?? 0);
  const isPast = sign === '' ? bare === 'past' : sign === '-';
  return toEpochMs(isPast ? now - distance : now + distance);
}
