import type { EpochMs } from '../schedule/instant.ts';
import type { NewDelivery } from './delivery.ts';

/**
 * What other programs have sent, from the moment it is accepted until it is forgotten: what receiving, gathering and
 * telling need of the store. Everything is durable when the promise resolves.
 */
export interface Inbox {
  /**
   * Writes the events of one request, once, in ONE transaction. An event that waits joins the events about the same thing
   * that are not due yet: all are due together with the first.
   */
  receive(events: readonly [NewReceived, ...NewReceived[]], memories?: readonly NewMemory[]): Promise<Receipt>;

  /** What a hook remembers under a key; `undefined` = nothing. */
  memory(hook: string, key: string): Promise<unknown>;

  /**
   * Remembers what belongs to no event, all of it in ONE transaction; `false` = something else is remembered by now, and
   * nothing was written. Under keys that begin with `hook `, it stays for ever.
   */
  remember(memories: readonly NewMemory[], now: EpochMs): Promise<boolean>;

  /**
   * The first event that is due at `now`, with all that are told together with it, in the order in which they came;
   * empty = nothing is due. `next`: when the next one comes due after `now`.
   */
  due(now: EpochMs): Promise<{ readonly events: readonly Received[]; readonly next?: EpochMs }>;

  /**
   * Writes deliveries, and what became of each event that waited or until when it goes on waiting, in ONE transaction.
   * `false` = one of the events does not wait any more, and nothing was written.
   */
  tell(told: Told): Promise<boolean>;

  /** The hook's events of the last hour that are or will be told and whose news has one of these names; in order. */
  saying(hook: string, names: readonly string[], now: EpochMs): Promise<readonly Received[]>;

  /** With what was received. */
  find(id: string): Promise<Received | undefined>;

  /** Newest first, without what was received. */
  list(query: InboxQuery): Promise<readonly Received[]>;

  /** For each hook that has any event: the last one, and how many since `since` are in each state. */
  summaries(since: EpochMs): Promise<readonly InboxSummary[]>;

  /**
   * Forgets the content of requests that was to be kept until `now`, events older than `before`, and memories that have
   * not changed since then. Events that wait are kept. Works on some at a time and returns how many; call it again until
   * it returns 0.
   */
  prune(before: EpochMs, now: EpochMs): Promise<number>;
}

/** `waiting` = it will be told; `ignored` and `refused` say why in `because`, and what is held says why not yet. */
export type EventState = 'waiting' | 'told' | 'ignored' | 'refused';

export interface Received {
  /** Derived from the hook and what the sender calls the event: sent again, it has the same. */
  readonly id: string;
  readonly hook: string;
  /** `push`, `issue.opened`. Default: not known. */
  readonly kind?: string;
  /** What it is about, in one line. Text from outside. */
  readonly subject?: string;
  readonly receivedAt: EpochMs;
  readonly state: EventState;
  /** Why it is not told, or not yet, as data. */
  readonly because?: unknown;
  /** Events of one hook about one thing are told as one. Default: about nothing else. */
  readonly thing?: string;
  /** `waiting`: when it is told. */
  readonly dueAt?: EpochMs;
  /** How often the sender has sent it again. */
  readonly repeats: number;
  /** The deliveries that tell of it, by their ids. */
  readonly deliveries: readonly string[];
  /** What it says, as data; while it waits, and for as long as what was received is kept. */
  readonly event?: unknown;
  /** As it came, without secrets, for as long as that is kept. */
  readonly original?: Original;
}

export interface Original {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface NewReceived extends Omit<Received, 'state' | 'repeats' | 'deliveries'> {
  readonly state: Exclude<EventState, 'told'>;
  /** Its news, by names of the sender's own. Default: none. */
  readonly says?: readonly string[];
  /** Until then `event` and `original` are kept. Default: until it is told. */
  readonly keptUntil?: EpochMs;
}

/** What a hook remembers from now on. JSON. */
export interface NewMemory {
  readonly hook: string;
  readonly key: string;
  readonly value: unknown;
  /** What it remembered when this was made of it. */
  readonly before: unknown;
}

export type Receipt =
  | { readonly kind: 'written' }
  /** The first of them was here before, and is as it was; nothing was written. */
  | { readonly kind: 'duplicate'; readonly state: EventState }
  /** Something else is remembered by now; nothing was written. */
  | { readonly kind: 'outdated' };

export interface Told {
  readonly events: readonly (
    | {
        readonly id: string;
        readonly state: 'told' | 'ignored';
        readonly because?: unknown;
        /** Default: none. */
        readonly deliveries?: readonly string[];
      }
    | StillWaiting
  )[];
  readonly deliveries: readonly NewDelivery[];
}

/** Held until `dueAt`, to be told with what has the same `thing` and is due then. */
export interface StillWaiting extends Required<Pick<Received, 'id' | 'because' | 'thing' | 'dueAt' | 'receivedAt'>> {
  readonly state: 'waiting';
}

export interface InboxQuery {
  readonly hook?: string;
  readonly state?: EventState;
  /** Only what comes after the event of this id in that order. Nothing when it is unknown. */
  readonly after?: string;
  /** Default 50. */
  readonly limit?: number;
}

export interface InboxSummary {
  readonly hook: string;
  readonly lastAt: EpochMs;
  readonly counts: Readonly<Record<EventState, number>>;
}
