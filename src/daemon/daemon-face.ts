import type { Config, Reminder } from '../config/config.ts';
import type { Clock } from '../delivery/clock.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Store } from '../store/store.ts';
import type { Daemon, MetricsText } from './daemon.ts';
import type { Service } from './daemon-options.ts';
import type { DataWatch } from './data-watch.ts';
import type { Heart } from './heart.ts';
import type { InForce } from './in-force.ts';
import type { Intake } from './intake.ts';
import type { Listeners } from './listeners.ts';
import { firedDeliveries, pushedDeliveries } from './push.ts';
import { resend } from './resend.ts';
import type { RobotOpener } from './robot-opener.ts';
import { UnknownName } from './unknown-name.ts';
import { upcomingInTurns } from './upcoming.ts';

export interface DaemonParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly startedAt: EpochMs;
  readonly inForce: InForce;
  readonly heart: Heart;
  readonly intake: Intake;
  readonly opener: RobotOpener;
  readonly listeners: Listeners;
  readonly dataWatch: DataWatch;
  /** The web server, once it listens. */
  readonly service: () => Service | undefined;
  readonly metrics: () => Promise<MetricsText>;
  readonly stop: () => Promise<void>;
}

/** The running daemon as page, API and tests see it, from its parts. */
export function daemonOf(parts: DaemonParts): Daemon {
  const { store, clock, inForce, heart, opener } = parts;
  return {
    startedAt: parts.startedAt,
    history: store.history,
    overrides: store.overrides,
    now: () => clock.now(),
    read: () => clock.read(),
    get dataFault() {
      return parts.dataWatch.fault;
    },
    get config() {
      return inForce.config;
    },
    get problems() {
      return inForce.problems;
    },
    get lastReload() {
      return inForce.lastReload;
    },
    get sandbox() {
      return opener.sandbox;
    },
    get addresses() {
      return inForce.robots;
    },
    get lanes() {
      return inForce.robots.lanes;
    },
    get address() {
      return parts.service()?.address;
    },
    planning() {
      const { next } = heart.planner.standing;
      return next !== undefined && next.at <= clock.now() ? { dueSince: next.at, reminder: next.reminder } : {};
    },
    clockTrouble: () => heart.planner.standing.clockTrouble,
    upcoming: (query) => upcomingInTurns(inForce.config.reminders, query),
    ...messagesOf(parts),
    reload: () => inForce.reload(),
    metrics: parts.metrics,
    subscribe: (listener) => parts.listeners.subscribe(listener),
    stop: parts.stop,
  };
}

/** What is said at once. */
function messagesOf({ store, clock, inForce, intake }: DaemonParts): Pick<Daemon, 'push' | 'fire' | 'resend'> {
  return {
    async push(request) {
      const { robots } = inForce;
      if (!robots.lanes.has(request.robot)) throw new UnknownName('robot', request.robot);
      return intake.commitOne(pushedDeliveries(request, robots, clock.now()));
    },
    async fire(id) {
      const reminder = reminderOf(inForce.config, id);
      return intake.commit(firedDeliveries(reminder, inForce.robots, clock.now(), await store.overrides.list()));
    },
    async resend(id) {
      const again = await resend(id, store.history, inForce.robots, clock.now());
      if (again.kind === 'new') return intake.commitOne(again.deliveries);
      const { id: known, robot, state } = again.delivery;
      return { id: known, robot, state };
    },
  };
}

function reminderOf(config: Config, id: string): Reminder {
  const reminder = config.reminders.find((each) => each.id === id);
  if (reminder === undefined) throw new UnknownName('reminder', id);
  return reminder;
}
