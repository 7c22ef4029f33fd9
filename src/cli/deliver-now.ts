import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/substitute.ts';
import { isOfSandbox } from '../daemon/lanes.ts';
import { deliverOnce } from '../daemon/one-shot.ts';
import { stopSignals } from '../daemon/stop-signals.ts';
import { systemClock } from '../daemon/system-clock.ts';
import type { Cause } from '../delivery/cause.ts';
import { causeFields } from '../delivery/cause-fields.ts';
import type { Delivery, NewDelivery } from '../delivery/delivery.ts';
import { isFinal } from '../delivery/transition.ts';
import { openNetwork } from '../network/open-network.ts';
import { SECOND } from '../schedule/instant.ts';
import { isLocked } from '../store/lock.ts';
import type { Store } from '../store/store.ts';
import { causeText } from './cause-text.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { timeForPeople } from './format-time.ts';
import { robotText } from './robot-text.ts';
import type { Session } from './session.ts';
import { withStore } from './with-store.ts';

/** How long a command without `--wait` stays. */
const PATIENCE = 10 * SECOND;

/** What came of deliveries, and whether somebody goes on with those that are not final. */
interface Ended {
  readonly deliveries: readonly Delivery[];
  readonly isCarriedOn: boolean;
  /** Why nothing goes out in a lane until its configuration changes, by lane. */
  readonly stopped: ReadonlyMap<string, Cause>;
}

/**
 * Writes deliveries down, sends them, and tells what comes of them, beside a daemon or without one: whose turn it is, the
 * store decides. `wait`: until they are final, or Ctrl-C; else for ten seconds. What is not final then is sent by the
 * daemon, if there is one.
 */
export async function deliverNow(
  session: Session,
  config: Config,
  deliveries: readonly NewDelivery[],
  wait: boolean,
): Promise<ExitCode> {
  const { dataDirectory } = config.daemon;
  const sandbox = deliveries.find(({ robot }) => config.robots.get(robot)?.webhook.kind === 'sandbox');
  if (sandbox && !isLocked(dataDirectory)) throw new Failure(session.texts.send.sandboxNeedsDaemon(sandbox.robot));
  const stopping = stopSignals(process);
  const signal = wait ? stopping.signal : AbortSignal.any([stopping.signal, AbortSignal.timeout(PATIENCE)]);
  try {
    const { env } = session;
    const ended = await withStore(dataDirectory, (store) => deliver({ env, config, store, deliveries, signal }));
    await print(session, config, deliveries, ended);
    return ended.deliveries.every((delivery) => isWell(delivery, ended)) ? EXIT.fine : EXIT.notFine;
  } finally {
    stopping.dispose();
  }
}

interface Task {
  readonly env: Environment;
  readonly config: Config;
  readonly store: Store;
  readonly deliveries: readonly NewDelivery[];
  readonly signal: AbortSignal;
}

async function deliver({ env, config, store, deliveries, signal }: Task): Promise<Ended> {
  const network = openNetwork({ env });
  const isSettledNow = async (found: readonly Delivery[]): Promise<boolean> => {
    const stopped = await stoppedLanes(store);
    return found.every((delivery) => isSettled(delivery, { stopped }));
  };
  try {
    const found = await deliverOnce(deliveries, {
      config,
      store,
      clock: systemClock,
      random: Math.random,
      network,
      signal,
      isSettled: isSettledNow,
    });
    const isCarriedOn = isLocked(config.daemon.dataDirectory);
    return { deliveries: found, isCarriedOn, stopped: await stoppedLanes(store) };
  } finally {
    await network.destroy();
  }
}

async function stoppedLanes({ history }: Store): Promise<ReadonlyMap<string, Cause>> {
  const lanes = await history.laneStates(systemClock.read());
  return new Map(lanes.flatMap(({ lane, paused }) => (paused ? [[lane, paused.cause] as const] : [])));
}

/** Waiting longer changes nothing. */
function isSettled({ state, lane }: Delivery, { stopped }: Pick<Ended, 'stopped'>): boolean {
  return isFinal(state) || stopped.has(lane);
}

/** What has nothing to say was skipped as it should be. */
function isWell(delivery: Delivery, ended: Ended): boolean {
  return (
    delivery.state === 'delivered' || delivery.state === 'skipped' || (ended.isCarriedOn && !isSettled(delivery, ended))
  );
}

async function print(session: Session, config: Config, asked: readonly NewDelivery[], ended: Ended): Promise<void> {
  const { out, json, texts } = session;
  const wanted = new Map(asked.map((delivery) => [delivery.id, delivery]));
  for (const delivery of ended.deliveries) {
    const { id, robot, state, cause, createdAt } = delivery;
    const now = wanted.get(id);
    const isKnown = now !== undefined && createdAt !== now.createdAt;
    if (json)
      await out.json({
        id,
        robot,
        sandbox: isOfSandbox(delivery) || undefined,
        state,
        ...causeFields(cause),
        known: isKnown || undefined,
      });
    else await out.line(sentence(session, config, delivery, ended));
    if (json || !isKnown) continue;
    const at = timeForPeople(createdAt, config.daemon.timezone, session.language);
    await out.line(`  ${texts.send.known(at, isDeepStrictEqual(delivery.message, now.message))}`);
  }
}

function sentence(session: Session, config: Config, delivery: Delivery, ended: Ended): string {
  const { out, texts, language } = session;
  const { state, cause, expiresAt } = delivery;
  const isGood = isWell(delivery, ended);
  const why = cause && causeText(session, config, cause);
  const what = [`${robotText(session, delivery)}: ${texts.history.states[state]}`, why].filter(Boolean).join(' · ');
  const line = out.paint(isGood ? 'green' : 'red', what);
  if (isFinal(state)) return line;
  const stopped = ended.stopped.get(delivery.lane);
  if (stopped !== undefined)
    return `${line}\n  ${texts.tryThis} ${texts.send.stopped(causeText(session, config, stopped))}`;
  const until = timeForPeople(expiresAt, config.daemon.timezone, language);
  return `${line}\n  ${texts.tryThis} ${ended.isCarriedOn ? texts.send.daemonSends(until) : texts.send.nobodySends(until)}`;
}
