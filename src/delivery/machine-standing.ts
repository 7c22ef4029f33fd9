import { MINUTE, SECOND } from '../schedule/instant.ts';
import type { Cause } from './cause.ts';
import type { AttemptResult } from './outbox.ts';

/** What is known of this machine's way to the vendor. */
export interface MachineStanding {
  /** How often in a row it was refused as a machine; 0 = all is well. */
  readonly refusals: number;
  /** The lanes in which strangers (web pages) answered, since the vendor answered last. */
  readonly strangers: readonly string[];
  /** It rests: nothing starts, and whatever is answered had started before. */
  readonly isResting: boolean;
}

/** What an answer makes of it. */
export type MachineChange = Omit<MachineStanding, 'isResting'> & {
  readonly rest?: { readonly forMs: number; readonly cause: Cause };
};

/** Strangers in so many lanes in a row: something stands between this machine and every robot. */
const LANES_OF_STRANGERS = 3;
/** The first rest after strangers; each further one is twice as long. */
const FIRST_REST = 2 * SECOND;
/** One message in this time at least finds out whether it is over. */
const LONGEST_REST = 15 * MINUTE;

/**
 * What an answer says of the machine. One web page is its lane's own trouble; pages from three lanes, without a good
 * answer between them, are the machine's. The vendor's ban of its address always is: that lasts as long as the vendor
 * says, then a single message looks whether it is over. Only what that one meets makes the next rest longer: the many
 * that were under way when it began meet all the same.
 */
export function machineAfter(
  { refusals, strangers, isResting }: MachineStanding,
  { outcome, lane }: Pick<AttemptResult, 'outcome' | 'lane'>,
): MachineChange {
  const isBan = outcome.kind === 'throttled' && outcome.scope === 'host';
  // Answers to what left before it began to rest: they say nothing of whether it is over.
  if (isResting && !isBan) return { refusals, strangers };
  if (outcome.kind === 'delivered') return WELL;
  const { cause } = outcome;
  const before = isResting ? refusals - 1 : refusals;
  if (isBan) {
    const forMs = before === 0 ? outcome.coolDownMs : LONGEST_REST;
    return { refusals: before + 1, strangers, rest: { forMs, cause } };
  }
  if (outcome.kind === 'unreachable' && outcome.stranger === true) {
    const all = strangers.includes(lane) ? strangers : [...strangers, lane];
    if (all.length < LANES_OF_STRANGERS && refusals === 0) return { refusals, strangers: all };
    const forMs = Math.min(FIRST_REST * 2 ** before, LONGEST_REST);
    return { refusals: before + 1, strangers: all, rest: { forMs, cause } };
  }
  // The vendor's own answer, whatever it says.
  return cause.code === 'vendor' ? WELL : { refusals, strangers };
}

const WELL: MachineChange = { refusals: 0, strangers: [] };
