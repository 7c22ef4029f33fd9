import type { Config, Reminder } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Problem } from '../config/problem.ts';
import { scrub } from '../robot/dingtalk/scrub.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { DaemonStateBoard } from '../store/daemon-state.ts';
import type { LastReload } from './daemon.ts';
import { digestOf } from './folder-stamp.ts';
import { logBadEdit, logNewConfiguration, logRestartNeeded, logWarnings } from './log-reload.ts';
import type { EditNews } from './edit-notice.ts';
import { errorFields } from './error-fields.ts';
import type { Logger } from './logger.ts';
import type { Addresses } from './make-deliveries.ts';
import { readSettled } from './read-settled.ts';
import type { Robots } from './robots.ts';

/** The configuration in use, and how another one takes its place: wholly or not at all. */
export interface InForce {
  readonly config: Config;
  readonly robots: Robots;
  /** Where messages go; to robots that are just leaving, too. */
  readonly addresses: Addresses;
  /** What is wrong with the newest edit; empty when that is in use. */
  readonly problems: readonly Problem[];
  readonly lastReload: LastReload;
  /** When one was last taken over. */
  readonly acceptedAt: EpochMs;
  /** Reads the folder and takes over what stands there; resolves with whether it is in use. Never rejects. */
  reload(): Promise<boolean>;
  /** The same, unless the folder reads as it did the last time. */
  reloadIfChanged(): Promise<void>;
  /** Takes nothing over any more; resolves when nothing is under way. */
  stop(): Promise<void>;
}

export interface InForceOptions {
  readonly first: { readonly config: Config; readonly robots: Robots; readonly at: EpochMs };
  readonly loadConfig: () => Promise<Config>;
  readonly openRobots: (config: Config) => Promise<Robots>;
  /** Hands the reminders to the planner; resolves when it goes by them. */
  readonly replaceReminders: (reminders: readonly Reminder[]) => Promise<void>;
  readonly now: () => EpochMs;
  readonly logger: Logger;
  readonly board: DaemonStateBoard;
  /** Tells the owners. */
  readonly tell: (news: EditNews) => Promise<void>;
  /** There is something new to be seen. */
  readonly changed: () => void;
}

type State = Omit<InForce, 'reload' | 'reloadIfChanged' | 'stop'>;

export async function createInForce(options: InForceOptions): Promise<InForce> {
  return new EditedConfiguration(options, await digestOf(options.first.config.directory));
}

class EditedConfiguration implements InForce {
  readonly #options: InForceOptions;
  #state: State;
  /** Of the folder as it was read last; `undefined` = it changed while it was read. */
  #digestRead: string | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(options: InForceOptions, digest: string | undefined) {
    const { config, robots, at } = options.first;
    const lastReload = { at, accepted: true };
    this.#options = options;
    this.#digestRead = digest;
    this.#state = { config, robots, addresses: robots, problems: [], lastReload, acceptedAt: at };
  }

  get config(): Config {
    return this.#state.config;
  }

  get robots(): Robots {
    return this.#state.robots;
  }

  get addresses(): Addresses {
    return this.#state.addresses;
  }

  get problems(): readonly Problem[] {
    return this.#state.problems;
  }

  get lastReload(): LastReload {
    return this.#state.lastReload;
  }

  get acceptedAt(): EpochMs {
    return this.#state.acceptedAt;
  }

  reload(): Promise<boolean> {
    return this.#inTurn(() => this.#readAgain());
  }

  reloadIfChanged(): Promise<void> {
    return this.#inTurn(async () => {
      const isSame = this.#digestRead !== undefined && (await digestOf(this.#directory)) === this.#digestRead;
      if (!isSame) await this.#readAgain();
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#last;
  }

  get #directory(): string {
    return this.#options.first.config.directory;
  }

  async #readAgain(): Promise<boolean> {
    const { loadConfig, now, logger } = this.#options;
    const { result, digest } = await readSettled(this.#directory, loadConfig);
    if (this.#isStopped) return this.#state.lastReload.accepted;
    this.#digestRead = digest;
    const problems =
      result.kind === 'config' ? await this.#takeOver(result.config) : problemsOf(result.error, this.#directory);
    const accepted = problems.length === 0;
    const at = now();
    this.#state = { ...this.#state, problems, lastReload: { at, accepted }, ...(accepted && { acceptedAt: at }) };
    if (!accepted) logBadEdit(logger, problems);
    await this.#tellEverybody();
    return accepted;
  }

  /** The old configuration goes on until the new one is known to be good; returns what is in the way. */
  async #takeOver(next: Config): Promise<readonly Problem[]> {
    const { openRobots, replaceReminders, logger } = this.#options;
    const before = this.#state.config;
    try {
      const robots = sameRobots(next, before) ? this.#state.robots : await openRobots(next);
      // What is due by now is planned under the old reminders: their robots stay known until that is written.
      const addresses = bothOf(this.#state.addresses, robots);
      this.#state = { ...this.#state, config: next, robots, addresses };
    } catch (error) {
      return problemsOf(error, this.#directory);
    }
    if (!this.#isStopped) await replaceReminders(next.reminders);
    this.#state = { ...this.#state, addresses: this.#state.robots };
    logRestartNeeded(logger, before, next);
    logWarnings(logger, next, before.warnings);
    logNewConfiguration(logger, before, next);
    return [];
  }

  /** What the store refuses to say for the moment is no reason to undo what was taken over. */
  async #tellEverybody(): Promise<void> {
    const { board, tell, logger, changed } = this.#options;
    const { lastReload, problems } = this.#state;
    try {
      await board.publish({ lastReload, problems: problems.filter(isError).map(lineOf) });
      await tell(lastReload.accepted ? { kind: 'mended' } : { kind: 'bad', problems: problems.filter(isError) });
    } catch (error) {
      logger.error(errorFields(error), 'how the edit went could be written neither for `status` nor for the owner');
    }
    changed();
  }

  /** One after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}

function bothOf(leaving: Addresses, coming: Addresses): Addresses {
  return {
    lanes: new Map([...leaving.lanes, ...coming.lanes]),
    keywords: new Map([...leaving.keywords, ...coming.keywords]),
  };
}

/** What is no {@link ConfigError} is told in its own words; the daemon goes on all the same. */
function problemsOf(error: unknown, directory: string): readonly Problem[] {
  if (error instanceof ConfigError) return error.problems;
  const message = scrub(error instanceof Error ? error.message : String(error));
  return [{ file: directory, line: 1, column: 1, severity: 'error', code: 'unusable', message }];
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function lineOf({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column} ${message}`;
}

/** Robots that did not change keep what they have learnt: how wrong the clock is, and open connections. */
function sameRobots(a: Config, b: Config): boolean {
  return factsOfRobots(a) === factsOfRobots(b);
}

/** The line on which a robot is written says nothing of it. */
function factsOfRobots({ robots, daemon }: Config): string {
  const facts = [...robots.values()].map(({ source: _source, ...others }) => others);
  // Notices and digests speak the language, digests tell the times of the zone.
  return JSON.stringify([facts, daemon.locale, daemon.timezone]);
}
