import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/**
 * A time of day as people say it: `15:00`, the next time that a clock in `timezone` shows it; `tomorrow 9:00`, `明天 9:00`;
 * `tomorrow`, its midnight. `undefined` = none of these.
 */
export function readTimeToCome(text: string, now: EpochMs, timezone: string): EpochMs | undefined {
  const [, day, hour, minute = '0'] = SHAPE.exec(text.trim().toLowerCase()) ?? [];
  const daysAhead = DAYS_AHEAD.get(day ?? 'today');
  if (daysAhead === undefined || (day === undefined && hour === undefined)) return undefined;
  if (Number(hour ?? 0) > 23 || Number(minute) > 59) return undefined;
  const plainTime = Temporal.PlainTime.from({ hour: Number(hour ?? 0), minute: Number(minute) });
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate();
  const on = (days: number): EpochMs =>
    toEpochMs(today.add({ days }).toZonedDateTime({ timeZone: timezone, plainTime }).epochMilliseconds);
  const at = on(daysAhead);
  return day === undefined && at <= now ? on(1) : at;
}

const SHAPE = /^(?:(\p{L}+)\s*)?(?:(\d{1,2})[:：](\d{2}))?$/u;

/** How far a day is from today, by its name. */
export const DAYS_AHEAD: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['今天', 0],
  ['tomorrow', 1],
  ['明天', 1],
  ['后天', 2],
]);
