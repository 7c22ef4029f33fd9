import type { Config, DaemonConfig } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { acquireLock, type LockHolder } from '../store/lock.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { scrubberOf } from '../network/scrub.ts';
import { acceptedSince, readAccepted } from './accepted-copy.ts';
import { assemble } from './assemble.ts';
import { checkDataFolder } from './data-folder.ts';
import type { Daemon } from './daemon.ts';
import type { DaemonOptions } from './daemon-options.ts';
import { digestOf } from './folder-stamp.ts';
import { errorsOf, type FirstConfig } from './in-force.ts';
import { logKeptUnusable } from './log-reload.ts';
import type { Logger } from './logger.ts';
import { remindersGone } from './reminders-gone.ts';
import { secretsOf } from './secrets.ts';

/**
 * Starts the daemon: configuration, lock, store, robots, planner, dispatcher, in that order; resolves when reminders
 * are being planned and delivered. `undefined` = `signal` aborted while it waited for another daemon to end.
 *
 * @throws {ConfigError} when the configuration is not valid, {StoreError} when the store cannot be opened.
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon | undefined> {
  const secrets = new Set<string>();
  let scrub = scrubberOf([]);
  let timezone: string | undefined;
  const logger = options.createLogger(
    (text) => scrub(text),
    () => timezone,
  );
  const known = (config: Config): Config => {
    for (const secret of secretsOf(config)) secrets.add(secret);
    scrub = scrubberOf([...secrets]);
    timezone = config.daemon.timezone;
    return config;
  };
  const loadConfig = async (held?: readonly string[]): Promise<Config> => known(await options.loadConfig(held));
  const loadFirst = async (): Promise<FirstConfig> => {
    const digest = await digestOf(options);
    try {
      const config = await loadConfig();
      const kept = await keptInstead(options, config, logger);
      if (kept) return { digest, ...kept, config: known(kept.config) };
      return { digest, config, ...(await variablesGone(options, config)) };
    } catch (error) {
      const accepted = error instanceof ConfigError ? await loadAccepted(options, logger) : undefined;
      if (accepted === undefined) throw error;
      return { digest, ...accepted, config: known(accepted.config), problems: errorsOf(error, options.directory) };
    }
  };
  const first = await loadFirst();
  const { dataDirectory } = first.config.daemon;
  checkDataFolder(dataDirectory);
  let waited = false;
  const lock = await acquireLock(dataDirectory, {
    clock: options.clock,
    ...(options.signal ? { signal: options.signal } : {}),
    onWaiting: (holder) => {
      waited = true;
      logWaiting(logger, first.config.daemon, holder, options.clock.now());
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
    const daemon = await assemble(waited ? await loadFirst() : first, { ...options, loadConfig }, logger, undo);
    hasStarted = true;
    return daemon;
  } catch (error) {
    await undo.disposeAsync();
    throw error;
  }
}

/**
 * Variables that held something under the configuration taken over last and are not set any more: `.env` is gone, say.
 * What stands in the folder is valid without them, and would send to the sandbox what groups wait for.
 */
async function variablesGone(
  { directory, loadConfig }: DaemonOptions,
  { variables, daemon }: Config,
): Promise<Pick<FirstConfig, 'problems' | 'held'> | undefined> {
  const before = (await readAccepted(daemon.dataDirectory, directory))?.variables ?? [];
  if (before.every((name) => variables.includes(name))) return undefined;
  try {
    await loadConfig(before);
    return undefined;
  } catch (error) {
    return { problems: errorsOf(error, directory), held: before };
  }
}

/** What was taken over last, where the folder has no reminder left by now and nobody has confirmed that. */
async function keptInstead(
  options: DaemonOptions,
  config: Config,
  logger: Logger,
): Promise<(Kept & Pick<FirstConfig, 'problems'>) | undefined> {
  if (options.allowEmpty || config.reminders.length > 0) return undefined;
  const accepted = await loadAccepted(options, logger);
  const gone = accepted && remindersGone(accepted.config, config, options.directory);
  return gone && { ...accepted, problems: [gone] };
}

/** What was taken over last, and since when. */
type Kept = Pick<FirstConfig, 'config' | 'keptSince'>;

/** After a bad edit and a restart, as after a bad edit alone. */
async function loadAccepted(
  { directory, loadAccepted: load }: DaemonOptions,
  logger: Logger,
): Promise<Kept | undefined> {
  try {
    const config = await load?.();
    return config && { config, keptSince: await acceptedSince(config.daemon.dataDirectory) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    logKeptUnusable(logger, errorsOf(error, directory));
    return undefined;
  }
}

function logWaiting(
  logger: Logger,
  { dataDirectory, timezone }: DaemonConfig,
  holder: LockHolder | undefined,
  now: EpochMs,
): void {
  const since = holder && Temporal.Instant.fromEpochMilliseconds(holder.since).toZonedDateTimeISO(timezone);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate();
  const [date, clock] = (since?.toPlainDateTime().toString({ smallestUnit: 'minute' }) ?? '').split('T');
  const time = date === today.toString() ? clock : `${date} ${clock}`;
  const who = holder === undefined ? '' : ` (pid ${holder.pid}, since ${time})`;
  logger.warn(
    { dataDirectory, pid: holder?.pid, since: since?.toInstant().toString() },
    `dingbell is already running${who}. Stop it first (Ctrl+C or pm2 stop dingbell), or leave this one waiting to take over.`,
  );
}
