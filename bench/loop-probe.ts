/** How often it looks, ms: often enough that what it misses of a turn does not count. */
const EVERY = 1;

/**
 * The longest time for which this process could answer nobody. A chain of timers: each shot says how long after the
 * last one it came. `monitorEventLoopDelay` gives a histogram that rounds, and takes a single long turn for one sample
 * among thousands; a chain of immediates would keep the loop from ever sleeping, and measure another program. Wall
 * time, for whoever waits waits for the disk as well.
 */
export class LoopProbe {
  #longest = 0;
  #last = performance.now();

  constructor() {
    this.#look();
  }

  /** Since it was asked last, ms. */
  takeLongest(): number {
    const longest = this.#longest;
    this.#longest = 0;
    return longest;
  }

  #look(): void {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#last - EVERY);
    this.#last = now;
    setTimeout(() => this.#look(), EVERY).unref();
  }
}
