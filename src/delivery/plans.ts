import type { EpochMs } from '../schedule/instant.ts';
import type { DeliveryKey, NewDelivery } from './delivery.ts';

/**
 * What planning, and sending a message by hand, needs of the store. Everything here is durable when the promise resolves.
 * Every store passes the same tests (`test/store/`).
 */
export interface Plans {
  /**
   * Writes what was planned and how far, in ONE transaction: either both are there after a crash or neither.
   *
   * A delivery whose id is known already is left as it is: replaying a plan adds nothing. Of a message that is known
   * already no parts are added, even if it was shorter then. Deliveries of one instant go out in the order given here,
   * and the parts of a message in their order.
   *
   * Rejects as `fenced`, and writes nothing, when the term is over: another process plans by now.
   */
  commit(plan: PlanToCommit): Promise<{
    /** How many deliveries were not known before. */
    readonly added: number;
  }>;

  /**
   * Takes back a message that was pushed by hand, waits, and was never tried; all its parts with it. It is skipped; or
   * these stand in its place, under its id, as if it had been pushed so. `false` = it waits no more, and nothing changed.
   */
  takeBack(id: string, now: EpochMs, instead?: readonly NewDelivery[]): Promise<boolean>;

  /** The cursors of all reminders; a reminder never planned has none. */
  cursors(): Promise<readonly Cursor[]>;

  /**
   * The clock that holds now shows `now`, and may have shown more before: what lies ahead of it does not count as done.
   * In one transaction every cursor beyond `now` comes back to it, and what was planned for later and never tried is
   * forgotten, as if it had not been planned; a run of missed occurrences that reaches beyond `now` is forgotten whole,
   * and the cursor of its reminder comes back before its first. What was sent stays sent. What was pushed by hand, or
   * for an owner, and what was tried, waits no longer for an instant that is yet to come, unless it was pushed for it.
   *
   * Rejects as `fenced`, and changes nothing, when the term is over.
   *
   * @param term In which it is planned. Default: nobody asks.
   */
  rewind(now: EpochMs, term?: Term): Promise<void>;

  /** The latest instant that stands anywhere in what was done: a clock that shows less has been set back. */
  lastSeen(): Promise<EpochMs | undefined>;
}

export interface PlanToCommit {
  readonly deliveries: readonly NewDelivery[];
  /** Default: none. */
  readonly missed?: readonly MissedOccurrences[];
  readonly cursors: readonly Cursor[];
  /** Reminders that are no more: their cursors are forgotten. Default: none. */
  readonly ended?: readonly string[];
  /** In which it was planned. Default: it was pushed, or nobody else plans on this store. */
  readonly term?: Term | undefined;
}

/** The time in which one process alone plans on a store; the next leader has another. Opaque: only compared. */
export type Term = string & { readonly term: unique symbol };

/** Only a membership hands out terms. */
export function toTerm(text: string): Term {
  return text as Term;
}

/**
 * Missed occurrences of one reminder, person, notice and robot. They become as few deliveries as can be: each extends
 * the delivery before it in its series when that is missed for the same reason, else it begins one, whose id comes from
 * its instant. An occurrence that is known already is left as it is; no two ranges overlap.
 */
export interface MissedOccurrences {
  /** As the first of them would be written alone. */
  readonly first: NewDelivery;
  /** What its id is derived from. */
  readonly key: Omit<DeliveryKey, 'dueAt'>;
  /** In order. */
  readonly instants: readonly EpochMs[];
}

/** How far a reminder has been planned. */
export interface Cursor {
  readonly reminder: string;
  /** The instant through which it has been planned, inclusive. */
  readonly through: EpochMs;
  /** What its trigger was then: a trigger that changed starts at now, a changed text keeps the cursor. */
  readonly trigger: string;
  /**
   * Before `through`, and not looked at yet: what came due there is too late for sure, and waits until what is due now
   * is on its way. In order. Default: nothing.
   */
  readonly owed?: readonly Span[];
}

/** After `from`, through `to`. */
export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}
