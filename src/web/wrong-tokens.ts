import { createHash } from 'node:crypto';
import { type EpochMs, MINUTE } from '../schedule/instant.ts';

/** Nobody mistypes a token in so many ways a minute. */
const MOST = 10;
const WINDOW = MINUTE;
/** More strangers than that are not remembered: the longest known makes room. */
const MOST_STRANGERS = 1_000;

/**
 * Makes guessing a token slow: whoever has shown ten different wrong ones within a minute is not heard, not even with
 * the right one, until that minute is over. The same wrong one counts once, so that a forgotten script with last year's
 * token shuts out nobody beside it.
 */
export class WrongTokens {
  readonly #strangers = new Map<string, Map<string, EpochMs>>();

  /** How long until this visitor is heard again, in ms; 0 = now. */
  waitOf(visitor: string, now: EpochMs): number {
    const tried = this.#strangers.get(visitor);
    if (tried === undefined) return 0;
    for (const [token, at] of tried) {
      // One in the future was shown before the clock was set back.
      if (at > now || at + WINDOW <= now) tried.delete(token);
    }
    if (tried.size === 0) this.#strangers.delete(visitor);
    if (tried.size < MOST) return 0;
    return Math.min(...tried.values()) + WINDOW - now;
  }

  add(visitor: string, token: string, now: EpochMs): void {
    const tried = this.#strangers.get(visitor) ?? new Map<string, EpochMs>();
    const digest = createHash('sha256').update(token).digest('base64');
    if (!tried.has(digest)) tried.set(digest, now);
    this.#strangers.set(visitor, tried);
    if (this.#strangers.size <= MOST_STRANGERS) return;
    const [longest] = this.#strangers.keys();
    if (longest !== undefined) this.#strangers.delete(longest);
  }
}
