import type { Clock } from '../delivery/clock.ts';
import { MINUTE } from '../schedule/instant.ts';
import type { DaemonStateBoard } from '../store/daemon-state.ts';
import { repeat } from './repeat.ts';

/** How often `status` may learn more, in ms. */
const EVERY = MINUTE;

export interface LostLinesOptions {
  /** How many lines of the log nobody will read. Default: none. */
  readonly count: (() => number) | undefined;
  readonly board: Pick<DaemonStateBoard, 'publish'>;
  readonly clock: Clock;
}

/** Stores for `status` how many lines of the log were lost. Writes nothing while none are. */
export function tellLostLines({ count = () => 0, board, clock }: LostLinesOptions): { stop(): Promise<void> } {
  let told = 0;
  return repeat(clock, EVERY, async () => {
    const logLinesLost = count();
    if (logLinesLost === told) return;
    try {
      await board.publish({ logLinesLost });
      told = logLinesLost;
    } catch {
      // The store refuses. Others who write to it say so.
    }
  });
}
