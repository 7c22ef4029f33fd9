const WINDOW_MS = 60_000;
const SILENCE_MS = 600_000;

/**
 * DingTalk's limit on one robot: so many messages in any 60 s. A robot that sends one more is refused for ten minutes.
 * The window is half-open: what was sent exactly 60 s ago no longer counts.
 */
export class RateWindow {
  readonly #perMinute: number;
  #sent: readonly number[] = [];
  #silentUntil = Number.NEGATIVE_INFINITY;

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Takes one message at `now` (epoch ms); false = refused. */
  take(now: number): boolean {
    if (now < this.#silentUntil) return false;
    this.#sent = this.#sent.filter((at) => at > now - WINDOW_MS);
    if (this.#sent.length >= this.#perMinute) {
      this.#silentUntil = now + SILENCE_MS;
      return false;
    }
    this.#sent = [...this.#sent, now];
    return true;
  }
}
