import type { Config } from '../config/config.ts';
import { envDirectoryFor } from '../config/dot-env.ts';
import { type LoadOptions, type ReadResult, readConfig } from '../config/load.ts';
import type { Problem } from '../config/problem.ts';
import { readHolidays } from '../daemon/holiday-files.ts';
import { isLocked } from '../store/lock.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { problemForPeople } from './problem-report.ts';
import type { Session } from './session.ts';

/** What came of reading a folder, told in the session's language. */
export function readConfiguration(
  session: Session,
  directory: string,
  options: Pick<LoadOptions, 'envDirectory' | 'held' | 'texts'> = {},
): Promise<ReadResult> {
  return readConfig(directory, {
    envDirectory: envDirectoryFor(directory),
    ...options,
    ...configurationOptions(session),
  });
}

export function configurationOptions({ language, now }: Session): Pick<LoadOptions, 'locale' | 'now' | 'holidays'> {
  return { locale: language, now, holidays: async (dataDirectory) => (await readHolidays(dataDirectory)).source };
}

/**
 * The configuration that a command works on. Warnings are left to `check`.
 *
 * @throws {Failure} when it has errors; they have been printed then.
 */
export async function loadConfiguration(session: Session, directory: string): Promise<Config> {
  const result = await readConfiguration(session, directory);
  if (result.kind === 'config') return result.config;
  throw await tellProblems(session, directory, result.problems);
}

/**
 * The same for commands that only look. While a daemon goes on with the last good configuration, a bad edit hides from
 * nobody what it does: then it is what could be read of the edit, enough to find the data and to name robots.
 *
 * @throws {Failure} as above, when no daemon runs.
 */
export async function loadToLook(session: Session, directory: string): Promise<Config> {
  const result = await readConfiguration(session, directory);
  if (result.kind === 'config') return result.config;
  if (isLocked(result.remains.daemon.dataDirectory)) return result.remains;
  throw await tellProblems(session, directory, result.problems);
}

/**
 * The same for a message that somebody or something sends now: an alarm is not kept back by a mistake in a reminder. What
 * counts is the robot, and where the data is.
 *
 * @throws {Failure} when the robot is not among what could be read.
 */
export async function loadToSend(session: Session, directory: string, robot: string): Promise<Config> {
  const result = await readConfiguration(session, directory);
  if (result.kind === 'config') return result.config;
  const { problems, remains } = result;
  if (!remains.robots.has(robot)) throw await tellProblems(session, directory, problems);
  const { err, texts } = session;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  await err.line(`${err.paint('yellow', texts.warning)}${texts.check.sentAllTheSame(directory, errors)}`);
  return remains;
}

/** Prints every error of a folder; the failure that ends the command for it. */
export async function tellProblems(
  { err, texts }: Session,
  directory: string,
  problems: readonly Problem[],
  exitCode: ExitCode = EXIT.notFine,
): Promise<Failure> {
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const problem of errors) await err.line(problemForPeople(problem, err, texts));
  // Where there is nothing yet, there is nothing to be mended.
  const isMissing = errors.some(({ code }) => code === 'folder-missing' || code === 'folder-empty');
  const message = texts.check.unusable(directory, errors.length);
  return new Failure(isMissing ? message + texts.check.begin : message, exitCode);
}
