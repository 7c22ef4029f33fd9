import type { EpochMs } from '../schedule/instant.ts';

/** The wall clock, handed in at the composition root: real in the daemon, simulated in tests and `simulate`. */
export interface Clock {
  now(): EpochMs;
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

/** A source of randomness, uniform in [0, 1). */
export type Random = () => number;
