import { join, relative } from 'node:path';
import type { RobotConfig } from '../../config/config.ts';
import { causeFields } from '../../delivery/cause-fields.ts';
import { unwatchedNote } from '../../daemon/unwatched.ts';
import { tellRobotCauseApart } from '../../robot/cause-words.ts';
import type { RobotCause } from '../../robot/cause.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure, wrongUsage } from '../failure.ts';
import { ENV_FILE, envDirectoryFor } from '../../config/dot-env.ts';
import type { Folder } from '../folder.ts';
import { type CarriedOut, carryOut, envValues } from '../init/carry-out.ts';
import { type InitFlags, planFromFlags } from '../init/flags.ts';
import { isEnvExposed } from '../init/git-ignore.ts';
import { homeOf } from '../init/home.ts';
import type { Plan } from '../init/plan.ts';
import { createPrompts, isTerminal, type Prompts, type Terminal } from '../init/prompts.ts';
import { sendThroughDaemon, type ThroughDaemon } from '../init/through-daemon.ts';
import { askForPlan, askSecret, askWebhook } from '../init/wizard.ts';
import { problemForPeople } from '../problem-report.ts';
import { mendOf, sendTestMessage, testMessage } from '../robot-test-message.ts';
import type { Session } from '../session.ts';
import { textsIn } from '../texts/catalogue.ts';

export interface InitInput extends InitFlags {
  readonly folder: Folder;
  /** Asks nothing. */
  readonly yes?: boolean;
}

type Done = Extract<CarriedOut, { kind: 'done' }>;

/** From nothing to a message in the group: asks, writes, proves that it can be read, and sends a test message. */
export async function init(
  session: Session,
  { folder, ...flags }: InitInput,
  terminal: Terminal = { input: process.stdin, output: process.stdout },
): Promise<ExitCode> {
  const texts = session.texts.init;
  // What lies in a folder above is another's: it is connected by its name only.
  const input = { ...flags, dir: folder.asked === undefined ? 'schedules' : folder.path };
  if (input.yes) return initUnasked(session, await planFromFlags(session, input, terminal.input));
  if (session.json) throw wrongUsage(texts.jsonNeedsYes);
  if (!isTerminal(terminal)) throw wrongUsage(texts.needsTerminal);
  return converse(session, input.dir, terminal);
}

async function initUnasked(session: Session, plan: Plan): Promise<ExitCode> {
  const { out, json, texts } = session;
  const done = await writePlan(session, plan);
  const robot = robotOf(done, plan);
  const { cause, daemon } = await prove(session, plan, done, robot);
  if (json) {
    const isSandbox = robot.webhook.kind === 'sandbox';
    await out.json({
      folder: plan.directory,
      files: done.files,
      robot: robot.name,
      sandbox: isSandbox,
      test: cause ? 'refused' : 'arrived',
      daemon: daemon.kind === 'none' ? undefined : daemon.kind,
      ...causeFields(cause),
    });
  } else {
    for (const line of wordsOn(session, done)) await out.line(line);
    await out.line(cause ? refusedLine(session, robot, cause) : arrivedLine(session, robot, daemon));
    if (daemon.kind === 'elsewhere') await out.line(`  ${texts.init.elsewhere(robot.name, daemon.pid)}`);
    else await out.line(cause ? `  ${mendLine(session, cause)}` : nextLine(session, plan, daemon));
    const unwatched = cause ? undefined : unwatchedNote(done.config, session.language);
    if (unwatched) await out.line(`${unwatched.message}\n  ${texts.tryThis} ${unwatched.hint}`);
  }
  return cause || daemon.kind === 'elsewhere' ? EXIT.notFine : EXIT.fine;
}

async function converse(session: Session, directory: string, terminal: Terminal): Promise<ExitCode> {
  const { language, env } = session;
  const asking = createPrompts(terminal, textsIn(language).init.cancelled);
  const plan = await askForPlan(asking, { directory, language, env });
  const speaking = { ...session, language: plan.language, texts: textsIn(plan.language) };
  const texts = speaking.texts.init;
  asking.note(await announced(plan, speaking), texts.willWrite);
  if (!(await asking.confirm(texts.write, { yes: texts.writeYes, no: texts.writeNo }))) {
    throw new Failure(texts.cancelled);
  }
  const done = await writePlan(speaking, plan);
  const prompts = createPrompts(terminal, texts.cancelledLater);
  for (const line of wordsOn(speaking, done)) prompts.good(line);
  return proveUntilItArrives(speaking, prompts, plan, done);
}

/** A refusal says what to mend, and what can be mended here is asked again. */
async function proveUntilItArrives(session: Session, prompts: Prompts, plan: Plan, done: Done): Promise<ExitCode> {
  const texts = session.texts.init;
  const robot = robotOf(done, plan);
  const { cause, daemon } = await prove(session, plan, done, robot);
  if (!cause) {
    prompts.good(arrivedLine(session, robot, daemon));
    if (daemon.kind !== 'elsewhere') {
      const unwatched = unwatchedNote(done.config, session.language);
      if (unwatched) prompts.note(unwatched.hint ?? '', unwatched.message);
      prompts.outro(nextLine(session, plan, daemon));
      return EXIT.fine;
    }
    prompts.bad(texts.elsewhere(robot.name, daemon.pid));
    prompts.outro(texts.left);
    return EXIT.notFine;
  }
  prompts.bad(`${refusedLine(session, robot, cause)}\n${mendLine(session, cause)}`);
  const mended = await askForMend(session, prompts, plan, cause);
  if (!mended) {
    prompts.outro(texts.left);
    return EXIT.notFine;
  }
  // The folder stands; only `.env` is written again.
  const again = await writePlan(session, { ...mended, kind: 'connection', examples: 'keep' });
  return proveUntilItArrives(session, prompts, mended, again);
}

interface Proof {
  /** Why the robot takes no message; `undefined` = it does. */
  readonly cause: RobotCause | undefined;
  readonly daemon: ThroughDaemon;
}

/** By the daemon, where one runs: what counts is what it sends. What it does not bring there is tried from here. */
async function prove({ env }: Session, { language }: Plan, done: Done, robot: RobotConfig): Promise<Proof> {
  const daemon = await sendThroughDaemon(done.config, robot, testMessage(robot.keywords, language), done.since);
  if (daemon.kind === 'arrived') return { cause: undefined, daemon };
  return { cause: await sendTestMessage({ env, language }, robot), daemon };
}

/** `undefined`: it is left as it is. */
async function askForMend(
  { texts: { init: texts }, language }: Session,
  prompts: Prompts,
  plan: Plan,
  cause: RobotCause,
): Promise<Plan | undefined> {
  const { robot } = plan;
  const { credentials, variables } = robot;
  const choices = [
    { value: 'again', label: texts.again } as const,
    ...(credentials && variables.secret !== undefined ? [{ value: 'secret', label: texts.newSecret } as const] : []),
    ...(credentials ? [{ value: 'webhook', label: texts.newWebhook } as const] : []),
    { value: 'leave', label: texts.leave } as const,
  ];
  const meaning = cause.code === 'vendor' ? cause.meaning : undefined;
  const likely = meaning === 'signature-wrong' ? 'secret' : meaning === 'token-unknown' ? 'webhook' : 'again';
  const chosen = await prompts.choose(texts.whatNow, choices, likely);
  if (chosen === 'leave') return undefined;
  if (chosen === 'again' || !credentials) return plan;
  const corrected =
    chosen === 'secret'
      ? { ...credentials, secret: await askSecret({ prompts, texts }) }
      : { ...credentials, webhook: await askWebhook({ prompts, texts, language }) };
  return { ...plan, robot: { ...robot, credentials: corrected } };
}

/** @throws {Failure} saying what stands in the way; with problems, they have been printed. */
async function writePlan(session: Session, plan: Plan): Promise<Done> {
  const texts = session.texts.init;
  const result = await carryOut(plan, session.env).catch((error: unknown) => {
    throw new Failure(texts.unwritable(error instanceof Error ? error.message : String(error)), EXIT.notFine, {
      cause: error,
    });
  });
  if (result.kind === 'done') return result;
  for (const problem of result.problems) await session.err.line(problemForPeople(problem, session.err, session.texts));
  throw new Failure(texts.connectedInvalid(plan.directory));
}

async function announced(plan: Plan, { env, texts: { list, init: texts } }: Session): Promise<string> {
  const names = Object.keys(envValues(plan, env));
  const envDirectory = envDirectoryFor(plan.directory);
  const lines = [
    ...(plan.kind === 'new'
      ? ['robots.yaml', 'reminders.yaml', 'schema.json'].map((name) => `${plan.directory}/${name}`)
      : []),
    ...(names.length > 0 ? [texts.willAdd(relative(process.cwd(), join(envDirectory, ENV_FILE)), list(names))] : []),
    ...(names.length > 0 && (await isEnvExposed(envDirectory)) ? [texts.willIgnore] : []),
  ];
  return lines.join('\n');
}

function wordsOn({ texts: { list, init: texts } }: Session, done: Done): readonly string[] {
  return [
    ...(done.files.length > 0 ? [texts.written(list(done.files))] : []),
    ...(done.madeIgnored ? [texts.ignored] : []),
    ...done.overruled.map((name) => texts.environmentWins(name)),
  ];
}

function arrivedLine(
  { out, texts: { init: texts } }: Session,
  { name, webhook }: RobotConfig,
  { kind }: ThroughDaemon,
): string {
  const arrived = kind === 'arrived' ? texts.arrivedThroughDaemon(name) : texts.arrived(name);
  return out.paint('green', webhook.kind === 'sandbox' ? texts.arrivedInSandbox : arrived);
}

function nextLine({ texts: { init: texts } }: Session, { kind, directory }: Plan, daemon: ThroughDaemon): string {
  if (daemon.kind === 'arrived') return texts.nextWithDaemon(directory);
  const home = kind === 'new' ? homeOf(directory) : undefined;
  if (home === undefined) return texts.next(directory);
  return texts.nextAtHome(/^[\w./-]+$/.test(home) ? home : `"${home}"`);
}

function refusedLine({ out, language, texts }: Session, { name }: RobotConfig, cause: RobotCause): string {
  return out.paint('red', texts.init.refused(name, tellRobotCauseApart(cause, language).what));
}

function mendLine({ texts, language }: Session, cause: RobotCause): string {
  return `${texts.tryThis} ${mendOf(cause, texts, language)}`;
}

function robotOf({ config }: Done, { robot }: Plan): RobotConfig {
  const found = config.robots.get(robot.name);
  if (!found) throw new Error(`the robot ${robot.name} is gone`);
  return found;
}
