import { textsIn } from './texts/catalogue.ts';
import { DAY, type EpochMs, MINUTE, SECOND } from '../schedule/instant.ts';
import type { Language } from '../message/language.ts';

/** For people: `2026-11-24 周二 08:50`; seconds only where there are any. */
export function timeForPeople(instant: EpochMs, timezone: string, language: Language): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
  const time = zoned.toPlainTime().toString({ smallestUnit: zoned.second === 0 ? 'minute' : 'second' });
  return `${zoned.toPlainDate().toString()} ${textsIn(language).weekdays[zoned.dayOfWeek - 1] ?? ''} ${time}`;
}

/** The two units that matter: `2小时5分钟`, `3 days, 4 hr`; under a minute seconds, at least one. */
export function durationForPeople(ms: number, language: Language): string {
  const seconds = Math.max(1, Math.floor(ms / SECOND));
  const smallestUnit = ms < MINUTE ? 'second' : ms < DAY ? 'minute' : 'hour';
  return Temporal.Duration.from({ seconds })
    .round({ largestUnit: 'day', smallestUnit, roundingMode: 'floor' })
    .toLocaleString(language);
}

/** In the name of a file: `2026-11-24-085000`. */
export function stampOf(instant: EpochMs, timezone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
  const time = zoned.toPlainTime().toString({ smallestUnit: 'second' }).replaceAll(':', '');
  return `${zoned.toPlainDate().toString()}-${time}`;
}
