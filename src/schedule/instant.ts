declare const epochMs: unique symbol;

/**
 * An instant: milliseconds since 1970-01-01T00:00:00Z, an integer, leap seconds ignored (POSIX time).
 * Zones exist only in triggers and at the edge; everywhere else an instant is one of these.
 */
export type EpochMs = number & { readonly [epochMs]: true };

/**
 * Takes a number from outside (a clock, a row, an argument) for an instant.
 *
 * @throws {RangeError} when it is no safe integer: a NaN that slipped in here would compare false for ever.
 */
export function toEpochMs(value: number): EpochMs {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an instant: ${value}`);
  return value as EpochMs;
}

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
