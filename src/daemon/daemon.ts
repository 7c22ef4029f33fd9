import type { Config } from '../config/config.ts';
import type { Problem } from '../config/problem.ts';
import type { ClockReading } from '../delivery/clock.ts';
import type { ClockTrouble } from '../delivery/clock-trouble.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Inbox } from '../delivery/inbox.ts';
import type { InletState } from '../delivery/inlet.ts';
import type { History } from '../delivery/history.ts';
import type { Kind } from '../hooks/kinds.ts';
import type { Message } from '../message/message.ts';
import type { Sandbox } from '../robot/sandbox/sandbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Overrides } from '../schedule/overrides.ts';
import type { DataFault } from './data-fault-words.ts';
import type { HookDoor } from './hook-door.ts';
import type { Addresses } from './make-deliveries.ts';
import type { Upcoming, UpcomingQuery } from './upcoming.ts';

/** The running daemon as the page, the API and the tests see it. */
export interface Daemon {
  readonly startedAt: EpochMs;
  /** The configuration in use: the last good one. */
  readonly config: Config;
  /** What stands in the way of the newest edit, empty when the newest edit is in use. */
  readonly problems: readonly Problem[];
  /** When the configuration was last read, and whether what stood there then is in use. */
  readonly lastReload: LastReload;
  /** What was done to the database or the lock under the daemon, and what to do, in one line. Default: nothing. */
  readonly dataFault: DataFault | undefined;
  /** What was sent, what waits, and why. */
  readonly history: History;
  /** What people set by hand. Set here or in another process, it counts from the next occurrence on. */
  readonly overrides: Overrides;
  /** The built-in fake DingTalk, when at least one robot uses it. */
  readonly sandbox: Sandbox | undefined;
  /** Where the page is, `http://127.0.0.1:8787/`; `undefined` until the web server listens. */
  readonly address: string | undefined;
  now(): EpochMs;
  /** The clocks of this machine, now. */
  read(): ClockReading;
  /** How planning stands: all that is known without asking the store or a timetable. */
  planning(): Planning;
  /** Why the clock of this machine is not believed; `undefined` = it is. */
  clockTrouble(): ClockTrouble | undefined;
  /** What will fire, in order of time, then reminder; heeding the overrides handed in, none of its own accord. */
  upcoming(query: UpcomingQuery): Promise<readonly Upcoming[]>;
  /** Where messages go under the configuration in use. */
  readonly addresses: Addresses;
  /** A message now, or when it says, through the outbox, as if a reminder had come due. */
  push(request: PushRequest): Promise<PushResult>;
  /**
   * Takes back a message that was pushed and still waits, or puts another one in its place, under its id. `false` = it
   * does not wait any more, or was tried already.
   */
  takeBack(id: string, instead?: PushRequest): Promise<boolean>;
  /** One reminder now, to each of its robots, without moving its schedule. */
  fire(reminder: string): Promise<readonly PushResult[]>;
  /**
   * The message of a delivery that has ended once more, as a new delivery due now. Asked again while that one is under
   * way or has just been made, it gives that one: a double click sends once.
   *
   * @throws {UnknownName} when there is no such delivery, or its robot is gone.
   */
  resend(id: string): Promise<PushResult>;
  /**
   * Reads the configuration again and goes on with it; resolves with whether it is in use. One that is not valid
   * changes nothing but `problems`. Never rejects.
   *
   * @param confirmed A person asks for it: that no reminder is left, which was told, is meant. Default `false`.
   */
  reload(confirmed?: boolean): Promise<boolean>;
  /** What Prometheus reads, as of now. */
  metrics(): Promise<MetricsText>;
  /** What other programs post comes in here. */
  readonly door: Pick<HookDoor, 'receive' | 'refuse' | 'refuseTooLarge' | 'replay'>;
  /** What fetches hooks' events itself, by their names: channels of relays, feeds. */
  inlets(): ReadonlyMap<string, InletState>;
  /** What came of what they posted. */
  readonly inbox: Pick<Inbox, 'list' | 'find' | 'summaries'>;
  /** Calls `listener` whenever something to be seen changed: planned, sent, failed, reloaded. Returns unsubscribe. */
  subscribe(listener: () => void): () => void;
  /** Stops planning, lets attempts in flight finish, closes the store, releases the lock. Idempotent. */
  stop(): Promise<void>;
}

/** The oldest instant that is due and not planned yet, and whose it is; neither when there is none. */
export interface Planning {
  readonly dueSince?: EpochMs;
  readonly reminder?: string;
}

export interface LastReload {
  readonly at: EpochMs;
  readonly accepted: boolean;
  /** The daemon started on what was taken over last, and since when that is so: what stood in the folder had errors. */
  readonly keptSince?: EpochMs;
}

export interface MetricsText {
  /** The value of the header that goes with it. */
  readonly contentType: string;
  readonly text: string;
}

export interface PushRequest {
  readonly robot: string;
  readonly message: Message;
  /** When it is to be sent. Default: now. In quiet hours of its robot: when they end. */
  readonly at?: EpochMs;
  /** Above 0 it passes quiet hours; higher goes first at one instant. Default 0. */
  readonly priority?: number;
  /** What it tells of, for `except` of quiet hours. Default: nothing that these name. */
  readonly kind?: Kind;
  /** The same key pushes once, however often it is asked. Default: each call is a new message. */
  readonly idempotencyKey?: string;
}

export interface PushResult {
  readonly id: string;
  readonly robot: string;
  readonly state: Delivery['state'];
}
