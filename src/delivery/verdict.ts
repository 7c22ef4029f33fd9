import type { Outcome } from '../robot/robot.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { backoffMs } from './backoff.ts';
import type { Random } from './clock.ts';
import type { Delivery } from './delivery.ts';
import type { AttemptResult } from './outbox.ts';

/** What an attempt's outcome means for the delivery and for its lane. */
export type Verdict = Pick<AttemptResult, 'becomes' | 'laneBecomes'>;

/** What a verdict is passed on. */
export interface Evidence {
  /** As it was claimed: `attempts` counts the one that has just ended. */
  readonly delivery: Pick<Delivery, 'attempts' | 'expiresAt'>;
  readonly outcome: Outcome;
  readonly finishedAt: EpochMs;
  /** The configuration under which the attempt was made, not the one that holds by now. */
  readonly fingerprint: string;
  readonly random: Random;
}

/** Decides what follows from an outcome. Pure but for `random`, which only spreads the retries. */
export function verdict(evidence: Evidence): Verdict {
  const { outcome, finishedAt, fingerprint } = evidence;
  switch (outcome.kind) {
    case 'delivered':
      return { becomes: { state: 'delivered' } };
    case 'rejected': {
      const { cause } = outcome;
      const becomes = { state: 'failed', cause } as const;
      return outcome.scope === 'message'
        ? { becomes }
        : { becomes, laneBecomes: { kind: 'paused', fingerprint, cause } };
    }
    case 'throttled':
      return throttled(outcome, evidence);
    case 'unreachable':
    case 'ambiguous':
      return { becomes: againAt(later(finishedAt, retryMs(evidence)), outcome, evidence.delivery) };
  }
}

type Refused = Exclude<Outcome, { kind: 'delivered' }>;

/** A refusal of this machine's address says nothing of the lane (`machine-standing.ts`). */
function throttled(outcome: Extract<Outcome, { kind: 'throttled' }>, { finishedAt, delivery }: Evidence): Verdict {
  const { coolDownMs, cause, isLong = false } = outcome;
  const becomes = againAt(later(finishedAt, coolDownMs), outcome, delivery);
  if (outcome.scope === 'host') return { becomes };
  return {
    becomes,
    laneBecomes: { kind: 'cooling', forMs: Math.ceil(coolDownMs), cause, ...(isLong && { tellOwner: true }) },
  };
}

/** `expiresAt` is the first instant at which nothing is sent any more. */
function againAt(
  nextAttemptAt: EpochMs,
  { cause }: Refused,
  { expiresAt }: Evidence['delivery'],
): AttemptResult['becomes'] {
  if (nextAttemptAt < expiresAt) return { state: 'pending', nextAttemptAt, cause };
  return { state: 'expired', cause: { code: 'out-of-time', last: cause } };
}

/** What never left may go at once: nobody was in its way but ourselves. */
function retryMs({ delivery, outcome, random }: Evidence): number {
  const isStale = outcome.kind !== 'delivered' && outcome.cause.code === 'stale';
  return isStale ? 0 : backoffMs(delivery.attempts, random);
}

function later(instant: EpochMs, ms: number): EpochMs {
  return toEpochMs(instant + Math.ceil(ms));
}
