import { SECOND, toEpochMs, type EpochMs } from '../schedule/instant.ts';

/**
 * An instant as programs write it: `2026-11-24T10:11:00+08:00`, `2026-11-24 02:50:00 UTC`, `… +0800`, `…Z`, without a
 * zone that of UTC. `undefined` for anything else, and for Go's zero time.
 */
export function writtenTime(text: string | undefined): EpochMs | undefined {
  const [, date, time, zone] = PATTERN.exec(text?.trim() ?? '') ?? [];
  if (date === undefined || time === undefined || date.startsWith('0001-')) return undefined;
  const offset = zone === undefined || /^(?:Z|UTC)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  try {
    return toEpochMs(Temporal.Instant.from(`${date}T${time}${offset}`).epochMilliseconds);
  } catch {
    return undefined;
  }
}

const PATTERN = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\d*\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;

/** Seconds since 1970; GitHub writes some times so. */
export function secondsTime(seconds: number | undefined): EpochMs | undefined {
  return millisecondsTime(seconds === undefined ? undefined : seconds * SECOND);
}

export function millisecondsTime(milliseconds: number | undefined): EpochMs | undefined {
  const whole = Math.round(milliseconds ?? 0);
  return whole > 0 && whole < 8.64e15 ? toEpochMs(whole) : undefined;
}
