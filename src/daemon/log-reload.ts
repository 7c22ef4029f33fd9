import { heldExamplesNote } from './held-examples.ts';
import type { Config, DaemonConfig } from '../config/config.ts';
import type { Problem } from '../config/problem.ts';
import { problemIn } from '../config/report.ts';
import type { Logger } from './logger.ts';

/** So many problems of one edit have a line each; `check` shows them all. */
const SHOWN = 10;

/** Where the newest edit is wrong, one line per problem. The log is in English, whatever people are spoken to in. */
export function logBadEdit(logger: Logger, errors: readonly Problem[]): void {
  logProblems(logger, errors);
  logger.error({ problems: errors.length }, 'the new configuration has errors; the last correct one stays in use');
}

/** When the daemon starts, neither what stands in the folder nor what was taken over last can be used. */
export function logKeptUnusable(logger: Logger, errors: readonly Problem[]): void {
  logProblems(logger, errors);
  logger.error('the configuration that was used before does not work any more either');
}

/** When the daemon starts, variables that held something before are gone. */
export function logVariablesGone(logger: Logger, errors: readonly Problem[]): void {
  logProblems(logger, errors);
  logger.error('these variables are missing: the robots that need them send nothing until the variables are back');
}

function logProblems(logger: Logger, errors: readonly Problem[]): void {
  // Each in English: the log is.
  for (const problem of errors.slice(0, SHOWN)) {
    const { file, line, column, code, message, hint } = problemIn('en', problem);
    logger.error({ place: `${file}:${line}:${column}`, code, hint }, message);
  }
}

export function logNewConfiguration(logger: Logger, before: Config, { reminders, robots }: Config): void {
  const known = new Set(before.reminders.map(({ id }) => id));
  const ids = new Set(reminders.map(({ id }) => id));
  const added = reminders.filter(({ id }) => !known.has(id)).length;
  const removed = before.reminders.filter(({ id }) => !ids.has(id)).length;
  const counts = { reminders: reminders.length, ...(added > 0 && { added }), ...(removed > 0 && { removed }) };
  logger.info({ ...counts, robots: robots.size }, 'the configuration was read again');
}

/** Some things are settled when the process starts. */
export function logRestartNeeded(logger: Logger, before: Config, next: Config): void {
  const changed = SETTLED.filter(([, read]) => read(before.daemon) !== read(next.daemon)).map(([key]) => key);
  if (changed.length > 0) logger.warn({ changed }, 'these settings take effect after a restart');
}

/** By the names that people write. */
const SETTLED: readonly (readonly [string, (daemon: DaemonConfig) => unknown])[] = [
  ['data', ({ dataDirectory }) => dataDirectory],
  ['http.host', ({ http }) => http.host],
  ['http.port', ({ http }) => http.port],
  ['holidays', ({ holidayAddresses }) => JSON.stringify(holidayAddresses)],
  ['HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS', ({ proxy }) => JSON.stringify(proxy)],
];

/** `told`: those of the configuration before, which need not be said again, wherever they stand now. */
export function logWarnings(logger: Logger, { warnings }: Config, told: readonly Problem[] = []): void {
  const known = new Set(told.map(saying));
  for (const warning of warnings.filter((each) => !known.has(saying(each)))) {
    const { file, line, column, code, message } = problemIn('en', warning);
    logger.warn({ place: `${file}:${line}:${column}`, code }, message);
  }
}

/** `before`: the configuration until now, of which nothing is said again. */
export function logHeldExamples(logger: Logger, config: Config, before?: Config): void {
  const [note, told] = [heldExamplesNote(config, 'en'), before && heldExamplesNote(before, 'en')];
  if (note && note.message !== told?.message) logger.warn({ hint: note.hint }, note.message);
}

function saying({ file, code, message }: Problem): string {
  return JSON.stringify([file, code, message]);
}
