import { parseIsoDate } from '../../schedule/civil.ts';
import type { Environment } from '../../config/substitute.ts';
import { isTimeZone } from '../../schedule/zone.ts';
import { parseMobile } from '../../message/mention.ts';
import { type Language, LANGUAGES } from '../../message/language.ts';
import { checkedWebhook } from '../../robot/dingtalk/webhook.ts';
import { isSecret, webhookFault } from './credentials.ts';
import { folderOf } from '../folder.ts';
import { type FolderState, folderState } from './folder-state.ts';
import { schedulesOfNew } from './home.ts';
import type { KnownRobot } from './known-robots.ts';
import {
  type Connection,
  type NewFolder,
  isTaken,
  NEW_ROBOT,
  type Plan,
  type Starter,
  type StarterPerson,
  STARTERS,
  variablesFor,
} from './plan.ts';
import type { Prompts } from './prompts.ts';
import { EXAMPLE_CHOICES, type ExampleChoice, examplesOf } from './examples.ts';
import { Failure } from '../failure.ts';
import type { Config } from '../../config/config.ts';
import { type Texts, textsIn } from '../texts/catalogue.ts';

interface Conversation {
  readonly prompts: Prompts;
  readonly texts: Texts['init'];
  readonly language: Language;
  readonly env: Environment;
}

/**
 * Asks a person for everything. Nothing is written meanwhile.
 *
 * @throws {Failure} when a question is given up.
 */
export async function askForPlan(
  prompts: Prompts,
  suggested: { readonly directory: string; readonly language: Language; readonly env: Environment },
): Promise<Plan> {
  prompts.intro(textsIn(suggested.language).init.intro);
  const language = await askLanguage(prompts, suggested.language);
  const conversation = { prompts, language, texts: textsIn(language).init, env: suggested.env };
  const place = await askFolder(conversation, suggested.directory);
  const { directory, robot, config } = place;
  if (robot !== undefined && config) return askForConnection(conversation, directory, robot, config);
  return askForNewFolder(conversation, place.directory);
}

function askLanguage(prompts: Prompts, suggested: Language): Promise<Language> {
  const choices = LANGUAGES.map((value) => ({ value, label: textsIn(value).ownName }));
  return prompts.choose(textsIn(suggested).init.language, choices, suggested);
}

interface ChosenFolder {
  readonly directory: string;
  /** The one to be connected, in a folder that is in use. */
  readonly robot?: KnownRobot;
  /** Of a folder that is in use, as it is. */
  readonly config?: Config;
}

async function askFolder(conversation: Conversation, suggested: string): Promise<ChosenFolder> {
  const { prompts, texts, language } = conversation;
  for (let initial = suggested; ; ) {
    const typed = (
      await prompts.text(texts.folder, {
        initial,
        validate: (text) => (text.trim() === '' ? texts.folderEmpty : undefined),
      })
    ).trim();
    initial = typed;
    const directory = folderOf(typed).path;
    const state = await folderState(directory, language);
    if (state.kind === 'free') return { directory: schedulesOfNew(directory) };
    if (state.kind === 'unusable') {
      prompts.bad(texts.folderBroken(directory, state.reason));
      continue;
    }
    const robot = await askWhichRobot(conversation, directory, state);
    if (robot) return { directory, robot, config: state.config };
  }
}

/** `undefined`: another folder is wanted. */
async function askWhichRobot(
  { prompts, texts }: Conversation,
  directory: string,
  { robots }: Extract<FolderState, { kind: 'in-use' }>,
): Promise<KnownRobot | undefined> {
  // By its place in the list: a robot may have any name.
  const choices = robots.map(({ name }, index) => ({ value: String(index), label: texts.connect(name) }));
  const chosen = await prompts.choose(texts.inUse(directory), [
    ...choices,
    { value: 'other', label: texts.otherFolder },
  ]);
  return robots[Number(chosen)];
}

async function askForConnection(
  conversation: Conversation,
  directory: string,
  known: KnownRobot,
  config: Config,
): Promise<Connection> {
  const { prompts, texts, language, env } = conversation;
  const { webhook: variable } = known.variables;
  if (isTaken(variable, env) && !(await prompts.confirm(texts.replace(variable, known.name), texts, false))) {
    throw new Failure(texts.cancelled);
  }
  prompts.note(texts.howTo.join('\n'), texts.howToTitle);
  const webhook = await askWebhook(conversation);
  const isSigned = known.variables.secret !== undefined && (await prompts.confirm(texts.signed, texts));
  const secret = isSigned ? await askSecret(conversation) : undefined;
  const credentials = { webhook, ...(secret !== undefined && { secret }) };
  const examples = await askExamples(conversation, config, known.name);
  return { kind: 'connection', directory, language, robot: { ...known, credentials }, examples };
}

/** Shows what would reach the group at once; nothing of it does unasked. */
async function askExamples({ prompts, texts }: Conversation, config: Config, robot: string): Promise<ExampleChoice> {
  const examples = examplesOf(config, robot);
  if (examples.length === 0) return 'keep';
  prompts.note(
    examples.map(({ id, when, description }) => [id, when, description].filter(Boolean).join('  ')).join('\n'),
    texts.examplesTitle(robot),
  );
  const choices = EXAMPLE_CHOICES.map((value) => ({ value, label: texts.examples[value] }));
  return prompts.choose(texts.whichExamples, choices, 'pause');
}

async function askForNewFolder(conversation: Conversation, directory: string): Promise<NewFolder> {
  const { language } = conversation;
  const timezone = await askTimezone(conversation);
  const robot = await askRobot(conversation, directory);
  const starters = await askStarters(conversation);
  const people = await askPeople(conversation, starters);
  return { kind: 'new', directory, language, timezone, ...robot, starters, people };
}

async function askTimezone({ prompts, texts }: Conversation): Promise<string> {
  const zones = [...new Set(['Asia/Shanghai', Temporal.Now.timeZoneId()])];
  const choices = [...zones.map((value) => ({ value, label: value })), { value: 'other', label: texts.otherTimezone }];
  const chosen = await prompts.choose(texts.timezone, choices);
  if (chosen !== 'other') return chosen;
  const validate = (text: string) => (isTimeZone(text.trim()) ? undefined : texts.unknownTimezone);
  return (await prompts.text(texts.timezoneName, { placeholder: texts.timezonePlaceholder, validate })).trim();
}

async function askRobot(conversation: Conversation, directory: string): Promise<Pick<NewFolder, 'robot' | 'keywords'>> {
  const { prompts, texts } = conversation;
  const alreadySet = variableInUse(conversation);
  const where = await prompts.choose(texts.robot, [
    { value: 'dingtalk', label: texts.robotDingtalk },
    alreadySet === undefined
      ? { value: 'sandbox', label: texts.robotSandbox, hint: texts.robotSandboxHint }
      : { value: 'sandbox', label: texts.robotKnown(alreadySet) },
  ]);
  if (where === 'sandbox') return { robot: NEW_ROBOT, keywords: [] };
  prompts.note(texts.howTo.join('\n'), texts.howToTitle);
  const webhook = await askWebhook(conversation);
  const security = await prompts.chooseSome(
    texts.security,
    [
      { value: 'sign', label: texts.securitySign },
      { value: 'keyword', label: texts.securityKeyword },
      { value: 'address', label: texts.securityAddress, hint: texts.securityAddressHint },
    ],
    ['sign'],
  );
  const secret = security.includes('sign') ? await askSecret(conversation) : undefined;
  const keywords = security.includes('keyword') ? await askKeywords(conversation) : [];
  const credentials = { webhook, ...(secret !== undefined && { secret }) };
  const variables = variablesFor(directory, conversation.env);
  return { robot: { ...NEW_ROBOT, variables, credentials }, keywords };
}

/** The variable of a new robot, where it holds an address already: the sandbox is not what one would get. */
function variableInUse({ env }: Conversation): string | undefined {
  const { webhook } = NEW_ROBOT.variables;
  return isTaken(webhook, env) ? webhook : undefined;
}

export async function askWebhook({ prompts, texts, language }: Pick<Conversation, 'prompts' | 'texts' | 'language'>) {
  return checkedWebhook(await prompts.secret(texts.webhook, (pasted) => webhookFault(pasted, language)));
}

export async function askSecret({ prompts, texts }: Pick<Conversation, 'prompts' | 'texts'>): Promise<string> {
  return (await prompts.secret(texts.secret, (pasted) => (isSecret(pasted) ? undefined : texts.secretShape))).trim();
}

async function askKeywords({ prompts, texts }: Conversation): Promise<readonly string[]> {
  const validate = (text: string) => (splitKeywords(text).length === 0 ? texts.keywordsEmpty : undefined);
  return splitKeywords(await prompts.text(texts.keywords, { validate }));
}

/** Commas of both kinds part them; a keyword may hold spaces. */
export function splitKeywords(text: string): readonly string[] {
  return text
    .split(/[,，、;；]/)
    .map((keyword) => keyword.trim())
    .filter((keyword) => keyword !== '');
}

function askStarters({ prompts, texts }: Conversation): Promise<readonly Starter[]> {
  const choices = STARTERS.map((value) => ({ value, ...texts.starter[value] }));
  return prompts.chooseSome(texts.starters, choices, ['clock-in', 'lunch', 'clock-out']);
}

/** Optional, but birthdays are somebody's. */
async function askPeople(conversation: Conversation, starters: readonly Starter[]): Promise<readonly StarterPerson[]> {
  const { prompts, texts } = conversation;
  const people: StarterPerson[] = [];
  const wanted = starters.includes('birthdays');
  while (
    await prompts.confirm(
      people.length === 0 ? texts.addPerson : texts.addAnother,
      texts,
      wanted && people.length === 0,
    )
  ) {
    people.push(await askPerson(conversation, people));
  }
  return people;
}

async function askPerson({ prompts, texts }: Conversation, known: readonly StarterPerson[]): Promise<StarterPerson> {
  const name = await prompts.text(texts.personName, {
    validate: (text) => {
      if (text.trim() === '') return texts.personNameEmpty;
      return known.some((person) => person.name === text.trim()) ? texts.personKnown : undefined;
    },
  });
  const mobile = await prompts.text(texts.mobile, {
    validate: (text) => (text.trim() === '' || parseMobile(text) !== undefined ? undefined : texts.mobileShape),
  });
  const birthday = await prompts.text(texts.birthday, {
    validate: (text) => (text.trim() === '' || parseBirthday(text) ? undefined : texts.birthdayShape),
  });
  const date = parseBirthday(birthday);
  return { name: name.trim(), ...(mobile.trim() !== '' && { mobile: mobile.trim() }), ...(date && { birthday: date }) };
}

/** `1992-02-29`, `lunar 1990-08-15`, `农历1990-08-15`. */
export function parseBirthday(text: string): StarterPerson['birthday'] | undefined {
  const match = /^(lunar|农历|阴历)?\s*(\d{4}-\d{2}-\d{2})$/i.exec(text.trim());
  const date = match?.[2];
  if (date === undefined) return undefined;
  if (match?.[1] !== undefined)
    return /-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|30)$/.test(date) ? { date, isLunar: true } : undefined;
  return parseIsoDate(date) === undefined ? undefined : { date, isLunar: false };
}
