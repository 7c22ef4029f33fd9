import type { ClockReading } from '../../src/delivery/clock.ts';
import { SimulatedClock } from '../../src/delivery/simulated-clock.ts';
import { type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';

/** A simulated clock to which all happens that happens to clocks. */
export class SettableClock extends SimulatedClock {
  /** By how much it was set, altogether. */
  #set = 0;
  #boots = 0;
  #bootedAt: number;

  constructor(start: EpochMs) {
    super(start);
    this.#bootedAt = start - 1_000;
  }

  override read(): ClockReading {
    return { now: this.shown, up: this.shown - this.#set - this.#bootedAt, boot: `boot ${this.#boots}` };
  }

  override elapsed(): number {
    return super.elapsed() - this.#set;
  }

  /** Goes to `instant`, waking every sleeper on the way at exactly its own instant, the earliest first. */
  async advanceTo(instant: EpochMs): Promise<void> {
    await this.runUntil(() => false, instant);
    this.shown = toEpochMs(Math.max(this.shown, instant));
  }

  /** The wall clock is set, forwards or back, as by a person or after a suspend: it was never in between. */
  async jumpTo(instant: EpochMs): Promise<void> {
    this.#set += instant - this.shown;
    await this.suspendTo(instant);
  }

  /** The machine is started anew: nobody has counted how long it was off. */
  reboot(): void {
    this.#boots += 1;
    this.#bootedAt = this.shown - this.#set;
  }

  /** The machine is suspended until then: nobody is woken on the way, but everybody by then, as sleep is sliced. */
  async suspendTo(instant: EpochMs): Promise<void> {
    this.shown = instant;
    await this.wakeAll();
  }
}
