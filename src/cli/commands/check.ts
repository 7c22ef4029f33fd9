import { relative, resolve } from 'node:path';
import type { Config, RobotConfig } from '../../config/config.ts';
import type { Problem } from '../../config/problem.ts';
import { forecast } from '../../daemon/forecast.ts';
import { type ForecastProblem, forecastProblems } from '../../daemon/forecast-problems.ts';
import { heldExamplesNote } from '../../daemon/held-examples.ts';
import { unwatchedNote } from '../../daemon/unwatched.ts';
import { upcoming } from '../../daemon/upcoming.ts';
import { isLoopback } from '../../network/loopback.ts';
import { readConfiguration } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { wrongUsage } from '../failure.ts';
import type { Folder } from '../folder.ts';
import { problemAsJson, problemForPeople } from '../problem-report.ts';
import type { Session } from '../session.ts';
import { storedOverrides } from '../stored-overrides.ts';
import { Table, widest } from '../table.ts';
import { UpcomingTable } from '../upcoming-table.ts';

export interface CheckInput {
  readonly dir: string;
  /** With one file of it, what is wrong elsewhere is only counted. */
  readonly folder: Folder;
}

const NEXT_SHOWN = 3;

/** Every problem and warning of a folder, or what was understood and what is to come. Warnings alone are fine. */
export async function check(session: Session, { dir, folder }: CheckInput): Promise<ExitCode> {
  if (folder.file !== undefined) return checkFile(session, dir, folder.file);
  const result = await readConfiguration(session, dir);
  if (result.kind === 'problems') {
    await printReport(session, result.problems);
    return EXIT.notFine;
  }
  const { config, warnings } = result;
  const ahead = forecastProblems(config, await forecast(config, { from: session.now }), session.language);
  const notes = [
    ...ahead.filter(({ severity }) => severity === 'info'),
    heldExamplesNote(config, session.language) ?? [],
    unwatchedNote(config, session.language) ?? [],
  ].flat();
  await printReport(session, [...warnings, ...ahead.filter(({ severity }) => severity === 'warning')]);
  if (session.json) for (const note of notes) await session.out.json(problemAsJson(note));
  else await printUnderstood(session, dir, config, notes);
  return EXIT.fine;
}

/** One file, read with all the others: it may name what stands there. */
async function checkFile(session: Session, dir: string, file: string): Promise<ExitCode> {
  const { out, json, texts } = session;
  const name = relative(process.cwd(), file);
  if (!/\.ya?ml$/i.test(file)) throw wrongUsage(texts.check.noYaml(name));
  const result = await readConfiguration(session, dir);
  const problems = result.kind === 'config' ? result.warnings : result.problems;
  const own = problems.filter((problem) => resolve(problem.file) === file);
  await printReport(session, own);
  const errors = errorsAmong(own);
  const elsewhere = errorsAmong(problems) - errors;
  if (!json && own.length === 0) await out.line(out.paint('green', texts.check.fileFine(name, dir)));
  if (!json && elsewhere > 0) await out.line(out.paint('yellow', texts.check.others(elsewhere, dir)));
  return errors > 0 ? EXIT.notFine : EXIT.fine;
}

function errorsAmong(problems: readonly Finding[]): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

async function printReport(session: Session, problems: readonly Finding[]): Promise<void> {
  if (session.json) {
    for (const problem of problems) await session.out.json(problemAsJson(problem));
    return;
  }
  const { out, texts } = session;
  for (const problem of problems) await out.line(problemForPeople(problem, out, texts));
  if (problems.length > 0) await out.line(summary(session, problems));
}

type Finding = Problem | ForecastProblem;

function summary({ out, texts }: Session, problems: readonly Finding[]): string {
  const errors = errorsAmong(problems);
  const warnings = problems.length - errors;
  if (errors === 0) return out.paint('yellow', texts.check.correct(warnings));
  return out.paint('red', texts.check.found(errors, warnings) + texts.check.notUsable(errors));
}

async function printUnderstood(
  session: Session,
  dir: string,
  config: Config,
  notes: readonly ForecastProblem[],
): Promise<void> {
  const { out, texts } = session;
  const { reminders, robots, daemon } = config;
  await out.line(out.paint('green', texts.check.fine(dir, reminders.length, robots.size, daemon.timezone)));
  const table = new Table([{ title: '', width: widest(robots.keys()) }]);
  for (const { name, webhook } of robots.values())
    await out.line(`  ${table.row([name, loopbackOf(webhook) ?? texts.check.robot[webhook.kind]])}`);
  for (const { message, hint } of notes) {
    await out.line(`  ${message}`);
    if (hint !== undefined) await out.line(`    ${texts.tryThis} ${hint}`);
  }
  const paused = reminders.filter(({ paused, example }) => paused && example !== 'held').map(({ id }) => id);
  if (paused.length > 0) await out.line(texts.check.paused(texts.list(paused)));
  await printNext(session, config);
}

/** The address of a fake DingTalk on this machine. */
function loopbackOf(webhook: RobotConfig['webhook']): string | undefined {
  if (webhook.kind === 'sandbox') return undefined;
  return isLoopback(new URL(webhook.origin).hostname) ? webhook.origin : undefined;
}

async function printNext(session: Session, config: Config): Promise<void> {
  const { out, texts, now } = session;
  const table = new UpcomingTable(session, config);
  const query = { from: now, count: NEXT_SHOWN, overrides: await storedOverrides(config, session.now) };
  const entries = [...upcoming(config.reminders, query)];
  await out.line(entries.length > 0 ? texts.check.next : texts.check.nothing);
  for (const entry of entries) await out.line(`  ${table.row(entry)}`);
}
