import type { EpochMs } from '../schedule/instant.ts';
import type { Delivery, FinalState, State } from './delivery.ts';
import type { AttemptResult } from './outbox.ts';

/** The part of a delivery that changes; everything else is fixed when it is made. */
export type Standing = Pick<Delivery, 'state' | 'attempts' | 'nextAttemptAt' | 'leaseUntil' | 'finishedAt' | 'reason'>;

/** What can happen to a delivery once it exists. */
export type DeliveryEvent =
  /** An attempt of it was written down and is about to start. */
  | { readonly kind: 'claimed'; readonly leaseUntil: EpochMs }
  /** Whoever claimed it has not recorded anything in time, or has died. */
  | { readonly kind: 'leaseRanOut'; readonly at: EpochMs }
  /** `expiresAt` has come and no attempt is under way. */
  | { readonly kind: 'expiryPassed'; readonly at: EpochMs; readonly reason: string }
  /** The digest that carries it has ended, and it with it. */
  | {
      readonly kind: 'carrierEnded';
      readonly at: EpochMs;
      readonly state: FinalState;
      readonly reason?: string | undefined;
    }
  /** An attempt has ended. `newest: false`: another one has been started since (the lease had run out). */
  | {
      readonly kind: 'attempted';
      readonly at: EpochMs;
      readonly becomes: AttemptResult['becomes'];
      readonly newest: boolean;
    };

/**
 * The state machine of a delivery, and the only place that changes a state:
 *
 * ```
 * pending ──claimed──▶ sending ──attempted──▶ delivered | failed | expired
 *    ▲ │                 │  │
 *    │ ├─expiryPassed──▶ expired
 *    │ └─carrierEnded──▶ delivered | failed | expired
 *    └──leaseRanOut, attempted (to be tried again)──┘
 * ```
 *
 * Total: an event that means nothing in this state leaves it as it is, and nothing leaves a final state.
 */
export function transition(standing: Standing, event: DeliveryEvent): Standing {
  if (isFinal(standing.state)) return standing;
  switch (event.kind) {
    case 'claimed':
      return standing.state === 'pending' ? claimed(standing, event.leaseUntil) : standing;
    case 'leaseRanOut':
      return standing.state === 'sending' ? waiting(standing, event.at, LEASE_RAN_OUT) : standing;
    case 'expiryPassed':
      return standing.state === 'pending' ? finished(standing, 'expired', event.at, event.reason) : standing;
    case 'carrierEnded':
      return standing.state === 'pending' ? finished(standing, event.state, event.at, event.reason) : standing;
    case 'attempted':
      return attempted(standing, event);
  }
}

export function isFinal(state: State): state is FinalState {
  return state !== 'pending' && state !== 'sending';
}

const LEASE_RAN_OUT = 'the attempt was cut off before its outcome was recorded';

/** A late verdict is still the truth about the message; a late "try again" must not disturb the attempt after it. */
function attempted(standing: Standing, event: Extract<DeliveryEvent, { kind: 'attempted' }>): Standing {
  const { becomes } = event;
  switch (becomes.state) {
    case 'delivered':
      return finished(standing, 'delivered', event.at);
    case 'failed':
    case 'expired':
      return finished(standing, becomes.state, event.at, becomes.reason);
    case 'pending':
      return event.newest ? waiting(standing, becomes.nextAttemptAt, becomes.reason) : standing;
  }
}

function claimed({ attempts, nextAttemptAt, reason }: Standing, leaseUntil: EpochMs): Standing {
  const sending = { state: 'sending', attempts: attempts + 1, nextAttemptAt, leaseUntil } as const;
  return reason === undefined ? sending : { ...sending, reason };
}

function waiting({ attempts }: Standing, nextAttemptAt: EpochMs, reason: string): Standing {
  return { state: 'pending', attempts, nextAttemptAt, reason };
}

function finished(
  { attempts, nextAttemptAt }: Standing,
  state: FinalState,
  finishedAt: EpochMs,
  reason?: string,
): Standing {
  const final = { state, attempts, nextAttemptAt, finishedAt };
  return reason === undefined ? final : { ...final, reason };
}
