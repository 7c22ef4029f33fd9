import type { Clock } from '../delivery/clock.ts';
import type { EpochMs } from '../schedule/instant.ts';

/** When a loop last looked at its clock: one that goes on does so at least every 30 s, however little there is to do. */
export interface Pulse {
  /** The clock to hand to the loop. */
  readonly clock: Clock;
  readonly lastBeat: EpochMs;
  /** It does something else that shows that it goes on. */
  beat(): void;
}

export function takePulse(clock: Clock): Pulse {
  let lastBeat = clock.now();
  const beat = (): EpochMs => (lastBeat = clock.now());
  return {
    beat,
    clock: {
      now: beat,
      read: () => {
        beat();
        return clock.read();
      },
      sleepUntil: (instant, signal) => clock.sleepUntil(instant, signal),
      elapsed: () => clock.elapsed(),
    },
    get lastBeat() {
      return lastBeat;
    },
  };
}
