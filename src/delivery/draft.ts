import type { Message } from '../message/message.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Cause } from './cause.ts';
import type { NewDelivery, Origin } from './delivery.ts';

/** A message on its way to one robot, before it is known how many posts it takes. */
export interface Draft {
  readonly id: string;
  readonly origin: Origin;
  /** Default: of no reminder. */
  readonly reminder?: string | undefined;
  readonly person?: string | undefined;
  readonly notice?: string | undefined;
  readonly robot: string;
  readonly message: Message;
  readonly now: EpochMs;
  /** Default: now. */
  readonly dueAt?: EpochMs;
  /** How long after `dueAt` it may be sent, in ms. */
  readonly lifeMs: number;
  /** Default 0. */
  readonly lateMs?: number;
  /** Default 0. */
  readonly priority?: number;
  /** Default false. */
  readonly coalesce?: boolean;
  /** Default `pending`. */
  readonly state?: NewDelivery['state'];
  readonly cause?: Cause | undefined;
}

/**
 * Makes the deliveries of a draft as its robot takes them: well-formed, with a keyword, in parts when it is too long for
 * one post; none when the robot has no lane. Handed in, since what fits in a post is the vendor's matter.
 */
export type MakeDeliveries = (draft: Draft) => readonly NewDelivery[];

/** The delivery of a draft that goes out in one piece, as it is. */
export function newDelivery(draft: Draft, lane: string): NewDelivery {
  const { id, origin, robot, message, now, dueAt = now, lifeMs, state = 'pending' } = draft;
  const { lateMs = 0, priority = 0, coalesce = false, reminder, person, notice, cause } = draft;
  return {
    id,
    origin,
    ...(reminder === undefined ? {} : { reminder }),
    ...(person === undefined ? {} : { person }),
    ...(notice === undefined ? {} : { notice }),
    robot,
    lane,
    dueAt,
    createdAt: now,
    expiresAt: toEpochMs(dueAt + lifeMs),
    lateMs,
    priority,
    coalesce,
    message,
    state,
    ...(cause === undefined ? {} : { cause }),
  };
}
