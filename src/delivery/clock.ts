import type { EpochMs } from '../schedule/instant.ts';

/** The clocks of a machine, handed in at the composition root: real in the daemon, simulated in tests and `simulate`. */
export interface Clock {
  /** The wall clock. */
  now(): EpochMs;
  /** All of them, at one moment. */
  read(): ClockReading;
  /**
   * Resolves when the wall clock has reached `instant`, or early when `signal` aborts; never rejects.
   * May resolve early for no reason (sleep is sliced so that suspend and clock steps are noticed):
   * callers look at `now()` again.
   */
  sleepUntil(instant: EpochMs, signal?: AbortSignal): Promise<void>;
  /**
   * Time that has passed since some beginning, in ms: it goes on alike to whatever the wall clock is set. May stand still
   * while the machine is suspended.
   */
  elapsed(): number;
}

/** What the clocks of a machine show. */
export interface ClockReading {
  /** The wall clock. People set it. */
  readonly now: EpochMs;
  /**
   * For how long the machine has been running, suspended or not, in whole ms: nobody can set it, and all processes of
   * one boot see the same.
   */
  readonly up: number;
  /** Which boot of the machine it is; the same text where the system does not say. */
  readonly boot: string;
}

/** Sleeps until the clock really shows `instant` (`sleepUntil` alone may wake early), or until `signal` aborts. */
export async function sleepThrough(clock: Clock, instant: EpochMs, signal: AbortSignal): Promise<void> {
  while (clock.now() < instant && !signal.aborted) await clock.sleepUntil(instant, signal);
}

/** A source of randomness, uniform in [0, 1). */
export type Random = () => number;
