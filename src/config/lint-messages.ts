import type { Message } from '../message/message.ts';
import { outgoing } from '../robot/dingtalk/outgoing.ts';
import { MAX_PAYLOAD_BYTES } from '../robot/dingtalk/payload.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Occurrence } from '../schedule/occurrence.ts';
import type { Config } from './config.ts';
import { pathsOfEach, scalarOrNothing } from './entry-fault.ts';
import { warnDateFormats } from './lint-date-formats.ts';
import { placeWithin } from './place-within.ts';
import type { Report } from './report.ts';
import { contactOf, OCCURRENCE_PERSON } from './resolve-mention.ts';
import { intervalOf } from './resolve-interval.ts';
import type { ResolvedReminder } from './resolve-reminder.ts';
import type { ReminderShape } from './shape.ts';
import type { Place } from './source.ts';
import type { Scalar, Tree } from './tree.ts';
import { entryOf, shown, treeAt } from './tree.ts';

/** Warns of messages that DingTalk would refuse, split or not show as meant, and of people whom they do not reach. */
export function lintMessages(
  resolved: ResolvedReminder,
  { robots, people }: Pick<Config, 'robots' | 'people'>,
  now: EpochMs,
  report: Report,
): void {
  const written = writtenTexts(resolved);
  warnKeywords(resolved, written, robots, report);
  warnSingleBraces(written, report);
  warnDateFormats(written, report);
  warnLiteralNewlines(written, report);
  warnAbsentValues(resolved, written, report);
  warnUnseenPerson(resolved, report);
  warnUncallable(resolved, people, report);
  reportSize(resolved, written, { robots, now, report });
  warnBlank(resolved, written, now, report);
}

/** The texts that people read. */
function writtenTexts({ entry, kind }: ResolvedReminder): readonly Scalar[] {
  return textsOf(kind, treeAt(entry.value, [kind]));
}

const READ: ReadonlySet<string> = new Set(['text', 'title']);

function textsOf(key: string, tree: Tree | undefined): readonly Scalar[] {
  switch (tree?.kind) {
    case 'map':
      return tree.entries.flatMap((entry) => textsOf(entry.key, entry.value));
    case 'list':
      return tree.items.flatMap((item) => textsOf(key, item));
    case 'scalar':
      return READ.has(key) ? [tree] : [];
    case undefined:
      return [];
  }
}

/** A robot in keyword mode refuses a message without any of its words: the text between the gaps should have one. */
function warnKeywords(
  { reminder, entry, kind }: ResolvedReminder,
  written: readonly Scalar[],
  robots: Config['robots'],
  report: Report,
): void {
  for (const name of reminder.robots) {
    const keywords = robots.get(name)?.keywords ?? [];
    const [keyword] = keywords;
    if (keyword === undefined) continue;
    const fixed = written.map(({ text = '' }) => text.replaceAll(GAP, ' ')).join('\n');
    if (keywords.some((each) => fixed.includes(each))) continue;
    report.warning(messagePlace(entry.value, kind), 'keyword-missing', { robot: name, keyword });
  }
}

const GAP = /\{\{.*?\}\}|\{%.*?%\}/gs;

function messagePlace(reminder: Tree, kind: Message['kind']): Place {
  return (treeAt(reminder, [kind]) ?? reminder).place;
}

/** `{date}` is sent as it stands. */
function warnSingleBraces(written: readonly Scalar[], report: Report): void {
  for (const scalar of written) {
    const match = SINGLE_BRACES.exec(scalar.text ?? '');
    if (!match || scalar.fromEnvironment) continue;
    const place = placeWithin(scalar, match.index, match.index + match[0].length);
    report.warning(place, 'single-braces', { name: match.groups?.['name'] ?? '' });
  }
}

const SINGLE_BRACES =
  /(?<!\{)(?:\{|｛｛?)\s*(?<name>(?:at|date|days_left|days_since|minutes_left|event|years|late_minutes|note|lunar|holiday|(?:person|reminder)\.\w+)(?=\W))[^{}｛｝\n]*(?:\}|｝｝?)(?!\})/;

/** `'第一行\\n第二行'`: a line break in double quotes only. */
function warnLiteralNewlines(written: readonly Scalar[], report: Report): void {
  for (const scalar of written) {
    const { parsed, style, fromEnvironment } = scalar;
    const at = parsed.indexOf(String.raw`\n`);
    if (at === -1 || fromEnvironment || (style !== 'plain' && style !== 'single')) continue;
    const text = style === 'single' ? shown(scalar.place).slice(1, -1) : shown(scalar.place);
    const isSimple = text.length < 60 && !/["\n]|\\(?!n)|''/.test(text);
    const suggestion = isSimple ? { suggestion: `"${text}"` } : {};
    report.warning(placeWithin(scalar, at, at + 2), 'literal-newline', suggestion);
  }
}

/** A value that is empty each time. Who asks before (`{% if person %}`) or has a `default` knows. */
function warnAbsentValues(
  { entry, shape, template }: ResolvedReminder,
  written: readonly Scalar[],
  report: Report,
): void {
  if (ABSENT_VALUES.every((name) => !template.uses.has(name))) return;
  const absent = absentValues(entry.value, shape);
  if (absent.length === 0) return;
  const value = new RegExp(String.raw`\{\{-?\s*(?<name>${absent.join('|')})\b(?!.*?\bdefault\b.*?\}\})`);
  for (const scalar of written) {
    const text = scalar.text ?? '';
    const match = /\{%/.test(text) || scalar.fromEnvironment ? undefined : value.exec(text);
    const name = match?.groups?.['name'];
    if (!match || name === undefined) continue;
    const end = match.index + match[0].length;
    report.warning(placeWithin(scalar, end - name.length, end), 'value-always-empty', { name: name as AbsentValue });
  }
}

const ABSENT_VALUES = ['person', 'years', 'days_left', 'minutes_left', 'days_since'] as const;
type AbsentValue = (typeof ABSENT_VALUES)[number];

function absentValues(reminder: Tree, shape: ReminderShape): readonly AbsentValue[] {
  const { yearly, since } = shape;
  const has = (key: string): boolean => entryOf(reminder, key) !== undefined;
  return [
    ...(has('rotate') || has('birthdays') ? [] : (['person'] as const)),
    ...(has('birthdays') || has('yearly') ? [] : (['years'] as const)),
    ...(typeof yearly === 'string' && since === undefined && !/^\d{4}/.test(yearly) ? (['years'] as const) : []),
    ...(has('advance') || has('countdown') ? [] : (['days_left', 'minutes_left'] as const)),
    ...(intervalOf(shape) ? [] : (['days_since'] as const)),
  ];
}

/** Whose turn or birthday it is, nobody can see. */
function warnUnseenPerson({ entry, shape, options, template }: ResolvedReminder, report: Report): void {
  const key = entryOf(entry.value, 'rotate') ?? entryOf(entry.value, 'birthdays');
  const people = shape.rotate ? new Set([shape.rotate.people].flat()).size : options.sources.length;
  if (!key || people < 2 || template.uses.has('person') || personMention(entry.value)) return;
  report.warning(key.keyPlace, 'person-unseen', { key: key.key });
}

function personMention(reminder: Tree): Scalar | undefined {
  return pathsOfEach(reminder, 'mention')
    .map((path) => scalarOrNothing(reminder, path))
    .find((each) => each?.text?.trim() === OCCURRENCE_PERSON);
}

/** `mention: person` calls many, one at a time: those whom DingTalk cannot call. */
function warnUncallable(
  { entry, shape, options, kind }: ResolvedReminder,
  people: Config['people'],
  report: Report,
): void {
  const scalar = personMention(entry.value);
  if (!scalar || people.has(OCCURRENCE_PERSON)) return;
  const ids = [...[shape.rotate?.people ?? []].flat(), ...options.sources.map(({ person }) => person)];
  for (const id of new Set(ids)) {
    const person = id === undefined ? undefined : people.get(id);
    if (person && !contactOf(person, kind))
      report.warning(scalar.place, 'mention-without-contact', { person: person.id, type: kind });
  }
}

/** Shorter texts cannot come near the limit, whatever their gaps are filled with. */
const SURELY_SHORT = MAX_PAYLOAD_BYTES / 4;

function reportSize(
  resolved: ResolvedReminder,
  written: readonly Scalar[],
  { robots, now, report }: { robots: Config['robots']; now: EpochMs; report: Report },
): void {
  if (written.reduce((sum, { text = '' }) => sum + text.length, 0) < SURELY_SHORT) return;
  const { entry, kind, reminder } = resolved;
  const messages = soonest(resolved, now).map((each) => messageFor(resolved, each));
  const posts = reminder.robots.flatMap((name) => {
    const keywords = robots.get(name)?.keywords ?? [];
    return messages.map((message) => outgoing(message, { keywords }));
  });
  const place = messagePlace(entry.value, kind);
  const parts = Math.max(0, ...posts.map((post) => (post.kind === 'messages' ? post.messages.length : 0)));
  if (posts.some((post) => post.kind === 'too-long')) {
    report.error(place, 'message-too-long', { limit: MAX_PAYLOAD_BYTES, kind });
  } else if (parts > 1) {
    report.warning(place, 'message-split', { limit: MAX_PAYLOAD_BYTES, parts });
  }
}

/** A text that is made of gaps and conditions alone can come out empty: DingTalk refuses the message then. */
function warnBlank(resolved: ResolvedReminder, written: readonly Scalar[], now: EpochMs, report: Report): void {
  const doubtful = written.filter(({ text = '' }) => /^\s*\{/.test(text) && !hasFixedWords(text));
  if (doubtful.length === 0) return;
  const blank = soonest(resolved, now).find((each) => hasBlank(messageFor(resolved, each)));
  const [scalar] = doubtful;
  if (blank && scalar) report.warning(scalar.place, 'blank-on-date', { date: blank.date });
}

function hasFixedWords(text: string): boolean {
  const words = text.replaceAll(IF, (whole: string, branches: string) => (saysSomething(branches) ? 'words' : whole));
  return words.replaceAll(CONDITIONAL, '').replaceAll(GAP, '').trim() !== '';
}

/** Whichever way the condition goes. */
function saysSomething(branches: string): boolean {
  const isComplete = /\{%-?\s*else\s*-?%\}/.test(branches);
  return isComplete && branches.split(ELSE).every((branch) => branch.replaceAll(GAP, '').trim() !== '');
}

/** One with nothing but gaps in it. */
const IF = /\{%-?\s*if\b(?:(?!%\}).)*%\}((?:(?!\{%-?\s*(?!else|elsif)\w).)*)\{%-?\s*endif\s*-?%\}/gs;
const ELSE = /\{%-?\s*els(?:e|if)\b(?:(?!%\}).)*%\}/s;
const CONDITIONAL = /\{%-?\s*(?<tag>if|unless|case|for)\b.*\{%-?\s*end\k<tag>\s*-?%\}/gs;

function hasBlank(message: Message): boolean {
  switch (message.kind) {
    case 'text':
      return message.text.trim() === '';
    case 'markdown':
    case 'link':
      return [message.title, message.text].some((each) => each.trim() === '');
    case 'actionCard':
      return [message, ...message.buttons].some(({ title }) => title.trim() === '') || message.text.trim() === '';
    case 'feedCard':
      return message.links.some(({ title }) => title.trim() === '');
  }
}

/** Enough that each notice of an occurrence and both sides of most conditions are among them. */
const TRIED = 8;

function soonest({ reminder: { timetable } }: ResolvedReminder, now: EpochMs): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (let due = timetable.next(now); due && found.length < TRIED; due = timetable.next(due.at)) {
    found.push(...due.occurrences);
  }
  return found;
}

function messageFor({ reminder }: ResolvedReminder, occurrence: Occurrence): Message {
  return reminder.render(occurrence, { lateMinutes: 0 });
}
