import type { Dispatcher as Network } from 'undici';
import type { Config } from '../config/config.ts';
import type { Clock, Random } from '../delivery/clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { createDispatcher } from '../delivery/dispatcher.ts';
import type { Fleet } from '../delivery/fleet.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { acquireLock } from '../store/lock.ts';
import { openStore, type Store } from '../store/store.ts';
import { isFinal } from '../delivery/transition.ts';
import { MINUTE } from '../schedule/instant.ts';
import { readCursors } from './confirmed.ts';
import { openRobots } from './robots.ts';

export interface OneShotOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
  /** The network; owned by the caller. */
  readonly network: Network;
  /** Stop waiting; what is not final yet stays in the outbox for the next daemon. */
  readonly signal?: AbortSignal;
}

/**
 * Puts deliveries into the outbox and carries them out without a daemon, under the daemon's own lock.
 * Only the lanes of their robots are served: whatever else waits in the outbox is the next daemon's.
 *
 * @returns the deliveries as they ended, or `undefined` when a daemon holds the lock after all.
 */
export async function deliverWithoutDaemon(
  deliveries: readonly NewDelivery[],
  options: OneShotOptions,
): Promise<readonly Delivery[] | undefined> {
  const { config, clock } = options;
  const busy = new AbortController();
  const lock = await acquireLock(config.daemon.dataDirectory, {
    clock,
    signal: busy.signal,
    onWaiting: () => busy.abort(),
  });
  if (lock === undefined) return undefined;
  try {
    const store = openStore(config.daemon.dataDirectory);
    try {
      return await carryOut(deliveries, store, options);
    } finally {
      store.close();
    }
  } finally {
    lock.release();
  }
}

async function carryOut(
  deliveries: readonly NewDelivery[],
  store: Store,
  { config, clock, random, network, signal }: OneShotOptions,
): Promise<readonly Delivery[]> {
  const { fleet: whole, lanes } = openRobots(config, { dispatcher: network, now: () => clock.now() });
  const asked = new Set(deliveries.map(({ robot }) => lanes.get(robot)));
  // What a lane may do depends on all robots that share its token: they are all known, though few are served.
  const fleet: Fleet = {
    ...whole,
    lanes: whole.lanes.filter(({ lane }) => asked.has(lane)),
    explainExpiry: (delivery) => {
      const isServed = asked.has(delivery.lane) || !config.robots.has(delivery.robot);
      return isServed ? whole.explainExpiry(delivery) : 'no daemon ran in time to send it';
    },
  };
  const { cursors, confirmed } = readCursors(await store.outbox.cursors(), clock.now());
  // What a daemon planned ahead and did not live to confirm is the next daemon's: it may have been called off since.
  await store.outbox.commit({
    withdrawAfter: confirmed,
    deliveries,
    cursors: cursors.filter(({ through }) => through > confirmed).map((cursor) => ({ ...cursor, through: confirmed })),
  });

  const ended = Promise.withResolvers<void>();
  const dispatcher = createDispatcher({
    outbox: store.outbox,
    clock,
    random,
    robots: () => fleet,
    onEvent: () => void look(),
  });
  const look = async (): Promise<void> => {
    if ((await statesOf(store, deliveries)).every(({ state }) => isFinal(state))) ended.resolve();
  };
  signal?.addEventListener('abort', () => ended.resolve(), { once: true });
  dispatcher.start();
  await look();
  await ended.promise;
  await dispatcher.stop({ graceMs: MINUTE });
  return statesOf(store, deliveries);
}

async function statesOf(store: Store, deliveries: readonly NewDelivery[]): Promise<readonly Delivery[]> {
  const found = await Promise.all(deliveries.map(({ id }) => store.outbox.find(id)));
  return found.flatMap((each) => each?.delivery ?? []);
}
