import { setImmediate } from 'node:timers/promises';
import { SECOND } from '../schedule/instant.ts';
import { openStore } from '../store/store.ts';
import { keepAccepted } from './accepted-copy.ts';
import { startAttendants } from './attendants.ts';
import type { Daemon } from './daemon.ts';
import { daemonOf } from './daemon-face.ts';
import type { DaemonOptions, Service } from './daemon-options.ts';
import { startDataWatch } from './data-watch.ts';
import { createEditTeller } from './edit-teller.ts';
import { errorFields } from './error-fields.ts';
import { createHeart } from './heart.ts';
import { createHooks } from './hooks.ts';
import { type FirstConfig, InForce, lineOf } from './in-force.ts';
import { createIntake } from './intake.ts';
import { createListeners } from './listeners.ts';
import { logStart, logStoppedRobots } from './log-start.ts';
import type { Logger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { clockNotices, editNotices } from './owner-news.ts';
import type { Base, Parts } from './parts.ts';
import { RobotOpener } from './robot-opener.ts';
import type { Implausible } from './timeline.ts';
import { welcomeOf } from './welcome.ts';

/** How long attempts under way may go on when the daemon stops: pm2's `kill_timeout` is 15 s. */
const STOP_GRACE = 10 * SECOND;

/** Puts everything together and starts it. What is started is pushed on `undo`. */
export async function assemble(
  first: FirstConfig,
  options: DaemonOptions,
  logger: Logger,
  undo: AsyncDisposableStack,
): Promise<Daemon> {
  const parts = await createParts(await openBase(first, options, logger, undo));
  const { store, heart, inForce, clock } = parts;
  const serving: { service?: Service | undefined } = {};
  const daemon = daemonOf(parts, serving);
  serving.service = await options.serve?.(daemon, logger);
  undo.defer(() => serving.service?.stop());
  // Before anything speaks: it wipes what the daemon before said.
  await publishStart(parts, daemon);
  await heart.planner.start(first.config.reminders);
  await store.outbox.settle(inForce.robots.fleet.lanes, inForce.robots.fleet.assignments);
  await logStoppedRobots(logger, store.history, first.config, clock.read());
  heart.dispatcher.start();
  parts.hooks.teller.start();
  parts.hooks.inlets.follow();
  undo.defer(parts.listeners.subscribe(() => parts.hooks.inlets.follow()));
  startAttendants(parts);
  logStart(logger, daemon);
  const begun = inForce.begin();
  undo.defer(() => begun);
  const greeted = greet(parts);
  undo.defer(() => greeted);
  return daemon;
}

async function openBase(
  first: FirstConfig,
  options: DaemonOptions,
  logger: Logger,
  undo: AsyncDisposableStack,
): Promise<Base> {
  const { clock, network } = options;
  const { dataDirectory } = first.config.daemon;
  const listeners = createListeners();
  const store = await (options.openStore ?? openStore)(dataDirectory);
  undo.defer(() => store.close());
  const opener = new RobotOpener({ network, now: () => clock.now(), onSandbox: listeners.changed });
  undo.defer(() => opener.stop());
  const dataWatch = startDataWatch({ dataDirectory, clock, logger, changed: listeners.changed });
  undo.defer(() => dataWatch.stop());
  const metrics = createMetrics();
  return { first, options, clock, logger, undo, startedAt: clock.now(), listeners, store, opener, dataWatch, metrics };
}

/** Each names the others only when it is called. */
async function createParts(base: Base): Promise<Parts> {
  const { first, options, clock, logger, undo, startedAt, listeners, store, opener } = base;
  const { changed } = listeners;
  const stopping = new AbortController();
  const inForce = new InForce({
    first: { ...first, robots: await opener.open(first.config, first.held === undefined), at: startedAt },
    place: options,
    loadConfig: options.loadConfig,
    allowEmpty: options.allowEmpty,
    openRobots: (wanted) => opener.open(wanted),
    replaceReminders: async (reminders) => {
      await heart.planner.replace(reminders);
      heart.dispatcher.wake();
    },
    keep: (config, digest) => keepAccepted(first.config.daemon.dataDirectory, config, options, digest),
    now: () => clock.now(),
    logger,
    board: store.daemonState,
    tell: createEditTeller({
      clock,
      send: async (news) => void (await intake(editNotices(news, inForce.config, inForce.addresses, clock.now()))),
      logger,
      signal: stopping.signal,
    }),
    changed,
  });
  const heart = createHeart(base, inForce, (trouble, isOver) => void tellOfClock(parts, trouble, isOver));
  const intake = createIntake(store, (lanes) => {
    heart.dispatcher.wake(lanes);
    changed();
  });
  const hooks = createHooks(base, inForce, heart, intake);
  const parts = { ...base, inForce, heart, intake, hooks };
  undo.defer(() => heart.dispatcher.stop({ graceMs: STOP_GRACE }));
  undo.defer(() => hooks.teller.stop());
  undo.defer(() => hooks.losses.stop());
  undo.defer(() => hooks.inlets.stop());
  undo.defer(async () => {
    // A reload under way waits for the planner, which lets it go when it stops.
    const reloaded = inForce.stop();
    await heart.planner.stop();
    await reloaded;
  });
  undo.defer(() => stopping.abort());
  return parts;
}

/**
 * For `status` and the page at once, for the owner when it is over: until then nobody knows what time it is. What the
 * store refuses to say for the moment stands in the log.
 */
async function tellOfClock(parts: Parts, trouble: Implausible, isOver: boolean): Promise<void> {
  const { store, logger, clock, listeners, inForce, intake } = parts;
  listeners.changed();
  try {
    await store.daemonState.publish({ clock: isOver ? undefined : { ...trouble, since: clock.now() } });
    if (isOver) await intake(clockNotices(trouble, inForce.config, inForce.addresses, clock.now()));
  } catch (error) {
    logger.error(errorFields(error), 'the clock seems wrong, and this could not be stored');
  }
}

async function publishStart({ store, startedAt, first, options, inForce }: Parts, { address }: Daemon): Promise<void> {
  await store.daemonState.begin({
    pid: process.pid,
    version: options.version,
    startedAt,
    ...(address !== undefined && { httpAddress: address }),
    configDirectory: first.config.directory,
    lastReload: inForce.lastReload,
    problems: inForce.problems.map(lineOf),
  });
}

/** In a turn of its own: whoever waits for the daemon to be ready does not wait for the words of its welcome. */
async function greet({ first, store, clock, logger, inForce, intake }: Parts): Promise<void> {
  // What waits for a robot until its variables are back goes to a group then.
  if (first.held) return;
  try {
    await setImmediate();
    await intake(welcomeOf(first.config, inForce.robots, await store.overrides.list(), clock.now()));
  } catch (error) {
    logger.error({ err: error }, 'the welcome message could not be sent');
  }
}
