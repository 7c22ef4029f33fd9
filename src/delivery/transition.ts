import type { EpochMs } from '../schedule/instant.ts';
import type { Cause } from './cause.ts';
import type { Delivery, FinalState, State } from './delivery.ts';
import type { AttemptResult } from './outbox.ts';

/** The part of a delivery that changes; everything else is fixed when it is made. */
export type Standing = Pick<Delivery, 'state' | 'attempts' | 'nextAttemptAt' | 'claimedBy' | 'finishedAt' | 'cause'>;

/** What can happen to a delivery once it exists. */
export type DeliveryEvent =
  /** An attempt of it was written down in the name of this member, and is about to start. */
  | { readonly kind: 'claimed'; readonly by: string }
  /** The member that claimed it is buried. It keeps its place in line. */
  | { readonly kind: 'givenBack' }
  /** `expiresAt` has come and no attempt is under way. */
  | { readonly kind: 'expiryPassed'; readonly at: EpochMs; readonly cause: Cause }
  /** Somebody has taken it back. */
  | { readonly kind: 'takenBack'; readonly at: EpochMs }
  /** A part before it has ended, and not by being delivered. */
  | { readonly kind: 'earlierPartEnded'; readonly at: EpochMs; readonly state: FinalState }
  /** The digest that carries it has ended, and it with it. */
  | {
      readonly kind: 'carrierEnded';
      readonly at: EpochMs;
      readonly state: FinalState;
      readonly cause?: Cause | undefined;
    }
  /** An attempt has ended. `newest: false`: another one has been started since (its member was buried). */
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
 *    │ ├─takenBack, before any attempt──▶ skipped
 *    │ ├─earlierPartEnded──▶ failed | expired
 *    │ └─carrierEnded──▶ delivered | failed | expired
 *    └──givenBack, attempted (to be tried again)──┘
 *
 * failed | expired ──attempted or carrierEnded: it has arrived after all──▶ delivered
 * expired ──attempted: the vendor had refused it──▶ failed
 * ```
 *
 * Total: an event that means nothing in this state leaves it as it is. Nothing leaves a final state but what the vendor
 * had said of it: the process that sent it was stopped before it could write that down.
 */
export function transition(standing: Standing, event: DeliveryEvent): Standing {
  if (isFinal(standing.state)) return belated(standing, standing.state, event);
  if (event.kind === 'attempted') return attempted(standing, event);
  if (event.kind === 'givenBack') return standing.state === 'sending' ? givenBack(standing) : standing;
  if (standing.state !== 'pending') return standing;
  switch (event.kind) {
    case 'claimed':
      return claimed(standing, event.by);
    case 'expiryPassed':
      return finished(standing, 'expired', event.at, event.cause);
    case 'takenBack':
      return standing.attempts > 0 ? standing : finished(standing, 'skipped', event.at, { code: 'taken-back' });
    case 'earlierPartEnded':
      return finished(standing, event.state, event.at, { code: 'earlier-part-refused' });
    case 'carrierEnded':
      return finished(standing, event.state, event.at, event.cause);
  }
}

export function isFinal(state: State): state is FinalState {
  return state !== 'pending' && state !== 'sending';
}

function belated(standing: Standing, state: FinalState, event: DeliveryEvent): Standing {
  if (state !== 'failed' && state !== 'expired') return standing;
  if (event.kind === 'carrierEnded')
    return event.state === 'delivered' ? finished(standing, 'delivered', event.at) : standing;
  if (event.kind !== 'attempted') return standing;
  const { becomes } = event;
  if (becomes.state === 'delivered') return finished(standing, 'delivered', event.at);
  const isRefused = state === 'expired' && becomes.state === 'failed';
  return isRefused ? finished(standing, 'failed', event.at, becomes.cause) : standing;
}

/** A late verdict is still the truth about the message; a late "try again" must not disturb the attempt after it. */
function attempted(standing: Standing, event: Extract<DeliveryEvent, { kind: 'attempted' }>): Standing {
  const { becomes } = event;
  switch (becomes.state) {
    case 'delivered':
      return finished(standing, 'delivered', event.at);
    case 'failed':
    case 'expired':
      return finished(standing, becomes.state, event.at, becomes.cause);
    case 'pending':
      return event.newest ? waiting(standing, becomes.nextAttemptAt, becomes.cause) : standing;
  }
}

function claimed({ attempts, nextAttemptAt, cause }: Standing, by: string): Standing {
  const sending = { state: 'sending', attempts: attempts + 1, nextAttemptAt, claimedBy: by } as const;
  return cause === undefined ? sending : { ...sending, cause };
}

/** When it may be tried is left as it was: it was due then, and stands first in line. */
function givenBack({ attempts, nextAttemptAt }: Standing): Standing {
  return waiting({ attempts }, nextAttemptAt, { code: 'cut-off' });
}

function waiting({ attempts }: Pick<Standing, 'attempts'>, nextAttemptAt: EpochMs, cause: Cause): Standing {
  return { state: 'pending', attempts, nextAttemptAt, cause };
}

function finished(
  { attempts, nextAttemptAt }: Standing,
  state: FinalState,
  finishedAt: EpochMs,
  cause?: Cause,
): Standing {
  const final = { state, attempts, nextAttemptAt, finishedAt };
  return cause === undefined ? final : { ...final, cause };
}
