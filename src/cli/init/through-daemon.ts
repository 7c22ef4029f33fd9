import { setTimeout } from 'node:timers/promises';
import type { Config, RobotConfig } from '../../config/config.ts';
import { addressesOf } from '../../daemon/lanes.ts';
import { pushedDeliveries } from '../../daemon/push.ts';
import { isFinal } from '../../delivery/transition.ts';
import type { Message } from '../../message/message.ts';
import { type EpochMs, SECOND, toEpochMs } from '../../schedule/instant.ts';
import { isLocked, lockHolder } from '../../store/lock.ts';
import type { Store } from '../../store/store.ts';
import { withStore } from '../with-store.ts';

export type ThroughDaemon =
  /** No daemon runs on this folder, or the robot is the sandbox. */
  | { readonly kind: 'none' }
  | { readonly kind: 'arrived' }
  /** It runs, and goes by other credentials than those that were written. */
  | { readonly kind: 'elsewhere'; readonly pid: number | undefined };

/** An edit takes effect within two seconds. */
const TAKEN_OVER = 6 * SECOND;
/** A lane may have to wait for its limit. */
const DELIVERED = 20 * SECOND;
const POLL = SECOND / 5;

/**
 * Lets the daemon that runs on a folder send a message: that a robot works says nothing of the daemon, which may go by
 * another `.env`, or by what its environment sets. Nothing is sent from here.
 *
 * @param since When what it is to go by was written.
 */
export async function sendThroughDaemon(
  config: Config,
  { name, webhook }: RobotConfig,
  message: Message,
  since: EpochMs,
): Promise<ThroughDaemon> {
  const { dataDirectory } = config.daemon;
  if (webhook.kind === 'sandbox' || !isLocked(dataDirectory)) return { kind: 'none' };
  const isThere = await withStore(dataDirectory, async (store) => {
    await patiently(TAKEN_OVER, async () => isTakenOver(store, since));
    const deliveries = pushedDeliveries(
      // A person who sets up a robot wants to see a message from it.
      { robot: name, message, priority: 1 },
      { now: toEpochMs(Date.now()), addresses: addressesOf(config), world: config },
    );
    await store.plans.commit({ deliveries, cursors: [] });
    const ids = deliveries.map(({ id }) => id);
    await patiently(DELIVERED, async () => (await found(store, ids)).every(({ state }) => isFinal(state)));
    // One that knows another robot by this name has moved them to that one's lane.
    return (await found(store, ids)).every(({ state, lane }) => state === 'delivered' && lane === webhook.lane);
  });
  return isThere ? { kind: 'arrived' } : { kind: 'elsewhere', pid: lockHolder(dataDirectory)?.pid };
}

async function isTakenOver({ daemonState }: Store, since: EpochMs): Promise<boolean> {
  const { lastReload } = await daemonState.read();
  return lastReload !== undefined && lastReload.at >= since;
}

async function found({ history }: Store, ids: readonly string[]) {
  const each = await Promise.all(ids.map((id) => history.find(id)));
  return each.flatMap((entry) => entry?.delivery ?? []);
}

async function patiently(ms: number, isDone: () => Promise<boolean>): Promise<void> {
  const latest = performance.now() + ms;
  while (!(await isDone()) && performance.now() < latest) await setTimeout(POLL);
}
