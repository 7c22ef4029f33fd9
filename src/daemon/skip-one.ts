import type { Reminder } from '../config/config.ts';
import { formatTime, localTime } from '../message/local-time.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../schedule/instant.ts';
import type { IsoDate } from '../schedule/occurrence.ts';
import type { Override, Skip } from '../schedule/override.ts';

/** The skips of what a reminder says within the minute that begins then, and not before now; usually one. */
export function skipsAt(reminder: Reminder, minute: EpochMs, now: EpochMs): readonly Skip[] {
  const { id, timezone, timetable } = reminder;
  const skips: Skip[] = [];
  const from = Math.max(minute, now);
  for (let due = timetable.next(toEpochMs(from - 1)); due && due.at < minute + MINUTE; due = timetable.next(due.at)) {
    const { at, occurrences } = due;
    const local = localText(at, timezone);
    skips.push({ kind: 'skip', reminder: id, date: occurrences[0]?.date ?? local.slice(0, 10), only: { at, local } });
  }
  return skips;
}

/**
 * Whether it is what a person takes back who names a reminder and a date, or a time by its minute, or nothing: then it
 * is the pause.
 */
export function isMeant(override: Override, reminder: string, what: IsoDate | EpochMs | undefined): boolean {
  if (override.kind === 'vacation' || override.reminder !== reminder) return false;
  if (what === undefined || override.kind === 'pause') return what === undefined && override.kind === 'pause';
  const only = override.kind === 'skip' ? override.only : undefined;
  if (typeof what === 'string') return only === undefined && override.date === what;
  return only !== undefined && what <= only.at && only.at < what + MINUTE;
}

/** `2026-11-29T14:00`, with seconds only where there are some. */
export function localText(at: EpochMs, timezone: string): string {
  const local = localTime(at, timezone);
  return formatTime(local, "yyyy-MM-dd'T'HH:mm") + (local.second === 0 ? '' : formatTime(local, ':ss'));
}
