import { type EpochMs, MINUTE } from '../schedule/instant.ts';
import type { DaemonStateBoard } from '../store/daemon-state.ts';
import { type DataFault, tellDataFault } from './data-fault-words.ts';
import type { Pulse } from './pulse.ts';

/** Four times what a loop sleeps at most. */
const STUCK = 2 * MINUTE;

export interface Signs {
  readonly pulses: Readonly<Record<'planner' | 'dispatcher', Pulse>>;
  /** The store refuses what the dispatcher has to write. */
  readonly storeRefuses: boolean;
  /** What was done to the files it has open. */
  readonly dataFault: DataFault | undefined;
  readonly board: DaemonStateBoard;
  readonly logLinesLost: number;
  readonly now: EpochMs;
}

/**
 * What keeps the daemon from planning and delivering, in one line; `undefined` = it is well. A robot that refuses or a
 * network that is away does not count: the daemon does its work and tells of those itself.
 */
export async function troubleOf(signs: Signs): Promise<string | undefined> {
  const { pulses, storeRefuses, dataFault, board, logLinesLost, now } = signs;
  for (const loop of ['planner', 'dispatcher'] as const) {
    if (now - pulses[loop].lastBeat > STUCK) return `the ${loop} stands still`;
  }
  if (dataFault !== undefined) return tellDataFault(dataFault, 'en');
  if (storeRefuses) return REFUSES;
  try {
    // Only a write shows that the disk is not full; and `status` knows by it that all goes on.
    await board.publish({ wellAt: now, logLinesLost });
    return undefined;
  } catch {
    return REFUSES;
  }
}

const REFUSES = 'the store refuses';
