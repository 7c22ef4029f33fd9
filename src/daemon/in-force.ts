import type { Config, Reminder } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Problem } from '../config/problem.ts';
import { scrub } from '../network/scrub.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { DaemonStateBoard } from '../store/daemon-state.ts';
import type { LastReload } from './daemon.ts';
import { type ConfigPlace, digestOf } from './folder-stamp.ts';
import {
  logBadEdit,
  logHeldExamples,
  logNewConfiguration,
  logRestartNeeded,
  logVariablesGone,
  logWarnings,
} from './log-reload.ts';
import type { EditNews } from './owner-news.ts';
import { errorFields } from './error-fields.ts';
import type { Logger } from './logger.ts';
import type { Addresses } from './make-deliveries.ts';
import { isRemindersGone, remindersGone } from './reminders-gone.ts';
import { readSettled } from './read-settled.ts';
import type { Robots } from './robots.ts';

/** What the daemon starts with. */
export interface FirstConfig {
  readonly config: Config;
  /** What is wrong with what stands in the folder, while this is the configuration taken over last. Default: nothing. */
  readonly problems?: readonly Problem[];
  /** Since when it was the one taken over last, where it is that. */
  readonly keptSince?: EpochMs | undefined;
  /**
   * Variables that held something before this start, of which one is gone: until it is back, or meant, robots that are
   * the sandbox by now get nothing. Default: none.
   */
  readonly held?: readonly string[];
  /** Of what was read, before it was: what was written meanwhile is an edit. */
  readonly digest: string;
}

/**
 * Reads the configuration.
 *
 * @param held Variables that held something under the one in force: one that is gone is an error. Default: none.
 * @throws {ConfigError} when it is not valid.
 */
export type LoadConfig = (held?: readonly string[]) => Promise<Config>;

export interface InForceOptions {
  readonly first: FirstConfig & { readonly robots: Robots; readonly at: EpochMs };
  readonly place: ConfigPlace;
  readonly loadConfig: LoadConfig;
  /** A folder that has no reminder left is meant. Default: that has to be confirmed. */
  readonly allowEmpty?: boolean | undefined;
  readonly openRobots: (config: Config) => Promise<Robots>;
  /** Hands the reminders to the planner; resolves when it goes by them. */
  readonly replaceReminders: (reminders: readonly Reminder[]) => Promise<void>;
  /** Keeps what has been taken over, by the digest of what was read. */
  readonly keep: (config: Config, digest: string) => Promise<void>;
  readonly now: () => EpochMs;
  readonly logger: Logger;
  readonly board: DaemonStateBoard;
  /** Tells the owners. */
  readonly tell: (news: EditNews) => Promise<void>;
  /** There is something new to be seen. */
  readonly changed: () => void;
}

/** The configuration in use, and how another one takes its place: wholly or not at all. */
export class InForce {
  config: Config;
  robots: Robots;
  /** Where messages go; to robots that are just leaving, too. */
  addresses: Addresses;
  /** What is wrong with the newest edit; empty when that is in use. */
  problems: readonly Problem[] = [];
  lastReload: LastReload;
  /** When one was last taken over. */
  acceptedAt: EpochMs;
  readonly #options: InForceOptions;
  /** Of the folder as it was read last; `undefined` = it changed while it was read. */
  #digestRead: string | undefined;
  #held: readonly string[] | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(options: InForceOptions) {
    const { config, robots, digest, at, held, keptSince, problems = [] } = options.first;
    this.config = config;
    this.robots = robots;
    this.addresses = robots;
    this.problems = problems;
    this.lastReload = { at, accepted: problems.length === 0, ...(keptSince !== undefined && { keptSince }) };
    this.acceptedAt = at;
    this.#options = options;
    this.#digestRead = digest;
    this.#held = held;
  }

  /**
   * Reads the folder and takes over what stands there; resolves with whether it is in use. Never rejects.
   *
   * @param confirmed Somebody asks for it: if it was told before that no reminder is left, this is the second look, and
   *   that is taken over.
   */
  reload(confirmed = false): Promise<boolean> {
    return this.#inTurn(() => this.#readAgain(confirmed && this.problems.some(isRemindersGone) ? true : undefined));
  }

  /** The same, unless the folder reads as it did the last time. */
  reloadIfChanged(): Promise<void> {
    return this.#inTurn(async () => {
      const isSame = this.#digestRead !== undefined && (await digestOf(this.#options.place)) === this.#digestRead;
      if (!isSame) await this.#readAgain();
    });
  }

  /** What it starts with is kept, or, where that is the one kept, the owners are told why. Never rejects. */
  async begin(): Promise<void> {
    if (this.lastReload.accepted) return this.#keep();
    (this.#held ? logVariablesGone : logBadEdit)(this.#options.logger, this.problems);
    await this.#tellEverybody();
  }

  /** Takes nothing over any more; resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#last;
  }

  async #readAgain(mayBeEmpty = this.#options.allowEmpty === true): Promise<boolean> {
    const { place, loadConfig, now, logger } = this.#options;
    const { result, digest } = await readSettled(place, () => loadConfig(this.#held ?? this.config.variables));
    if (this.#isStopped) return this.lastReload.accepted;
    this.#digestRead = digest;
    this.problems =
      result.kind === 'config'
        ? await this.#takeOver(result.config, mayBeEmpty)
        : errorsOf(result.error, place.directory);
    const accepted = this.problems.length === 0;
    // What it has started on stays in use, whatever is edited wrongly after that.
    const { keptSince } = this.lastReload;
    this.lastReload = { at: now(), accepted, ...(!accepted && keptSince !== undefined && { keptSince }) };
    if (accepted) this.acceptedAt = this.lastReload.at;
    await this.#tellEverybody();
    if (accepted) await this.#keep();
    // Whoever reads this finds that `status` says so too.
    if (!accepted) logBadEdit(logger, this.problems);
    return accepted;
  }

  /** For a start at which what stands in the folder is not valid. */
  async #keep(): Promise<void> {
    const { keep, logger } = this.#options;
    if (this.#digestRead === undefined) return;
    try {
      await keep(this.config, this.#digestRead);
    } catch (error) {
      logger.error(
        errorFields(error),
        'the correct configuration could not be stored: a start with a bad edit will not have it',
      );
    }
  }

  /** The old configuration goes on until the new one is known to be good; returns what is in the way. */
  async #takeOver(next: Config, mayBeEmpty: boolean): Promise<readonly Problem[]> {
    const { place, openRobots, replaceReminders, logger } = this.#options;
    const before = this.config;
    const gone = mayBeEmpty ? undefined : remindersGone(before, next, place.directory);
    if (gone) return [gone];
    try {
      if (this.#held || !sameRobots(next, before)) this.robots = await openRobots(next);
    } catch (error) {
      return errorsOf(error, place.directory);
    }
    this.config = next;
    this.#held = undefined;
    // What is due by now is planned under the old reminders: their robots stay known until that is written.
    this.addresses = bothOf(this.addresses, this.robots);
    if (!this.#isStopped) await replaceReminders(next.reminders);
    this.addresses = this.robots;
    logRestartNeeded(logger, before, next);
    logWarnings(logger, next, before.warnings);
    logHeldExamples(logger, next, before);
    logNewConfiguration(logger, before, next);
    return [];
  }

  /** What the store refuses to say for the moment is no reason to undo what was taken over. */
  async #tellEverybody(): Promise<void> {
    const { board, tell, logger, changed } = this.#options;
    const { lastReload, problems } = this;
    try {
      await board.publish({ lastReload, problems: problems.map(lineOf) });
      await tell(lastReload.accepted ? { kind: 'mended' } : { kind: 'bad', problems });
    } catch (error) {
      logger.error(errorFields(error), 'the result of the edit could not be stored for `status` and the owner');
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
    browser: new Set([...(leaving.browser ?? []), ...(coming.browser ?? [])]),
  };
}

/** What is no {@link ConfigError} is told in its own words; the daemon goes on all the same. */
export function errorsOf(error: unknown, directory: string): readonly Problem[] {
  if (error instanceof ConfigError) return error.problems.filter(({ severity }) => severity === 'error');
  const message = scrub(error instanceof Error ? error.message : String(error));
  return [{ file: directory, line: 1, column: 1, severity: 'error', code: 'unusable', message }];
}

/** For people, in one line. */
export function lineOf({ file, line, column, message }: Problem): string {
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
