import { text as readAll } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { Environment } from '../../config/substitute.ts';
import { isTimeZone } from '../../schedule/zone.ts';
import { Failure, wrongUsage } from '../failure.ts';
import type { Session } from '../session.ts';
import { checkedWebhook } from '../../robot/dingtalk/webhook.ts';
import { webhookFault } from './credentials.ts';
import { schedulesOfNew } from './home.ts';
import { folderState } from './folder-state.ts';
import { EXAMPLE_CHOICES, type ExampleChoice } from './examples.ts';
import {
  type Credentials,
  isTaken,
  NEW_ROBOT,
  type Plan,
  type Starter,
  STARTERS,
  type Variables,
  variablesFor,
} from './plan.ts';

export interface InitFlags {
  readonly dir: string;
  readonly timezone?: string;
  readonly keyword?: readonly string[];
  readonly reminders?: readonly string[];
  /** Of a folder that is in use: which of its robots is connected. Default: the first that takes its address from the environment. */
  readonly robot?: string;
  /** What becomes of the examples. Default: they are paused. */
  readonly examples?: string;
  /** An address that a variable holds may be replaced by another. */
  readonly replace?: boolean;
  /** The webhook is on the first line of standard input, the secret on the second. */
  readonly stdin?: boolean;
}

/**
 * What is to be done without asking. Credentials come from the environment or standard input only: everybody on the
 * machine can read a command line.
 *
 * @throws {Failure} when the flags do not say enough, or something that cannot be done.
 */
export async function planFromFlags(session: Session, flags: InitFlags, input: Readable): Promise<Plan> {
  const {
    language,
    texts: { init: texts },
  } = session;
  const { dir: directory } = flags;
  const state = await folderState(directory, language);
  if (state.kind === 'unusable') throw new Failure(texts.folderBroken(directory, state.reason));
  if (state.kind === 'in-use') {
    const robot = flags.robot === undefined ? state.robots[0] : state.robots.find(({ name }) => name === flags.robot);
    const names = session.texts.list(state.robots.map(({ name }) => name));
    if (!robot) throw wrongUsage(texts.noSuchRobot(flags.robot ?? '', names));
    const credentials = await credentialsOf(session, flags, robot.variables, input);
    const { variables } = robot;
    if (!credentials) throw new Failure(texts.nothingToDo(directory, variables.webhook));
    const known = session.env[variables.webhook];
    if (isTaken(variables.webhook, session.env) && known !== credentials.webhook.url && !flags.replace) {
      throw new Failure(texts.taken(variables.webhook));
    }
    const examples = examplesOf(session, flags);
    return { kind: 'connection', directory, language, robot: { ...robot, credentials }, examples };
  }
  const credentials = await credentialsOf(session, flags, NEW_ROBOT.variables, input);
  const isKnown = credentials?.webhook.url === session.env[NEW_ROBOT.variables.webhook];
  const variables = credentials && !isKnown ? variablesFor(directory, session.env) : NEW_ROBOT.variables;
  return {
    kind: 'new',
    directory: schedulesOfNew(directory),
    language,
    timezone: timezoneOf(session, flags),
    robot: { ...NEW_ROBOT, variables, ...(credentials && { credentials }) },
    keywords: flags.keyword ?? [],
    starters: startersOf(session, flags, credentials),
    people: [],
  };
}

async function credentialsOf(
  { env, language, texts }: Session,
  { stdin = false }: InitFlags,
  variables: Variables,
  input: Readable,
): Promise<Credentials | undefined> {
  const [pasted = '', secret = ''] = stdin ? (await readAll(input)).split('\n') : fromEnvironment(env, variables);
  if (!stdin && (pasted.trim() === '' || pasted.trim() === 'sandbox')) return undefined;
  const fault = webhookFault(pasted, language);
  if (fault !== undefined) throw wrongUsage(texts.init.badWebhook(fault));
  return { webhook: checkedWebhook(pasted), ...(secret.trim() !== '' && { secret: secret.trim() }) };
}

/** By the robot's own names: those of another would connect it to that one's group. */
function fromEnvironment(env: Environment, { webhook, secret }: Variables): readonly string[] {
  return [env[webhook] ?? '', env[secret ?? ''] ?? ''];
}

function timezoneOf({ texts }: Session, { timezone = 'Asia/Shanghai' }: InitFlags): string {
  if (!isTimeZone(timezone)) throw wrongUsage(texts.time.unknownZone(timezone));
  return timezone;
}

const BY_DEFAULT: readonly Starter[] = ['clock-in', 'lunch', 'clock-out'];

function examplesOf({ texts }: Session, { examples = 'pause' }: InitFlags): ExampleChoice {
  const choice = EXAMPLE_CHOICES.find((each) => each === examples);
  if (!choice) throw wrongUsage(texts.init.unknownExamples(examples, texts.list(EXAMPLE_CHOICES)));
  return choice;
}

/** Unasked, nothing is sent to a group. */
function startersOf(
  { texts }: Session,
  { reminders }: InitFlags,
  credentials: Credentials | undefined,
): readonly Starter[] {
  return (reminders ?? (credentials ? [] : BY_DEFAULT)).map((name) => {
    const starter = STARTERS.find((each) => each === name);
    if (!starter) throw wrongUsage(texts.init.unknownStarter(name, texts.list(STARTERS)));
    return starter;
  });
}
