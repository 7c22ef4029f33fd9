import { type Clock, sleepThrough } from '../delivery/clock.ts';
import { MINUTE, toEpochMs } from '../schedule/instant.ts';
import type { DaemonStateBoard } from '../store/daemon-state.ts';

/** How often `status` may learn more, in ms. */
const EVERY = MINUTE;

export interface LostLinesOptions {
  /** How many lines of the log nobody will read. */
  readonly count: () => number;
  readonly board: Pick<DaemonStateBoard, 'publish'>;
  readonly clock: Clock;
}

/** Leaves word for `status` of lines lost from the log; writes nothing while none are lost. */
export function tellLostLines({ count, board, clock }: LostLinesOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let told = 0;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const logLinesLost = count();
      if (logLinesLost !== told)
        told = await board.publish({ logLinesLost }).then(
          () => logLinesLost,
          // The store refuses: whoever has more to write says so.
          () => told,
        );
      await sleepThrough(clock, toEpochMs(clock.now() + EVERY), stopping.signal);
    }
  }

  const running = run();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}
