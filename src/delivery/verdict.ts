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
      const becomes = { state: 'failed', reason: explain(outcome) } as const;
      if (outcome.scope === 'message') return { becomes };
      return { becomes, laneBecomes: { kind: 'paused', fingerprint, reason: explain(outcome) } };
    }
    case 'throttled': {
      const until = later(finishedAt, outcome.coolDownMs);
      return {
        becomes: againAt(until, outcome, evidence.delivery),
        laneBecomes: {
          kind: 'cooling',
          until,
          reason: explain(outcome),
          ...(outcome.isLong === true ? { tellOwner: true } : {}),
        },
      };
    }
    case 'unreachable':
    case 'ambiguous':
      return { becomes: againAt(later(finishedAt, retryMs(evidence)), outcome, evidence.delivery) };
  }
}

/** Why a delivery expired that was tried in vain. */
export function outOfTime(lastReason: string): string {
  return `no time is left for another attempt; the last one: ${lastReason}`;
}

type Refused = Exclude<Outcome, { kind: 'delivered' }>;

/** `expiresAt` is the first instant at which nothing is sent any more. */
function againAt(
  nextAttemptAt: EpochMs,
  outcome: Refused,
  { expiresAt }: Evidence['delivery'],
): AttemptResult['becomes'] {
  const reason = explain(outcome);
  if (nextAttemptAt < expiresAt) return { state: 'pending', nextAttemptAt, reason };
  return { state: 'expired', reason: outOfTime(reason) };
}

function retryMs({ delivery, random }: Evidence): number {
  return backoffMs(delivery.attempts, random);
}

function explain({ reason, hint }: Refused): string {
  return hint === undefined ? reason : `${reason} (${hint})`;
}

function later(instant: EpochMs, ms: number): EpochMs {
  return toEpochMs(instant + Math.ceil(ms));
}
