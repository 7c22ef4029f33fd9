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
  const { first, loadConfig, openRobots, replaceReminders, now, logger, board, tell, changed } = options;
  const { directory } = first.config;
  let state: State = {
    config: first.config,
    robots: first.robots,
    addresses: first.robots,
    problems: [],
    lastReload: { at: first.at, accepted: true },
    acceptedAt: first.at,
  };
  let digestRead: string | undefined = await digestOf(directory);
  let last: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  async function readAgain(): Promise<boolean> {
    const { result, digest } = await readSettled(directory, loadConfig);
    if (isStopped) return state.lastReload.accepted;
    digestRead = digest;
    const problems = result.kind === 'config' ? await takeOver(result.config) : problemsOf(result.error, directory);
    const accepted = problems.length === 0;
    const at = now();
    state = { ...state, problems, lastReload: { at, accepted }, ...(accepted && { acceptedAt: at }) };
    if (!accepted) logBadEdit(logger, problems);
    await tellEverybody();
    return accepted;
  }

  /** The old configuration goes on until the new one is known to be good; returns what is in the way. */
  async function takeOver(next: Config): Promise<readonly Problem[]> {
    const before = state.config;
    try {
      const robots = sameRobots(next, before) ? state.robots : await openRobots(next);
      // What is due by now is planned under the old reminders: their robots stay known until that is written.
      state = { ...state, config: next, robots, addresses: bothOf(state.addresses, robots) };
    } catch (error) {
      return problemsOf(error, directory);
    }
    if (!isStopped) await replaceReminders(next.reminders);
    state = { ...state, addresses: state.robots };
    logRestartNeeded(logger, before, next);
    logWarnings(logger, next, before.warnings);
    logNewConfiguration(logger, before, next);
    return [];
  }

  /** What the store refuses to say for the moment is no reason to undo what was taken over. */
  async function tellEverybody(): Promise<void> {
    const { lastReload, problems } = state;
    try {
      await board.publish({ lastReload, problems: problems.filter(isError).map(lineOf) });
      await tell(lastReload.accepted ? { kind: 'mended' } : { kind: 'bad', problems: problems.filter(isError) });
    } catch (error) {
      logger.error(errorFields(error), 'how the edit went could be written neither for `status` nor for the owner');
    }
    changed();
  }

  /** One after the other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }

  return {
    get config() {
      return state.config;
    },
    get robots() {
      return state.robots;
    },
    get addresses() {
      return state.addresses;
    },
    get problems() {
      return state.problems;
    },
    get lastReload() {
      return state.lastReload;
    },
    get acceptedAt() {
      return state.acceptedAt;
    },
    reload: () => inTurn(readAgain),
    reloadIfChanged: () =>
      inTurn(async () => {
        if (digestRead === undefined || (await digestOf(directory)) !== digestRead) await readAgain();
      }),
    async stop() {
      isStopped = true;
      await last;
    },
  };
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
