import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/**
 * An instant as people and programs write it: ISO 8601 with an offset (`2026-12-24T08:50+08:00`), local in `timezone`
 * (`2026-12-24 08:50`), or a date (its midnight there). A local time that a clock change repeats is the first of the
 * two; one that it removes is as much later. `undefined` = none of these.
 */
export function readInstant(text: string, timezone: string): EpochMs | undefined {
  const written = text.trim();
  const match = SHAPE.exec(written);
  if (!match) return undefined;
  try {
    const [, offset] = match;
    return toEpochMs(offset ? Temporal.Instant.from(written).epochMilliseconds : local(written, timezone));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Years of four digits: every zone has them, and every formatter prints them. */
const SHAPE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

function local(text: string, timezone: string): number {
  const time = Temporal.PlainDateTime.from(text).toZonedDateTime(timezone, { disambiguation: 'compatible' });
  return time.epochMilliseconds;
}
