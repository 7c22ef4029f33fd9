import { setImmediate } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { type EpochMs, SECOND } from '../schedule/instant.ts';
import { openStore, type Store } from '../store/store.ts';
import { startAttendants } from './attendants.ts';
import type { Daemon } from './daemon.ts';
import { daemonOf } from './daemon-face.ts';
import type { DaemonOptions, Service } from './daemon-options.ts';
import { type DataWatch, startDataWatch } from './data-watch.ts';
import { clockNotices, editNotices } from './owner-news.ts';
import { createEditTeller } from './edit-teller.ts';
import { errorFields } from './error-fields.ts';
import { createHeart, type Heart } from './heart.ts';
import { createInForce, type FirstConfig, type InForce } from './in-force.ts';
import { createIntake, type Intake } from './intake.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { logStart, logStoppedRobots } from './log-start.ts';
import type { Logger } from './logger.ts';
import { createExposition } from './prometheus.ts';
import { createRobotOpener, type RobotOpener } from './robot-opener.ts';
import { createTally, type Tally } from './tally.ts';
import type { Implausible } from './timeline.ts';
import { welcomeOf } from './welcome.ts';

/** How long attempts under way may go on when the daemon stops: pm2's `kill_timeout` is 15 s. */
const STOP_GRACE = 10 * SECOND;

/** What everything else stands on, in the order in which it was made. */
interface Base {
  readonly config: Config;
  readonly options: DaemonOptions;
  readonly logger: Logger;
  readonly undo: AsyncDisposableStack;
  readonly now: () => EpochMs;
  readonly startedAt: EpochMs;
  readonly listeners: Listeners;
  readonly store: Store;
  readonly opener: RobotOpener;
  readonly dataWatch: DataWatch;
  readonly tally: Tally;
  readonly stopping: AbortController;
}

/** What decides and does; each names the others only when it is called. */
interface Core {
  readonly inForce: InForce;
  readonly heart: Heart;
  readonly intake: Intake;
}

/**
 * Puts everything together and starts it. What is started is pushed on `undo`, and stopped in the opposite order.
 */
export async function assemble(
  first: FirstConfig,
  options: DaemonOptions,
  logger: Logger,
  undo: AsyncDisposableStack,
): Promise<Daemon> {
  const base = openBase(first.config, options, logger, undo);
  const core = await createCore(base, first.digest);
  const serving: { service?: Service | undefined } = {};
  const daemon = faceOf(base, core, serving);
  serving.service = await options.serve?.(daemon, logger);
  undo.defer(() => serving.service?.stop());
  // Before anything speaks: it wipes what the daemon before said.
  await publishStart(base, core, daemon);
  await core.heart.planner.start(first.config.reminders);
  await base.store.outbox.settle(core.inForce.robots.fleet);
  await logStoppedRobots(logger, base.store.history, first.config, options.clock.read());
  core.heart.dispatcher.start();
  startAttendants({
    ...base,
    ...core,
    network: options.network,
    clock: options.clock,
    logLinesLost: logLinesLost(options),
  });
  logStart(logger, daemon, options.language ?? 'en');
  const greeted = greet(base, core);
  undo.defer(() => greeted);
  return daemon;
}

function openBase(config: Config, options: DaemonOptions, logger: Logger, undo: AsyncDisposableStack): Base {
  const now = (): EpochMs => options.clock.now();
  const listeners = createListeners();
  const store = openStore(config.daemon.dataDirectory);
  undo.defer(() => store.close());
  const opener = createRobotOpener({ network: options.network, now, onSandbox: listeners.changed });
  undo.defer(() => opener.stop());
  const { dataDirectory } = config.daemon;
  const dataWatch = startDataWatch({ dataDirectory, clock: options.clock, logger, changed: listeners.changed });
  undo.defer(() => dataWatch.stop());
  return {
    config,
    options,
    logger,
    undo,
    now,
    startedAt: now(),
    listeners,
    store,
    opener,
    dataWatch,
    tally: createTally(now),
    stopping: new AbortController(),
  };
}

async function createCore(base: Base, digest: string): Promise<Core> {
  const { config, options, logger, undo, now, startedAt, listeners, store, opener, stopping } = base;
  const { changed } = listeners;
  const core: { inForce?: InForce } = {};
  const inForceNow = (): InForce => core.inForce as InForce;
  const heart = createHeart({
    ...base,
    clock: options.clock,
    random: options.random,
    builtAt: options.builtAt,
    inForce: inForceNow,
    changed,
    onClock: (trouble, isOver) => void tellOfClock(base, { inForce: inForceNow(), intake }, trouble, isOver),
  });
  const intake = createIntake(store, (lanes) => {
    heart.dispatcher.wake(lanes);
    changed();
  });
  undo.defer(() => heart.dispatcher.stop({ graceMs: STOP_GRACE }));
  const inForce = createInForce({
    first: { config, digest, robots: await opener.open(config), at: startedAt },
    loadConfig: options.loadConfig,
    openRobots: (wanted) => opener.open(wanted),
    replaceReminders: async (reminders) => {
      await heart.planner.replace(reminders);
      heart.dispatcher.wake();
    },
    now,
    logger,
    board: store.daemonState,
    tell: createEditTeller({
      clock: options.clock,
      send: async (news) => void (await intake.commit(editNotices(news, inForce.config, inForce.addresses, now()))),
      logger,
      signal: stopping.signal,
    }),
    changed,
  });
  core.inForce = inForce;
  undo.defer(async () => {
    // A reload under way waits for the planner, which lets it go when it stops.
    const reloaded = inForce.stop();
    await heart.planner.stop();
    await reloaded;
  });
  undo.defer(() => stopping.abort());
  return { inForce, heart, intake };
}

/**
 * For `status` and the page at once, for the owner when it is over: until then nobody knows what time it is. What the
 * store refuses to say for the moment stands in the log.
 */
async function tellOfClock(
  { store, logger, now, listeners }: Base,
  { inForce, intake }: Pick<Core, 'inForce' | 'intake'>,
  trouble: Implausible,
  isOver: boolean,
): Promise<void> {
  listeners.changed();
  try {
    await store.daemonState.publish({ clock: isOver ? undefined : { ...trouble, since: now() } });
    if (isOver) await intake.commit(clockNotices(trouble, inForce.config, inForce.addresses, now()));
  } catch (error) {
    logger.error(errorFields(error), 'that the clock is not plausible could not be written down');
  }
}

function faceOf(base: Base, core: Core, serving: { readonly service?: Service | undefined }): Daemon {
  const { options, store, dataWatch, undo } = base;
  const { heart } = core;
  let stopped: Promise<void> | undefined;
  return daemonOf({
    ...base,
    ...core,
    clock: options.clock,
    service: () => serving.service,
    metrics: createExposition({
      ...base,
      ...core,
      ...store,
      version: options.version,
      pulses: heart.pulses,
      read: () => options.clock.read(),
      isClockDoubtful: () => heart.planner.standing.clockTrouble !== undefined,
      dataFault: () => dataWatch.fault,
      logLinesLost: logLinesLost(options),
    }),
    stop: () => (stopped ??= undo.disposeAsync()),
  });
}

function logLinesLost({ logLinesLost: lost = () => 0 }: DaemonOptions): () => number {
  return lost;
}

async function publishStart(
  { store, startedAt, config, options }: Base,
  { inForce }: Core,
  daemon: Daemon,
): Promise<void> {
  await store.daemonState.begin({
    pid: process.pid,
    version: options.version,
    startedAt,
    ...(daemon.address === undefined ? {} : { httpAddress: daemon.address }),
    configDirectory: config.directory,
    lastReload: inForce.lastReload,
    problems: [],
  });
}

/** In a turn of its own: whoever waits for the daemon to be ready does not wait for the words of its welcome. */
async function greet({ config, store, now, logger }: Base, { inForce, intake }: Core): Promise<void> {
  try {
    await setImmediate();
    await intake.commit(welcomeOf(config, inForce.robots, await store.overrides.list(), now()));
  } catch (error) {
    logger.error({ err: error }, 'there is no welcome');
  }
}
