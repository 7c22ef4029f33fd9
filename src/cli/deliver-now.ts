import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/config.ts';
import { deliverWithoutDaemon } from '../daemon/one-shot.ts';
import { stopSignals } from '../daemon/stop-signals.ts';
import { systemClock } from '../daemon/system-clock.ts';
import type { Cause } from '../delivery/cause.ts';
import { causeFields } from '../delivery/cause-fields.ts';
import type { Delivery, NewDelivery } from '../delivery/delivery.ts';
import { isFinal } from '../delivery/transition.ts';
import { createDispatcher } from '../robot/dingtalk/dispatcher.ts';
import { SECOND, toEpochMs } from '../schedule/instant.ts';
import { isLocked } from '../store/lock.ts';
import type { Store } from '../store/store.ts';
import { causeText } from './cause-text.ts';
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
  /** Why nothing goes out in a lane until its configuration changes, by lane. */
  readonly stopped: ReadonlyMap<string, Cause>;
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
    await print(session, config, deliveries, ended);
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
    return ended && { deliveries: ended, isCarriedOn: false, stopped: new Map() };
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
    for (;;) {
      const ended = await look(store, deliveries);
      if (!wait || stopping.aborted || ended.deliveries.every((delivery) => isSettled(delivery, ended))) return ended;
      await systemClock.sleepUntil(toEpochMs(systemClock.now() + POLL), stopping);
    }
  });
}

async function look(store: Store, deliveries: readonly NewDelivery[]): Promise<Ended> {
  const found = await Promise.all(deliveries.map(({ id }) => store.outbox.find(id)));
  const lanes = await store.outbox.laneStates(systemClock.now());
  return {
    deliveries: found.flatMap((entry) => entry?.delivery ?? []),
    isCarriedOn: true,
    stopped: new Map(lanes.flatMap(({ lane, paused }) => (paused ? [[lane, paused.cause] as const] : []))),
  };
}

/** Waiting longer changes nothing. */
function isSettled({ state, lane }: Delivery, { stopped }: Ended): boolean {
  return isFinal(state) || stopped.has(lane);
}

function isWell(delivery: Delivery, ended: Ended): boolean {
  return delivery.state === 'delivered' || (ended.isCarriedOn && !isSettled(delivery, ended));
}

async function print(session: Session, config: Config, asked: readonly NewDelivery[], ended: Ended): Promise<void> {
  const { out, json, texts } = session;
  const wanted = new Map(asked.map((delivery) => [delivery.id, delivery]));
  for (const delivery of ended.deliveries) {
    const { id, robot, state, cause, createdAt } = delivery;
    const now = wanted.get(id);
    const isKnown = now !== undefined && createdAt !== now.createdAt;
    if (json) await out.json({ id, robot, state, ...causeFields(cause), known: isKnown || undefined });
    else await out.line(sentence(session, config, delivery, ended));
    if (json || !isKnown) continue;
    const at = timeForPeople(createdAt, config.daemon.timezone, session.language);
    await out.line(`  ${texts.send.known(at, isDeepStrictEqual(delivery.message, now.message))}`);
  }
}

function sentence(session: Session, config: Config, delivery: Delivery, ended: Ended): string {
  const { out, texts, language } = session;
  const { robot, state, cause, expiresAt } = delivery;
  const isGood = isWell(delivery, ended);
  const why = cause && causeText(session, config, cause);
  const what = [`${robot}: ${texts.history.states[state]}`, why].filter(Boolean).join(' · ');
  const line = out.paint(isGood ? 'green' : 'red', what);
  if (isFinal(state)) return line;
  const stopped = ended.stopped.get(delivery.lane);
  if (stopped !== undefined)
    return `${line}\n  ${texts.tryThis} ${texts.send.stopped(causeText(session, config, stopped))}`;
  const until = timeForPeople(expiresAt, config.daemon.timezone, language);
  return `${line}\n  ${texts.tryThis} ${ended.isCarriedOn ? texts.send.daemonSends(until) : texts.send.nobodySends(until)}`;
}
