import type { Message } from '../message/message.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Cause } from './cause.ts';

/**
 * The durable intent to tell one robot of one occurrence (or of a message pushed by hand).
 * Its standing (`state`, `attempts`, `nextAttemptAt`, `claimedBy`, `finishedAt`, `cause`) is changed only by
 * `transition.ts`, but for `nextAttemptAt` when the clock is set back. The store moves it to another `lane` when its
 * robot's token is changed, puts it into a `digest` and takes it out (`coalesce` may go), and extends a `run`. Every other
 * field is fixed when it is made.
 */
export interface Delivery {
  /**
   * A UUID derived from {@link DeliveryKey}: the same occurrence planned twice, on any machine, has the same id.
   * It is DingTalk's `msgUuid` too.
   */
  readonly id: string;
  readonly origin: Origin;
  /** The reminder's id; `undefined` for messages pushed by hand and notices to the owner. */
  readonly reminder?: string;
  readonly person?: string;
  readonly notice?: string;
  /** The robot's name in the configuration. */
  readonly robot: string;
  /** The queue of one access token: a hash of the token, never the token. */
  readonly lane: string;
  /**
   * The fire instant of the occurrence; for messages pushed by hand, when they were pushed, or when they are to be sent.
   * Of what quiet hours hold, when they end.
   */
  readonly dueAt: EpochMs;
  /**
   * Several missed occurrences in a row, in this one delivery: how many, the first at `dueAt`, the last at `lastAt`. A
   * later plan may extend it. `undefined` = one.
   */
  readonly run?: { readonly count: number; readonly lastAt: EpochMs };
  readonly createdAt: EpochMs;
  /** After this instant it is not sent any more: `dueAt` + `late`. */
  readonly expiresAt: EpochMs;
  /** How long after `dueAt` it was planned, in ms, when that was late; 0 otherwise. */
  readonly lateMs: number;
  /** Higher goes first among deliveries due at the same instant. Default 0. */
  readonly priority: number;
  /** Rendered when planned: what is sent is what was planned, whatever is edited meanwhile. */
  readonly message: Message;
  /** Which part of a message that was too long for one post; `undefined` = all of it. */
  readonly part?: { readonly number: number; readonly of: number };
  /** May be merged with others into a digest when the lane cannot send all of them in time. */
  readonly coalesce: boolean;
  /** The digest that carries it: it is not sent itself, and ends as the digest does. */
  readonly digest?: string;
  readonly state: State;
  /** Attempts started so far. */
  readonly attempts: number;
  /** `pending`: not before this instant. */
  readonly nextAttemptAt: EpochMs;
  /** `sending`: the member that has claimed it, and will record what came of it or be buried. */
  readonly claimedBy?: string;
  /** When a final state was reached. */
  readonly finishedAt?: EpochMs;
  /** Why it is in this state, when that needs saying. */
  readonly cause?: Cause;
}

/** Where it stands in the history: when it was due; a run of missed occurrences stands where its last one does. */
export function lastDueOf({ dueAt, run }: Pick<Delivery, 'dueAt' | 'run'>): EpochMs {
  return run?.lastAt ?? dueAt;
}

/**
 * Where a delivery came from: planned, `fire`d or `send`ed by hand, the news of another program (`hook`), the daemon
 * speaking to the owner, or several deliveries merged into one (`digest`; each of them names it in its own `digest`).
 */
export type Origin = 'schedule' | 'fire' | 'send' | 'hook' | 'owner' | 'digest';

export type State = (typeof STATES)[number];
export type FinalState = Exclude<State, 'pending' | 'sending'>;

/** In the order in which a delivery goes through them; the final ones last. */
export const STATES = ['pending', 'sending', 'delivered', 'failed', 'expired', 'missed', 'skipped'] as const;

/** What makes a delivery the one it is. */
export interface DeliveryKey {
  readonly reminder: string;
  readonly person?: string;
  readonly notice?: string;
  readonly dueAt: EpochMs;
  readonly robot: string;
}

/** A delivery about to be written: `pending`, or born `missed`, `skipped` or (no robot would take it) `failed`. */
export type NewDelivery = Omit<
  Delivery,
  'attempts' | 'claimedBy' | 'digest' | 'nextAttemptAt' | 'finishedAt' | 'state'
> & {
  readonly state: 'pending' | 'missed' | 'skipped' | 'failed';
};

/** One POST. Written down before it starts, so that no crash forgets one and the limiter counts them all. */
export interface Attempt {
  readonly id: number;
  readonly delivery: string;
  readonly lane: string;
  readonly startedAt: EpochMs;
  /** `undefined` while it is under way, or for ever when the process died in it. */
  readonly finishedAt?: EpochMs;
  readonly outcome?: 'delivered' | 'throttled' | 'unreachable' | 'rejected' | 'ambiguous';
  readonly httpStatus?: number;
  readonly cause?: Cause;
}
