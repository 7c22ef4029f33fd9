import { createHash } from 'node:crypto';
import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';

/** One state of a calendar, as long as nothing in it changes. */
export interface CalendarVersion {
  readonly text: string;
  /** A strong entity tag (RFC 9110, 8.8.3), in its quotes. */
  readonly etag: string;
  /** Since when it has been so, as far as was asked: whole seconds, as HTTP dates are. */
  readonly since: EpochMs;
}

/** More calendars than that are not remembered; one that is forgotten is only sent once more. */
const MOST_REMEMBERED = 64;

/**
 * Tells whether a calendar is still what it was: its text holds when it was made, so each making would differ.
 * It is made with the time of its last change, and anew only when that does not give the same text.
 */
export class CalendarVersions {
  readonly #known = new Map<string, Omit<CalendarVersion, 'text'>>();

  /** `make` gives the text as made at that instant, and must depend on nothing else that moves by itself. */
  current(key: string, now: EpochMs, make: (madeAt: EpochMs) => string): CalendarVersion {
    const known = this.#known.get(key);
    if (known) {
      const text = make(known.since);
      if (etagOf(text) === known.etag) return { text, ...known };
    }
    const since = toEpochMs(Math.floor(now / SECOND) * SECOND);
    const text = make(since);
    const version = { etag: etagOf(text), since };
    this.#known.delete(key);
    this.#known.set(key, version);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return { text, ...version };
  }
}

function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}
