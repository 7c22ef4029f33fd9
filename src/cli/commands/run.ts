import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { isatty } from 'node:tty';
import type { Config } from '../../config/config.ts';
import type { ReadResult } from '../../config/load.ts';
import { readAccepted } from '../../daemon/accepted-copy.ts';
import { writtenData } from '../written-setting.ts';
import { envDirectoryFor } from '../../config/dot-env.ts';
import { ConfigError } from '../../config/config-error.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import { createLogOutput } from '../../daemon/log-output.ts';
import { createLogger, type Logger } from '../../daemon/logger.ts';
import type { DaemonOptions, Service } from '../../daemon/daemon-options.ts';
import { isLarge, readInThread } from '../../daemon/read-in-thread.ts';
import { startDaemon } from '../../daemon/start-daemon.ts';
import { stopSignals } from '../../daemon/stop-signals.ts';
import { systemClock } from '../../daemon/system-clock.ts';
import { openNetwork } from '../../network/open-network.ts';
import { proxyFault } from '../../network/proxy.ts';
import { SECOND } from '../../schedule/instant.ts';
import { openStoreInThread } from '../../store/open-in-thread.ts';
import { ListenError } from '../../web/listen-error.ts';
import { startWebServer } from '../../web/server.ts';
import { BUILT_AT } from '../built-at.ts';
import { readConfiguration, tellProblems } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Session } from '../session.ts';
import { VERSION } from '../version.ts';

export interface RunInput {
  readonly dir: string;
  /** A folder that has no reminder left is meant. */
  readonly allowEmpty?: boolean;
}

/** The daemon, until it is asked to stop. What the rooms below need of the outside is put together here. */
export async function runDaemon(session: Session, { dir, allowEmpty }: RunInput): Promise<ExitCode> {
  let running: Daemon | undefined;
  // `systemctl reload` expects this. Asked now, because a terminal that was closed no longer counts as one.
  const onHangUp = STANDARD_STREAMS.some((each) => isatty(each)) ? undefined : () => void running?.reload(true);
  const stopping = stopSignals(process, { onHangUp });
  // A proxy that is none is told with the configuration: a restart after that edit must not be the end.
  const network = openNetwork({ env: proxyFault(session.env) === undefined ? session.env : {} });
  const log = createLogOutput();
  stopping.signal.addEventListener('abort', () => endWithin(MOST_TO_STOP, EXIT.notFine), { once: true });
  try {
    const directory = resolve(dir);
    const envDirectory = envDirectoryFor(directory);
    const daemon = await startDaemon({
      directory,
      envDirectory,
      allowEmpty,
      ...readings(session, dir, directory, envDirectory),
      clock: systemClock,
      random: Math.random,
      network,
      createLogger: (scrub, timezone) =>
        createLogger({ scrub, timezone, destination: log, pretty: process.stdout.isTTY }),
      logLinesLost: () => log.lost,
      async beforeUnlock() {
        await network.destroy();
        await log.flush(LAST_LINES);
      },
      openStore: openStoreInThread,
      serve: servePage,
      signal: stopping.signal,
      version: VERSION,
      builtAt: BUILT_AT,
    });
    running = daemon;
    // pm2 with `wait_ready` counts the start as done from here.
    if (daemon) process.send?.('ready');
    if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
    await daemon?.stop();
    endWithin(LAST_LINES, EXIT.fine);
    return EXIT.fine;
  } catch (error) {
    if (error instanceof ConfigError) throw await tellProblems(session, dir, error.problems, EXIT.config);
    throw error instanceof ListenError
      ? new Failure(error.tell(session.language), EXIT.config, { cause: error })
      : error;
  } finally {
    await network.destroy();
    stopping.dispose();
  }
}

/** How the configuration is read: what stands in the folder, and what was taken over last. */
function readings(
  session: Session,
  dir: string,
  directory: string,
  envDirectory: string,
): Pick<DaemonOptions, 'loadConfig' | 'loadAccepted'> {
  // Before, there is nothing whose loop must turn.
  let isRunning = false;
  return {
    loadConfig: async (held = []) => {
      // Read again weeks later, it is judged by the time it is then.
      const now = systemClock.now();
      if (isRunning && (await isLarge(directory)))
        return await readInThread({ directory, envDirectory, held, locale: session.language, now });
      isRunning = true;
      return configOf(await readConfiguration({ ...session, now }, dir, { envDirectory, held }));
    },
    loadAccepted: async () => {
      const now = systemClock.now();
      const found = await readAccepted(await dataDirectoryOf(session, dir), directory);
      if (found === undefined) return undefined;
      const texts = found.files.map(([path, text]) => [join(directory, path), text] as const);
      return configOf(
        await readConfiguration({ ...session, now }, dir, { envDirectory, texts, held: found.variables }),
      );
    },
  };
}

const STANDARD_STREAMS = [0, 1, 2] as const;

function configOf(result: ReadResult): Config {
  if (result.kind === 'problems') throw new ConfigError(result.problems);
  return result.config;
}

/** Of a folder that is not valid: as far as it could be read, or as it is written in a file that could not. */
async function dataDirectoryOf(session: Session, dir: string): Promise<string> {
  const result = await readConfiguration(session, dir);
  const { daemon } = result.kind === 'config' ? result.config : result.remains;
  const written = await writtenData(dir);
  return written === undefined ? daemon.dataDirectory : resolve(dirname(resolve(dir)), written);
}

/**
 * Longer than the ten seconds that attempts under way may take. The end itself waits for the store's thread, which may
 * wait two seconds for another process: with them it is shorter than pm2's `kill_timeout` of 15 s.
 */
const MOST_TO_STOP = 12 * SECOND;
/** How long the last lines of the log may take. */
const LAST_LINES = SECOND / 2;

/** Ends the process then, if it is still there: a log that nobody reads keeps it, or what does not stop. */
function endWithin(ms: number, code: ExitCode): void {
  setTimeout(() => process.exit(code), ms).unref();
}

/** A busy port moves the page; it does not stop the reminders. */
async function servePage(daemon: Daemon, logger: Logger): Promise<Service> {
  const { host, port } = daemon.config.daemon.http;
  const listen = (port: number): Promise<Service> =>
    startWebServer({
      daemon,
      host,
      port,
      onError: (error) => logger.error({ err: error }, 'a page could not be shown'),
    });
  try {
    return await listen(port);
  } catch (error) {
    if (!(error instanceof ListenError) || error.code !== 'EADDRINUSE') throw error;
    const mend = 'end it, or write http: { port: … } with a free one under daemon:';
    logger.warn({ port }, `another program has port ${port}, so the page takes a free one; ${mend}`);
    return listen(0);
  }
}
