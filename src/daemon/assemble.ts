import type { Config, Reminder } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Problem } from '../config/problem.ts';
import { createDispatcher } from '../delivery/dispatcher.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { type EpochMs, SECOND } from '../schedule/instant.ts';
import { openStore } from '../store/store.ts';
import { choresOf } from './chores.ts';
import type { Daemon, PushResult } from './daemon.ts';
import { startHousekeeping } from './housekeeping.ts';
import { logDispatchEvent } from './log-dispatch-event.ts';
import type { Logger } from './logger.ts';
import { createPlanner } from './planner.ts';
import { firedDeliveries, pushedDelivery } from './push.ts';
import { openRobots, type Robots } from './robots.ts';
import { type SandboxHost, startSandboxHost } from './sandbox-host.ts';
import type { DaemonOptions, Service } from './daemon-options.ts';
import { UnknownName } from './unknown-name.ts';
import { upcoming } from './upcoming.ts';
import { welcomeOf } from './welcome.ts';

/** How long attempts under way may go on when the daemon stops: pm2's `kill_timeout` is 15 s. */
const STOP_GRACE = 10 * SECOND;

/** What a reload replaces. */
interface Current {
  readonly config: Config;
  readonly robots: Robots;
  /** What is wrong with the newest edit; empty when that is in use. */
  readonly problems: readonly Problem[];
}

/**
 * Puts everything together and starts it. What is started is pushed on `undo`, and stopped in the opposite order.
 */
export async function assemble(
  config: Config,
  options: DaemonOptions,
  logger: Logger,
  undo: AsyncDisposableStack,
): Promise<Daemon> {
  const { clock, random, network } = options;
  const now = (): EpochMs => clock.now();
  const startedAt = now();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const stopping = new AbortController();

  const store = openStore(config.daemon.dataDirectory);
  undo.defer(() => store.close());

  let sandbox: SandboxHost | undefined;
  undo.defer(() => sandbox?.stop());
  async function openAllRobots(wanted: Config): Promise<Robots> {
    if (sandbox === undefined && usesSandbox(wanted)) {
      sandbox = await startSandboxHost(now);
      sandbox.sandbox.subscribe(changed);
    }
    return openRobots(wanted, { dispatcher: network, now, sandbox });
  }
  let current: Current = { config, robots: await openAllRobots(config), problems: [] };

  const dispatcher = createDispatcher({
    outbox: store.outbox,
    clock,
    random,
    robots: () => current.robots.fleet,
    onEvent: (event) => {
      logDispatchEvent(logger, event);
      changed();
    },
  });
  undo.defer(() => dispatcher.stop({ graceMs: STOP_GRACE }));

  const planner = createPlanner({
    outbox: store.outbox,
    overrides: store.overrides,
    clock,
    random,
    lanes: () => current.robots.lanes,
    logger,
    onPlanned: () => {
      dispatcher.wake();
      changed();
    },
  });
  undo.defer(() => planner.stop());
  undo.defer(() => stopping.abort());

  async function commit(deliveries: readonly NewDelivery[]): Promise<readonly PushResult[]> {
    await store.outbox.commit({ deliveries, cursors: [] });
    dispatcher.wake();
    changed();
    const found = await Promise.all(deliveries.map(({ id }) => store.outbox.find(id)));
    return deliveries.map(({ id, robot }, index) => ({ id, robot, state: found[index]?.delivery.state ?? 'pending' }));
  }

  /** The old configuration goes on until the new one is known to be good. */
  async function readAgain(): Promise<boolean> {
    try {
      const next = await options.loadConfig();
      const robots = sameRobots(next, current.config) ? current.robots : await openAllRobots(next);
      warnOfRestart(logger, current.config, next);
      logWarnings(logger, next);
      current = { config: next, robots, problems: [] };
      await planner.replace(next.reminders);
      dispatcher.wake();
      logger.info({ reminders: next.reminders.length, robots: next.robots.size }, 'the configuration was read again');
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      current = { ...current, problems: error.problems };
      logger.error({ problems: error.message }, 'the new configuration is not valid; the last good one stays in use');
    }
    const accepted = current.problems.length === 0;
    await store.daemonState.publish({
      lastReload: { at: now(), accepted },
      problems: current.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
    });
    changed();
    return accepted;
  }

  /** A robot that was stopped before the restart still is, unless its configuration has changed meanwhile. */
  async function logStoppedRobots(): Promise<void> {
    const { fleet, lanes } = current.robots;
    await store.outbox.resumeLanes(fleet.lanes);
    for (const { lane, paused } of await store.outbox.laneStates(now())) {
      const robots = [...lanes].filter(([, each]) => each === lane).map(([robot]) => robot);
      if (paused && robots.length > 0) {
        logger.error({ robots, reason: paused.reason }, 'the robot is paused until its configuration changes');
      }
    }
  }

  let lastReload: Promise<unknown> = Promise.resolve();
  const serving: { service?: Service | undefined } = {};
  let stopped: Promise<void> | undefined;
  const daemon: Daemon = {
    startedAt,
    outbox: store.outbox,
    overrides: store.overrides,
    now,
    get config() {
      return current.config;
    },
    get problems() {
      return current.problems;
    },
    get sandbox() {
      return sandbox?.sandbox;
    },
    get lanes() {
      return current.robots.lanes;
    },
    get address() {
      return serving.service?.address;
    },
    upcoming: (query) => [...upcoming(current.config.reminders, query)],
    async push(request) {
      const [result] = await commit([pushedDelivery(request, laneOf(current.robots.lanes, request.robot), now())]);
      if (result === undefined) throw new Error('a push commits one delivery');
      return result;
    },
    async fire(id) {
      const overrides = await store.overrides.list();
      return commit(firedDeliveries(reminderOf(current.config, id), current.robots.lanes, now(), overrides));
    },
    reload() {
      const reloaded = lastReload.then(readAgain);
      // One after the other, also after one that threw.
      lastReload = reloaded.catch(() => undefined);
      return reloaded;
    },
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    stop() {
      stopped ??= undo.disposeAsync().then(() => logger.info('stopped'));
      return stopped;
    },
  };

  serving.service = await options.serve?.(daemon, logger);
  undo.defer(() => serving.service?.stop());
  await planner.start(config.reminders);
  await logStoppedRobots();
  dispatcher.start();
  const chores = choresOf({
    settings: config.daemon,
    store,
    network,
    now,
    logger,
    onHolidays: async () => void (await daemon.reload()),
    signal: stopping.signal,
  });
  const housekeeping = startHousekeeping(chores, config.daemon.timezone, logger);
  undo.defer(() => housekeeping.stop());

  await store.daemonState.clear();
  await store.daemonState.publish({
    pid: process.pid,
    version: options.version,
    startedAt,
    ...(daemon.address === undefined ? {} : { httpAddress: daemon.address }),
    configDirectory: config.directory,
    lastReload: { at: startedAt, accepted: true },
    problems: [],
  });
  const overrides = await store.overrides.list();
  await commit(welcomeOf(config, current.robots.lanes, overrides, now()));
  logStart(logger, daemon);
  return daemon;
}

function usesSandbox({ robots }: Config): boolean {
  return [...robots.values()].some(({ webhook }) => webhook.kind === 'sandbox');
}

/** Robots that did not change keep what they have learnt: how wrong the clock is, and open connections. */
function sameRobots(a: Config, b: Config): boolean {
  return factsOfRobots(a) === factsOfRobots(b);
}

function factsOfRobots({ robots, daemon }: Config): string {
  return JSON.stringify([[...robots.values()], daemon.locale]);
}

/** These are settled when the process starts. */
function warnOfRestart(logger: Logger, before: Config, next: Config): void {
  const settled = ['dataDirectory', 'http', 'holidayAddresses', 'retentionMs'] as const;
  const changed = settled.filter((key) => JSON.stringify(before.daemon[key]) !== JSON.stringify(next.daemon[key]));
  if (changed.length > 0) logger.warn({ changed }, 'these settings of `daemon:` take effect after a restart');
}

function logWarnings(logger: Logger, { warnings }: Config): void {
  for (const { file, line, column, code, message } of warnings) {
    logger.warn({ place: `${file}:${line}:${column}`, code }, message);
  }
}

function logStart(logger: Logger, { config, address }: Daemon): void {
  logWarnings(logger, config);
  logger.info({ reminders: config.reminders.length, robots: config.robots.size }, 'running');
  if (address !== undefined) logger.info({ page: address }, `the page: ${address}`);
}

function laneOf(lanes: ReadonlyMap<string, string>, robot: string): string {
  const lane = lanes.get(robot);
  if (lane === undefined) throw new UnknownName('robot', robot);
  return lane;
}

function reminderOf(config: Config, id: string): Reminder {
  const reminder = config.reminders.find((each) => each.id === id);
  if (reminder === undefined) throw new UnknownName('reminder', id);
  return reminder;
}
