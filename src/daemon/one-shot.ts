import { hostname } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Dispatcher as Network } from 'undici';
import type { Config } from '../config/config.ts';
import type { Clock, Random } from '../delivery/clock.ts';
import type { Delivery, NewDelivery } from '../delivery/delivery.ts';
import { Dispatcher } from '../delivery/dispatcher.ts';
import { fleetOfLanes } from '../delivery/fleet.ts';
import { FolderMembership } from '../delivery/folder-membership.ts';
import { isFinal } from '../delivery/transition.ts';
import { MINUTE, SECOND, toEpochMs } from '../schedule/instant.ts';
import type { Store } from '../store/store.ts';
import { openRobots } from './robots.ts';

export interface OneShotOptions {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** The network; owned by the caller. */
  readonly network: Network;
  /** Stop waiting; what is not final yet stays in the store, for whoever sends from it next. */
  readonly signal: AbortSignal;
  /** Waiting longer changes nothing. Default: until all are final. */
  readonly isSettled?: (deliveries: readonly Delivery[]) => Promise<boolean>;
}

/** How often to look, in ms: a daemon may be sending them. */
const POLL = SECOND / 5;

/**
 * Writes deliveries down, then sends them as a member of the store, beside a daemon or without one: whose turn it is,
 * the store decides. Only the lanes of their robots are served. Those whose robots only a daemon has (the sandbox) are
 * left to it.
 *
 * @returns the deliveries as they stand when all have ended, or nobody waits any more.
 */
export async function deliverOnce(
  deliveries: readonly NewDelivery[],
  options: OneShotOptions,
): Promise<readonly Delivery[]> {
  const { config, store, clock, random, network, signal } = options;
  await store.plans.commit({ deliveries, cursors: [] });
  const { fleet: whole } = openRobots(config, { dispatcher: network, now: () => clock.now() });
  const fleet = fleetOfLanes(whole, new Set(deliveries.map(({ lane }) => lane)));
  // A lane that was paused under another configuration is no reason to give up, and is not to be told as one.
  while ((await store.outbox.settle(fleet.lanes, fleet.assignments)) > 0) await setImmediate();
  const dispatcher = new Dispatcher({
    outbox: store.outbox,
    notices: store.notices,
    membership: (work) =>
      new FolderMembership({
        members: store.members,
        clock,
        identity: { pid: process.pid, host: hostname() },
        ...work,
      }),
    clock,
    random,
    robots: () => fleet,
  });
  if (fleet.lanes.length > 0) dispatcher.start();
  try {
    await watch(deliveries, options);
  } finally {
    await dispatcher.stop({ graceMs: signal.aborted ? SECOND : MINUTE });
  }
  // What was under way may have arrived while it was stopped.
  return statesOf(store, deliveries);
}

async function watch(
  deliveries: readonly NewDelivery[],
  { store, clock, signal, isSettled = allFinal }: OneShotOptions,
): Promise<void> {
  while (!signal.aborted && !(await isSettled(await statesOf(store, deliveries)))) {
    await clock.sleepUntil(toEpochMs(clock.now() + POLL), signal);
  }
}

async function allFinal(found: readonly Delivery[]): Promise<boolean> {
  return found.every(({ state }) => isFinal(state));
}

async function statesOf({ history }: Store, deliveries: readonly NewDelivery[]): Promise<readonly Delivery[]> {
  const found = await Promise.all(deliveries.map(({ id }) => history.find(id)));
  return found.flatMap((each) => each?.delivery ?? []);
}
