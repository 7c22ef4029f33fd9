import type { Daemon, PushResult } from './daemon.ts';
import type { Service } from './daemon-options.ts';
import type { Parts } from './parts.ts';
import { createExposition } from './prometheus.ts';
import { firedDeliveries, pushedDeliveries } from './push.ts';
import { resend } from './resend.ts';
import { UnknownName } from './unknown-name.ts';
import { upcomingInTurns } from './upcoming.ts';

/**
 * The running daemon as page, API and tests see it, from its parts.
 *
 * @param serving Holds the web server, once it listens.
 */
export function daemonOf(parts: Parts, serving: { readonly service?: Service | undefined }): Daemon {
  const { store, clock, inForce, heart, opener, dataWatch, listeners, undo } = parts;
  let stopped: Promise<void> | undefined;
  return {
    startedAt: parts.startedAt,
    history: store.history,
    inbox: store.inbox,
    door: parts.hooks.door,
    inlets: () => parts.hooks.inlets.states,
    overrides: store.overrides,
    now: () => clock.now(),
    read: () => clock.read(),
    get dataFault() {
      return dataWatch.fault;
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
    get address() {
      return serving.service?.address;
    },
    planning() {
      const { next } = heart.planner.standing;
      return next !== undefined && next.at <= clock.now() ? { dueSince: next.at, reminder: next.reminder } : {};
    },
    clockTrouble: () => heart.planner.standing.clockTrouble,
    upcoming: (query) => upcomingInTurns(inForce.config.reminders, query),
    ...messagesOf(parts),
    reload: (confirmed) => inForce.reload(confirmed),
    metrics: createExposition(parts),
    subscribe: (listener) => listeners.subscribe(listener),
    stop: () => (stopped ??= undo.disposeAsync()),
  };
}

/** What is said by hand. */
function messagesOf(parts: Parts): Pick<Daemon, 'push' | 'takeBack' | 'fire' | 'resend'> {
  const { store, clock, inForce, intake, heart, listeners } = parts;
  const pushing = () => ({ now: clock.now(), addresses: inForce.robots, world: inForce.config });
  return {
    async push(request) {
      const { robots } = inForce;
      if (!robots.lanes.has(request.robot)) throw new UnknownName('robot', request.robot);
      return firstOf(await intake(pushedDeliveries(request, pushing())));
    },
    async takeBack(id, instead) {
      const { robots } = inForce;
      if (instead && !robots.lanes.has(instead.robot)) throw new UnknownName('robot', instead.robot);
      const now = clock.now();
      const isDone = await store.plans.takeBack(
        id,
        now,
        instead && pushedDeliveries(instead, { ...pushing(), now, id }),
      );
      if (isDone) {
        heart.dispatcher.wake();
        listeners.changed();
      }
      return isDone;
    },
    async fire(id) {
      const reminder = inForce.config.reminders.find((each) => each.id === id);
      if (reminder === undefined) throw new UnknownName('reminder', id);
      return intake(firedDeliveries(reminder, inForce.robots, clock.now(), await store.overrides.list()));
    },
    async resend(id) {
      const again = await resend(id, store.history, inForce.robots, clock.now());
      if (again.kind === 'new') return firstOf(await intake(again.deliveries));
      const { id: known, robot, state } = again.delivery;
      return { id: known, robot, state };
    },
  };
}

/** Of one message: what its first part came to. */
function firstOf([result]: readonly PushResult[]): PushResult {
  if (result === undefined) throw new Error('of one message there is one result');
  return result;
}
