import type { NewFolder, Starter, StarterPerson } from './plan.ts';
import { type Texts, textsIn } from '../texts/catalogue.ts';

/** The YAML files of a new folder by their names, with comments in the person's language. */
export function starterFiles(plan: NewFolder): Readonly<Record<string, string>> {
  const words = textsIn(plan.language).starter;
  return { 'robots.yaml': robotsFile(plan, words), 'reminders.yaml': remindersFile(plan, words) };
}

const SCHEMA_LINE = '# yaml-language-server: $schema=./schema.json';

function robotsFile({ timezone, language, robot, keywords, people }: NewFolder, words: Texts['starter']): string {
  const { variables } = robot;
  return lines(
    SCHEMA_LINE,
    '#',
    ...words.robotsHead.map(comment),
    '',
    'daemon:',
    `  timezone: ${timezone} # ${words.timezone}`,
    `  locale: ${language} # ${words.locale}`,
    '',
    'robots:',
    `  ${robot.name}:`,
    `    # ${words.webhook}`,
    `    webhook: \${${variables.webhook}:-sandbox}`,
    `    secret: \${${variables.secret}:-} # ${words.secret}`,
    keywords.length > 0
      ? `    keywords: [${keywords.map(quoted).join(', ')}] # ${words.keywords}`
      : `    # keywords: [${words.sampleKeyword}] # ${words.keywords}`,
    '',
    comment(words.people),
    ...(people.length > 0
      ? ['people:', ...people.flatMap((person, index) => personLines(person, idOf(person, index)))]
      : words.samplePeople.map(comment)),
    '',
    comment(words.defaults),
    'defaults:',
    `  robot: ${robot.name}`,
  );
}

function personLines({ name, mobile, birthday }: StarterPerson, id: string): readonly string[] {
  const date = birthday && (birthday.isLunar ? `{ lunar: ${birthday.date} }` : birthday.date);
  return [
    `  ${id}:`,
    `    name: ${quoted(name)}`,
    ...(mobile === undefined ? [] : [`    mobile: ${quoted(mobile)}`]),
    ...(date === undefined ? [] : [`    birthday: ${date}`]),
  ];
}

/** What a name in the YAML may consist of; two people of one name still differ by their place. */
function idOf({ name }: StarterPerson, index: number): string {
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name) && !RESERVED.has(name);
  return isPlain ? quoted(name) : `person-${index + 1}`;
}

/** They mean something wherever people are named. */
const RESERVED: ReadonlySet<string> = new Set(['all', 'person']);

function remindersFile({ starters, people, keywords }: NewFolder, words: Texts['starter']): string {
  const chosen = starters.filter((starter) => starter !== 'birthdays' || people.some(({ birthday }) => birthday));
  const bodies = chosen.map((starter) => reminderLines(starter, keywords, words));
  return lines(
    SCHEMA_LINE,
    '#',
    ...words.remindersHead.map(comment),
    '',
    ...(bodies.length > 0 ? ['reminders:'] : words.sampleReminder.map(comment)),
    ...bodies.flatMap((body, index) => (index === 0 ? body : ['', ...body])),
  );
}

function reminderLines(starter: Starter, keywords: readonly string[], words: Texts['starter']): readonly string[] {
  const { comment, text } = words.starters[starter];
  const said = `text: ${quoted(withKeyword(text, keywords))}`;
  const bodies: Readonly<Record<Starter, readonly string[]>> = {
    'clock-in': ['at: "08:50"', `on: workdays # ${words.workdays}`, 'mention: all', said],
    lunch: ['at: "11:50"', 'on: workdays', said],
    'clock-out': ['at: "18:00"', 'on: workdays', 'mention: all', said],
    workout: ['at: "19:30"', 'on: [mon, wed, fri]', said],
    reading: ['at: "21:30"', said],
    birthdays: [
      'birthdays: all',
      'at: "09:00"',
      'advance: [7d, 1d, 0d]',
      'markdown:',
      `  title: ${quoted(words.birthdayTitle)}`,
      `  ${said}`,
    ],
  };
  return [`  # ${comment}`, `  ${starter}:`, ...bodies[starter].map((line) => `    ${line}`)];
}

/** A robot in keyword mode takes no message without one. */
function withKeyword(text: string, keywords: readonly string[]): string {
  const [first] = keywords;
  return first === undefined || keywords.some((keyword) => text.includes(keyword)) ? text : `${text} ${first}`;
}

/** As YAML reads it back, whatever is in it; `$` would begin a variable. */
function quoted(text: string): string {
  return text.includes('"') && !/['\n\\]/.test(text)
    ? `'${doubledDollars(text)}'`
    : JSON.stringify(doubledDollars(text));
}

function doubledDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function comment(text: string): string {
  return text === '' ? '#' : `# ${text}`;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
