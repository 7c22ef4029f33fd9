import type { Message } from '../message/message.ts';

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
}

/**
 * What an attempt came to, decided by the vendor's `errcode`, not by the HTTP status. A union to switch on by `kind`;
 * all but `delivered` say why in `reason`. No text in it ever carries a token, a secret or a signature.
 */
export type Outcome =
  /** The group has it, or had it already under this msgUuid. */
  | { readonly kind: 'delivered' }
  /**
   * Too fast: nothing else goes out for `coolDownMs`, in the lane (`scope: 'robot'`, the default) or, when the vendor
   * refuses this machine's address, in any lane (`scope: 'host'`). `isLong`: its owner has to do something about it.
   */
  | (Refusal & {
      readonly kind: 'throttled';
      readonly coolDownMs: number;
      readonly scope?: 'robot' | 'host';
      readonly isLong?: boolean;
    })
  /** The request surely did not get through, or the service was busy: retry with backoff. */
  | (Refusal & { readonly kind: 'unreachable' })
  /**
   * Refused for good. `scope: 'message'`: this message only. `scope: 'robot'`: every message would be
   * refused alike (wrong token, secret, address), so the lane pauses until its configuration changes.
   */
  | (Refusal & { readonly kind: 'rejected'; readonly scope: 'message' | 'robot' })
  /** The request left and its answer never came: it may have arrived. Retry with the same msgUuid. */
  | (Refusal & { readonly kind: 'ambiguous' });

interface Refusal {
  /** For people: what happened, in one line, scrubbed. */
  readonly reason: string;
  /** What to do about it: the vendor's own hint where it gave one. */
  readonly hint?: string;
  /** The vendor's code, when the answer had one. */
  readonly errcode?: number;
  /** The HTTP status, when there was an answer. */
  readonly httpStatus?: number;
}
