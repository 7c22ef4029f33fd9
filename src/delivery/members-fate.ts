import type { Outcome } from '../robot/robot.ts';
import type { Attempt, FinalState } from './delivery.ts';

/** What becomes of what a digest carried when the digest has ended. */
export type MembersFate =
  /** They end as the digest did. */
  | 'follow'
  /** They wait again, each for itself, and may be merged anew. */
  | 'free'
  /** They wait again and go out one by one. */
  | 'free-alone';

/**
 * Decides it. What may have arrived is not sent again under other msgUuids, even when it was not confirmed: then its
 * members end with it. What surely did not arrive takes nobody along: each member has its own time left. A refusal of
 * what the message says is the fault of one of them, who is found when each goes alone.
 */
export function membersFate(
  state: FinalState,
  attempts: readonly Pick<Attempt, 'outcome' | 'httpStatus'>[],
  last: Outcome | undefined,
): MembersFate {
  if (state === 'delivered') return 'follow';
  if (attempts.some(mayHaveArrived)) return 'follow';
  return last?.kind === 'rejected' && last.scope === 'message' ? 'free-alone' : 'free';
}

/** Without an outcome the process died in it; a gateway that gave up (HTTP 5xx) does not know what lies behind it. */
function mayHaveArrived({ outcome, httpStatus = 0 }: Pick<Attempt, 'outcome' | 'httpStatus'>): boolean {
  return outcome === undefined || outcome === 'ambiguous' || (outcome === 'unreachable' && httpStatus >= 500);
}
