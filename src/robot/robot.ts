import type { Message } from '../message/message.ts';
import type { RobotCause } from './cause.ts';

/** The port through which everything leaves: a chat robot that takes one message at a time. */
export interface Robot {
  /**
   * Makes one attempt: one POST, signed afresh. Never rejects; every ending is an {@link Outcome}.
   * Exception: a wrong clock is measured by the answer's `Date` and the message signed once more.
   */
  send(message: Message, options: SendOptions): Promise<Outcome>;
}

export interface SendOptions {
  /** The vendor's idempotency key: the same for every retry of one message. */
  readonly msgUuid: string;
  /** Gives the attempt up; what had left already is then `ambiguous`. */
  readonly signal?: AbortSignal;
  /**
   * Asked when the request is about to be written to its connection, each time anew: `false` = it must not leave any
   * more, and comes back as `unreachable` with the cause `stale`. Default: it may.
   */
  readonly mayLeave?: () => boolean;
}

/**
 * What an attempt came to, decided by the vendor's `errcode`, not by the HTTP status. A union to switch on by `kind`;
 * all but `delivered` say why in `cause`. No field of it ever carries a token, a secret or a signature.
 */
export type Outcome =
  /** The group has it, or had it already under this msgUuid. */
  | { readonly kind: 'delivered' }
  /**
   * Too fast: nothing else goes out for `coolDownMs`, in the lane (`scope: 'robot'`, the default) or, when the vendor
   * refuses this machine's address, in any lane (`scope: 'host'`). `isLong`: its owner has to do something about it.
   */
  | (Undelivered & {
      readonly kind: 'throttled';
      readonly coolDownMs: number;
      readonly scope?: 'robot' | 'host';
      readonly isLong?: boolean;
    })
  /**
   * The request surely did not get through, or the service was busy: retry with backoff. `stranger`: somebody else than
   * the vendor answered, with a web page; from one robot after another that says something of this machine.
   */
  | (Undelivered & { readonly kind: 'unreachable'; readonly stranger?: boolean })
  /**
   * Refused for good. `scope: 'message'`: this message only. `scope: 'robot'`: every message would be
   * refused alike (wrong token, secret, address), so the lane pauses until its configuration changes.
   */
  | (Undelivered & { readonly kind: 'rejected'; readonly scope: 'message' | 'robot' })
  /** The request left and its answer never came: it may have arrived. Retry with the same msgUuid. */
  | (Undelivered & { readonly kind: 'ambiguous' });

interface Undelivered {
  /** Why, with the vendor's own words and code where it gave any. */
  readonly cause: RobotCause;
  /** The HTTP status, when there was an answer. */
  readonly httpStatus?: number;
}
