import type { Outcome } from '../robot/robot.ts';
import type { Delivery, NewDelivery } from './delivery.ts';
import type { AttemptResult } from './outbox.ts';

/** What a dispatcher tells of its work, for logs, metrics and the page. Holds no token, secret or signature. */
export type DispatchEvent =
  /** An attempt has ended and is recorded with what follows. `delivery` is as it was claimed. */
  | {
      readonly kind: 'attempted';
      readonly delivery: Delivery;
      readonly outcome: Outcome;
      readonly becomes: AttemptResult['becomes'];
      readonly laneBecomes?: AttemptResult['laneBecomes'];
      readonly tookMs: number;
    }
  /** A delivery waited past its expiry. `delivery` is as it is now, with the reason. */
  | { readonly kind: 'expired'; readonly delivery: Delivery }
  /** Deliveries that could not all have gone out in time go out together. */
  | { readonly kind: 'merged'; readonly digest: NewDelivery; readonly members: number }
  /** Attempts that a process died in go out again. */
  | { readonly kind: 'released'; readonly count: number }
  /** A notice to the owner of a lane was put in the outbox. */
  | { readonly kind: 'noticed'; readonly lane: string; readonly owner: string }
  /** Another process has written to the store. */
  | { readonly kind: 'othersWrote' }
  /** The store refuses. Told once per distinct error until it recovers; nothing goes out meanwhile, nothing is lost. */
  | { readonly kind: 'storeFailed'; readonly error: unknown }
  | { readonly kind: 'storeRecovered' }
  /** Stopped while the store refused: so many outcomes are recorded nowhere and their messages are tried again. */
  | { readonly kind: 'unrecorded'; readonly count: number };
