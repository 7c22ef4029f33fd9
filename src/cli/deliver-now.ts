import type { Config } from '../config/config.ts';
import { deliverWithoutDaemon } from '../daemon/one-shot.ts';
import { stopSignals } from '../daemon/stop-signals.ts';
import { systemClock } from '../daemon/system-clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { isFinal } from '../delivery/transition.ts';
import { createDispatcher } from '../robot/dingtalk/dispatcher.ts';
import { SECOND, toEpochMs } from '../schedule/instant.ts';
import { isLocked } from '../store/lock.ts';
import type { Store } from '../store/store.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { timeForPeople } from './format-time.ts';
import type { Session } from './session.ts';
import { withStore } from './with-store.ts';

/** How long `send` without `--wait` stays, when there is no daemon that could go on. */
const PATIENCE = 30 * SECOND;
const POLL = SECOND / 5;

/** What came of deliveries, and whether somebody goes on with those that are not final. */
interface Ended {
  readonly deliveries: readonly Delivery[];
  readonly isCarriedOn: boolean;
}

/**
 * Puts deliveries into the outbox and tells what comes of them. A running daemon carries them out; without one this
 * process does, under the daemon's lock. `wait`: until they are final, or Ctrl-C; what is not final stays in the outbox.
 */
export async function deliverNow(
  session: Session,
  config: Config,
  deliveries: readonly NewDelivery[],
  wait: boolean,
): Promise<ExitCode> {
  const stopping = stopSignals(process);
  try {
    const ended =
      (await deliverHere(session, config, deliveries, wait, stopping.signal)) ??
      (await handToDaemon(config, deliveries, wait, stopping.signal));
    await print(session, config, ended);
    return ended.deliveries.every((delivery) => isWell(delivery, ended)) ? EXIT.fine : EXIT.notFine;
  } finally {
    stopping.dispose();
  }
}

/** `undefined` when a daemon runs. */
async function deliverHere(
  session: Session,
  config: Config,
  deliveries: readonly NewDelivery[],
  wait: boolean,
  stopping: AbortSignal,
): Promise<Ended | undefined> {
  if (isLocked(config.daemon.dataDirectory)) return undefined;
  const sandbox = deliveries.find(({ robot }) => config.robots.get(robot)?.webhook.kind === 'sandbox');
  if (sandbox) throw new Failure(session.texts.send.sandboxNeedsDaemon(sandbox.robot));

  const network = createDispatcher({ env: process.env });
  try {
    const ended = await deliverWithoutDaemon(deliveries, {
      config,
      clock: systemClock,
      random: Math.random,
      network,
      signal: wait ? stopping : AbortSignal.any([stopping, AbortSignal.timeout(PATIENCE)]),
    });
    return ended && { deliveries: ended, isCarriedOn: false };
  } finally {
    await network.destroy();
  }
}

function handToDaemon(
  { daemon: { dataDirectory } }: Config,
  deliveries: readonly NewDelivery[],
  wait: boolean,
  stopping: AbortSignal,
): Promise<Ended> {
  return withStore(dataDirectory, async (store) => {
    await store.outbox.commit({ deliveries, cursors: [] });
    const found = wait ? await untilFinal(store, deliveries, stopping) : await read(store, deliveries);
    return { deliveries: found, isCarriedOn: true };
  });
}

async function untilFinal(
  store: Store,
  deliveries: readonly NewDelivery[],
  stopping: AbortSignal,
): Promise<readonly Delivery[]> {
  for (;;) {
    const found = await read(store, deliveries);
    if (stopping.aborted || found.every(({ state }) => isFinal(state))) return found;
    await systemClock.sleepUntil(toEpochMs(systemClock.now() + POLL), stopping);
  }
}

async function read({ outbox }: Store, deliveries: readonly NewDelivery[]): Promise<readonly Delivery[]> {
  const found = await Promise.all(deliveries.map(({ id }) => outbox.find(id)));
  return found.flatMap((entry) => entry?.delivery ?? []);
}

function isWell({ state }: Delivery, { isCarriedOn }: Ended): boolean {
  return state === 'delivered' || (isCarriedOn && !isFinal(state));
}

async function print(session: Session, config: Config, ended: Ended): Promise<void> {
  const { out, json } = session;
  for (const delivery of ended.deliveries) {
    const { id, robot, state, reason } = delivery;
    if (json) await out.json({ id, robot, state, reason });
    else await out.line(sentence(session, config, delivery, ended));
  }
}

function sentence({ out, texts, language }: Session, { daemon }: Config, delivery: Delivery, ended: Ended): string {
  const { robot, state, reason, expiresAt } = delivery;
  const isGood = isWell(delivery, ended);
  const what = [`${robot}: ${texts.history.states[state]}`, reason].filter(Boolean).join(' · ');
  const line = out.paint(isGood ? 'green' : 'red', what);
  if (isFinal(state)) return line;
  const until = timeForPeople(expiresAt, daemon.timezone, language);
  return `${line}\n  ${texts.tryThis} ${ended.isCarriedOn ? texts.send.daemonSends(until) : texts.send.nobodySends(until)}`;
}
