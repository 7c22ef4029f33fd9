import type { Config } from '../config/config.ts';
import { acquireLock, type LockHolder } from '../store/lock.ts';
import { assemble } from './assemble.ts';
import { checkDataFolder } from './data-folder.ts';
import type { Daemon } from './daemon.ts';
import type { DaemonOptions } from './daemon-options.ts';
import type { Logger } from './logger.ts';
import { secretsOf } from './robots.ts';

/**
 * Starts the daemon: configuration, lock, store, robots, planner, dispatcher, in that order; resolves when reminders
 * are being planned and delivered. `undefined` = `signal` aborted while it waited for another daemon to end.
 *
 * @throws {ConfigError} when the configuration is not valid, {StoreError} when the store cannot be opened.
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon | undefined> {
  const secrets = new Set<string>();
  const logger = options.createLogger(() => [...secrets]);
  const load = async (): Promise<Config> => {
    const config = await options.loadConfig();
    for (const secret of [...secretsOf(config), ...secretsOfDaemon(config)]) secrets.add(secret);
    return config;
  };
  const first = await load();
  checkDataFolder(first.daemon.dataDirectory);
  let waited = false;
  const lock = await acquireLock(first.daemon.dataDirectory, {
    clock: options.clock,
    ...(options.signal ? { signal: options.signal } : {}),
    onWaiting: (holder) => {
      waited = true;
      logWaiting(logger, first.daemon.dataDirectory, holder);
    },
  });
  if (lock === undefined) return undefined;

  const undo = new AsyncDisposableStack();
  // The last thing of all: whoever waits for it begins as soon as it is free.
  undo.defer(() => lock.release());
  let hasStarted = false;
  undo.defer(() => {
    if (hasStarted) logger.info('stopped');
    return options.beforeUnlock?.();
  });
  try {
    // Another daemon may have held the lock for weeks: what it was edited to meanwhile is what counts.
    const config = waited ? await load() : first;
    const daemon = await assemble(config, { ...options, loadConfig: load }, logger, undo);
    hasStarted = true;
    return daemon;
  } catch (error) {
    await undo.disposeAsync();
    throw error;
  }
}

/** An address to ping is a key, whole or without its host; so is what opens the calendar. */
function secretsOfDaemon({ daemon: { heartbeatUrl = '', http } }: Config): readonly string[] {
  const { pathname = '', search = '' } = URL.parse(heartbeatUrl) ?? {};
  const path = `${pathname}${search}`;
  return [heartbeatUrl, path.length > 1 ? path : '', http.calendarToken ?? ''].filter((secret) => secret !== '');
}

function logWaiting(logger: Logger, dataDirectory: string, holder: LockHolder | undefined): void {
  const since = holder && new Date(holder.since).toISOString();
  logger.warn(
    { dataDirectory, pid: holder?.pid, since },
    'another daemon is running on this data; waiting until it ends',
  );
}
