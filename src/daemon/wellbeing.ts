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
  readonly board: Pick<DaemonStateBoard, 'publish'>;
  readonly now: EpochMs;
}

/**
 * What keeps the daemon from planning and delivering, in one line; `undefined` = it is well. A robot that refuses or a
 * network that is away does not count: the daemon does its work and tells of those itself. Writes to find out.
 */
export async function troubleOf({ pulses, storeRefuses, dataFault, board, now }: Signs): Promise<string | undefined> {
  for (const loop of ['planner', 'dispatcher'] as const) {
    if (now - pulses[loop].lastBeat > STUCK) return `the ${loop} stands still`;
  }
  if (dataFault !== undefined) return tellDataFault(dataFault, 'en');
  if (storeRefuses) return REFUSES;
  try {
    await board.publish({ probedAt: now });
    return undefined;
  } catch {
    return REFUSES;
  }
}

const REFUSES = 'the store refuses';
