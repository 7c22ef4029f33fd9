import type { Dispatcher as Network } from 'undici';
import type { Config } from '../config/config.ts';
import type { Clock, Random } from '../delivery/clock.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { DistantStore, Store } from '../store/store.ts';
import type { Daemon } from './daemon.ts';
import type { LoadConfig } from './in-force.ts';
import type { Logger } from './logger.ts';

export interface DaemonOptions {
  /** The folder of schedules, absolute. */
  readonly directory: string;
  /** The folder whose `.env` is read and watched, absolute. Default: none. */
  readonly envDirectory?: string;
  /** Called at the start, once more when the lock had to be waited for, and whenever something was edited. */
  readonly loadConfig: LoadConfig;
  /**
   * Reads the configuration that was taken over last, where what stands in the folder is not valid when the daemon
   * starts. Default: there is none.
   *
   * @throws {ConfigError} when it is not valid any more either: a variable is gone, or the program is a newer one.
   */
  readonly loadAccepted?: () => Promise<Config | undefined>;
  /** A folder that has no reminder left is meant. Default: those of before are kept until somebody confirms it. */
  readonly allowEmpty?: boolean | undefined;
  readonly clock: Clock;
  readonly random: Random;
  /** The network; owned by the caller. */
  readonly network: Network;
  /** `scrub` takes everything out of a text that must stay out of the log, as of now: a reload may add some. */
  readonly createLogger: (scrub: (text: string) => string, timezone: () => string | undefined) => Logger;
  /** Lines of the log that nobody will read, since the start. Default: none. */
  readonly logLinesLost?: () => number;
  /** Ends what the caller owns, when all else has ended and before another daemon may begin. Must not reject. */
  readonly beforeUnlock?: () => Promise<void>;
  /** Opens the store of this data directory. Default: {@link openStore}, whose SQL stops the event loop. */
  readonly openStore?: (dataDirectory: string) => Store | Promise<DistantStore>;
  /** The web server, handed in because it stands above the daemon. Default: none. */
  readonly serve?: (daemon: Daemon, logger: Logger) => Promise<Service>;
  /** Gives up waiting for the lock. */
  readonly signal?: AbortSignal;
  readonly version: string;
  /** When this program was made: a clock that shows less is wrong. Default: nobody knows. */
  readonly builtAt?: EpochMs;
}

export interface Service {
  readonly address: string;
  /** Idempotent. */
  stop(): Promise<void>;
}
