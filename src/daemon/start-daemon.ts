import type { Dispatcher as Network } from 'undici';
import type { Config, Reminder } from '../config/config.ts';
import type { Clock, Random } from '../delivery/clock.ts';
import { createDispatcher } from '../delivery/dispatcher.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { DAY, type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import type { Override } from '../schedule/override.ts';
import { acquireLock, type Lock, type LockHolder } from '../store/lock.ts';
import { openStore, type Store } from '../store/store.ts';
import type { Daemon, PushResult } from './daemon.ts';
import { type Chore, startHousekeeping } from './housekeeping.ts';
import { logDispatchEvent } from './log-dispatch-event.ts';
import type { Logger } from './logger.ts';
import { createPlanner } from './planner.ts';
import { firedDeliveries, pushedDelivery } from './push.ts';
import { openRobots } from './robots.ts';
import { type SandboxHost, startSandboxHost } from './sandbox-host.ts';
import { UnknownName } from './unknown-name.ts';
import { nextOfEach, upcoming } from './upcoming.ts';
import { welcomeDelivery } from './welcome.ts';

export interface DaemonOptions {
  /**
   * Reads the configuration; called at the start and once more when the lock had to be waited for.
   * @throws {ConfigError} when it is not valid.
   */
  readonly loadConfig: () => Promise<Config>;
  readonly clock: Clock;
  readonly random: Random;
  /** The network; owned by the caller. */
  readonly network: Network;
  /** Made once the configuration, and with it the secrets to keep out of the log, is known. */
  readonly createLogger: (config: Config) => Logger;
  /** The web server, handed in because it stands above the daemon. Default: none. */
  readonly serve?: (daemon: Daemon, logger: Logger) => Promise<Service>;
  /** Gives up waiting for the lock. */
  readonly signal?: AbortSignal;
  readonly version: string;
}

export interface Service {
  readonly address: string;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** How long attempts under way may go on when the daemon stops: pm2's `kill_timeout` is 15 s. */
const STOP_GRACE = 10 * SECOND;
/** How many reminders the welcome message names. */
const WELCOME_NAMES = 4;

/**
 * Starts the daemon: configuration, lock, store, robots, dispatcher, planner, in that order; resolves when reminders
 * are being planned and delivered. `undefined` = `signal` aborted while it waited for another daemon to end.
 *
 * @throws {ConfigError} when the configuration is not valid, {StoreError} when the store cannot be opened.
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon | undefined> {
  const first = await options.loadConfig();
  const firstLogger = options.createLogger(first);
  let waited = false;
  const lock = await acquireLock(first.daemon.dataDirectory, {
    clock: options.clock,
    ...(options.signal ? { signal: options.signal } : {}),
    onWaiting: (holder) => {
      waited = true;
      logWaiting(firstLogger, first.daemon.dataDirectory, holder);
    },
  });
  if (lock === undefined) return undefined;

  try {
    if (!waited) return await run(first, firstLogger, lock, options);
    // Another daemon may have held the lock for weeks: what it was edited to meanwhile is what counts.
    const config = await options.loadConfig();
    return await run(config, options.createLogger(config), lock, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function logWaiting(logger: Logger, dataDirectory: string, holder: LockHolder | undefined): void {
  logger.warn({ dataDirectory, ...holder }, 'another daemon is running on this data; waiting until it ends');
}

async function run(config: Config, logger: Logger, lock: Lock, options: DaemonOptions): Promise<Daemon> {
  const undo = new AsyncDisposableStack();
  undo.defer(() => lock.release());
  try {
    return await assemble(config, logger, undo, options);
  } catch (error) {
    await undo.disposeAsync();
    throw error;
  }
}

/** Everything that is started is pushed on `undo`, and stopped in the opposite order. */
async function assemble(
  config: Config,
  logger: Logger,
  undo: AsyncDisposableStack,
  options: DaemonOptions,
): Promise<Daemon> {
  const { clock, random, network } = options;
  const now = (): EpochMs => clock.now();
  const startedAt = now();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const store = openStore(config.daemon.dataDirectory);
  undo.defer(() => store.close());
  const sandbox = await startSandbox(config, now, undo);
  sandbox?.sandbox.subscribe(changed);
  const robots = openRobots(config, { dispatcher: network, now, sandbox });

  const dispatcher = createDispatcher({
    outbox: store.outbox,
    clock,
    random,
    robots: () => robots.fleet,
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
    lanes: () => robots.lanes,
    logger,
    onPlanned: () => {
      dispatcher.wake();
      changed();
    },
  });
  undo.defer(() => planner.stop());

  async function commit(deliveries: readonly NewDelivery[]): Promise<readonly PushResult[]> {
    await store.outbox.commit({ deliveries, cursors: [] });
    dispatcher.wake();
    changed();
    const found = await Promise.all(deliveries.map(({ id }) => store.outbox.find(id)));
    return deliveries.map(({ id, robot }, index) => ({ id, robot, state: found[index]?.delivery.state ?? 'pending' }));
  }

  const serving: { service?: Service | undefined } = {};
  let stopped: Promise<void> | undefined;
  const daemon: Daemon = {
    startedAt,
    config,
    problems: [],
    outbox: store.outbox,
    overrides: store.overrides,
    sandbox: sandbox?.sandbox,
    lanes: robots.lanes,
    get address() {
      return serving.service?.address;
    },
    now,
    upcoming: (query) => [...upcoming(config.reminders, query)],
    async push(request) {
      const [result] = await commit([pushedDelivery(request, laneOf(robots.lanes, request.robot), now())]);
      if (result === undefined) throw new Error('a push commits one delivery');
      return result;
    },
    async fire(id) {
      const overrides = await store.overrides.list();
      return commit(firedDeliveries(reminderOf(config, id), robots.lanes, now(), overrides));
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
  dispatcher.start();
  const housekeeping = startHousekeeping(choresOf(config, store, now, logger), config.daemon.timezone, logger);
  undo.defer(() => housekeeping.stop());

  await publish(store, daemon, options.version);
  const overrides = await store.overrides.list();
  if (everyRobotIsSandbox(config)) await commit(welcome(daemon, robots.lanes, overrides));
  logStart(logger, daemon, overrides);
  return daemon;
}

async function startSandbox(
  config: Config,
  now: () => EpochMs,
  undo: AsyncDisposableStack,
): Promise<SandboxHost | undefined> {
  if (![...config.robots.values()].some(({ webhook }) => webhook.kind === 'sandbox')) return undefined;
  const host = await startSandboxHost(now);
  undo.defer(() => host.stop());
  return host;
}

function choresOf(config: Config, store: Store, now: () => EpochMs, logger: Logger): readonly Chore[] {
  return [
    {
      name: 'prune',
      expression: '17 3 * * *',
      run: async () => {
        const before = toEpochMs(now() - Math.max(config.daemon.retentionMs, DAY));
        const count = await store.outbox.prune(before);
        await store.overrides.prune(before);
        if (count > 0) logger.info({ count }, 'old deliveries forgotten');
      },
    },
    { name: 'tidy', expression: '37 3 * * *', run: () => store.tidy() },
  ];
}

async function publish(store: Store, daemon: Daemon, version: string): Promise<void> {
  await store.daemonState.clear();
  await store.daemonState.publish({
    pid: process.pid,
    version,
    startedAt: daemon.startedAt,
    ...(daemon.address === undefined ? {} : { httpAddress: daemon.address }),
    configDirectory: daemon.config.directory,
    lastReload: { at: daemon.startedAt, accepted: true },
    problems: [],
  });
}

function everyRobotIsSandbox(config: Config): boolean {
  return config.robots.size > 0 && [...config.robots.values()].every(({ webhook }) => webhook.kind === 'sandbox');
}

function welcome(
  daemon: Daemon,
  lanes: ReadonlyMap<string, string>,
  overrides: readonly Override[],
): readonly NewDelivery[] {
  const [robot] = lanes.keys();
  if (robot === undefined) return [];
  const { reminders, daemon: settings } = daemon.config;
  const next = nextOfEach(reminders, daemon.now(), overrides).slice(0, WELCOME_NAMES);
  return [welcomeDelivery({ robot, next, locale: settings.locale }, laneOf(lanes, robot), daemon.now())];
}

function logStart(logger: Logger, daemon: Daemon, overrides: readonly Override[]): void {
  const { config } = daemon;
  const [next] = daemon.upcoming({ from: daemon.now(), count: 1, overrides, skipped: 'left-out' });
  logger.info(
    {
      reminders: config.reminders.length,
      robots: config.robots.size,
      ...(next ? { next: next.reminder.id, at: new Date(next.occurrence.at).toISOString() } : {}),
    },
    'running',
  );
  if (daemon.address !== undefined) logger.info({ page: daemon.address }, `the page: ${daemon.address}`);
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
