import type { Message } from '../message/message.ts';
import { GAP, hasFixedWords, saysNothing } from '../message/says-nothing.ts';
import { outgoing } from '../robot/dingtalk/outgoing.ts';
import { MAX_PAYLOAD_BYTES } from '../robot/dingtalk/payload.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Occurrence } from '../schedule/occurrence.ts';
import type { Config } from './config.ts';
import { DAYS_OF_PEOPLE, KEYS_OF_PEOPLE } from './days-of-people.ts';
import type { Written } from './decode/decoder.ts';
import { treeOf, writtenEntry } from './decode/group.ts';
import { warnAtSigns } from './lint-at-signs.ts';
import { warnDateComparisons } from './lint-date-comparisons.ts';
import { warnDateFormats } from './lint-date-formats.ts';
import { placeWithin } from './place-within.ts';
import type { Report } from './report.ts';
import { contactOf, OCCURRENCE_PERSON } from './mention.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { vouched } from './printable.ts';
import type { ReminderPart } from './section-reminders.ts';
import type { Place } from './source.ts';
import type { Scalar, Tree } from './tree.ts';
import { entryOf, shown } from './tree.ts';

/** Warns of messages that DingTalk would refuse, split or not show as meant, and of people whom they do not reach. */
export function lintMessages(
  linted: LintedReminder,
  { robots, people }: Pick<Config, 'robots' | 'people'>,
  now: EpochMs,
  report: Report,
): void {
  const written = writtenTexts(linted);
  warnKeywords(linted, written, robots, report);
  warnAtSigns(linted, written, people, report);
  warnSingleBraces(written, report);
  warnDateFormats(written, report);
  warnDateComparisons(written, report);
  warnLiteralNewlines(written, report);
  warnAbsentValues(linted, written, report);
  warnUnseenPerson(linted, people, report);
  warnUncallable(linted, people, report);
  reportSize(linted, written, { robots, now, report });
  warnBlank(linted, written, now, report);
}

/** The texts that people read. */
function writtenTexts({ part, config: { message } }: LintedReminder): readonly Scalar[] {
  return textsOf(message.kind, entryOf(treeOf(part), message.kind)?.value);
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
  { config, reminder, part }: LintedReminder,
  written: readonly Scalar[],
  robots: Config['robots'],
  report: Report,
): void {
  for (const name of reminder.robots) {
    const keywords = robots.get(name)?.keywords ?? [];
    const [keyword] = keywords;
    if (keyword === undefined) continue;
    const fixed = written.map(({ text = '' }) => text.replaceAll(GAP, ' '));
    // Each of several texts goes out alone, the texts of another message together.
    const messages = config.message.kind === 'text' ? fixed : [fixed.join('\n')];
    if (messages.every((each) => keywords.some((keyword) => each.includes(keyword)))) continue;
    report.warning(messagePlace(part, config.message.kind), 'keyword-missing', {
      robot: vouched(name),
      keyword: vouched(keyword),
    });
  }
}

function messagePlace(part: ReminderPart, kind: Message['kind']): Place {
  return (writtenEntry(part, kind)?.value ?? treeOf(part)).place;
}

/** `{date}` is sent as it stands. */
function warnSingleBraces(written: readonly Scalar[], report: Report): void {
  for (const scalar of written) {
    const match = SINGLE_BRACES.exec(scalar.text ?? '');
    if (!match || scalar.fromEnvironment) continue;
    const place = placeWithin(scalar, match.index, match.index + match[0].length);
    report.warning(place, 'single-braces', { name: vouched(match.groups?.['name'] ?? '') });
  }
}

const SINGLE_BRACES =
  /(?<!\{)(?:\{|｛｛?)\s*(?<name>(?:at|date|days_left|days_since|minutes_left|event|years|late_minutes|note|lunar|holiday|(?:person|next|reminder)\.\w+)(?=\W))[^{}｛｝\n]*(?:\}|｝｝?)(?!\})/;

/** `'第一行\\n第二行'`: a line break in double quotes only. */
function warnLiteralNewlines(written: readonly Scalar[], report: Report): void {
  for (const scalar of written) {
    const { parsed, style, fromEnvironment } = scalar;
    const at = parsed.indexOf(String.raw`\n`);
    if (at === -1 || fromEnvironment || (style !== 'plain' && style !== 'single')) continue;
    const text = style === 'single' ? shown(scalar.place).slice(1, -1) : shown(scalar.place);
    const isSimple = text.length < 60 && !/["\n]|\\(?!n)|''/.test(text);
    const suggestion = isSimple ? { suggestion: vouched(`"${text}"`) } : {};
    report.warning(placeWithin(scalar, at, at + 2), 'literal-newline', suggestion);
  }
}

/** A value that is empty each time. Who asks before (`{% if person %}`) or has a `default` knows. */
function warnAbsentValues({ part, template }: LintedReminder, written: readonly Scalar[], report: Report): void {
  if (ABSENT_VALUES.every((name) => !template.uses.has(name))) return;
  const absent = absentValues(part);
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

const ABSENT_VALUES = ['person', 'next', 'years', 'days_left', 'minutes_left', 'days_since'] as const;
type AbsentValue = (typeof ABSENT_VALUES)[number];

function absentValues(part: ReminderPart): readonly AbsentValue[] {
  const { yearly, since } = part;
  const has = (key: string): boolean => entryOf(treeOf(part), key) !== undefined;
  const isOfPeople = KEYS_OF_PEOPLE.some(has);
  const isYearless =
    yearly?.kind === 'named' || (yearly?.isAlone && yearly.day.kind === 'solar' && yearly.day.date.since === undefined);
  return [
    ...(has('rotate') || isOfPeople ? [] : (['person'] as const)),
    ...(has('rotate') ? [] : (['next'] as const)),
    ...(isOfPeople || has('yearly') ? [] : (['years'] as const)),
    ...(isYearless && since === undefined ? (['years'] as const) : []),
    ...(has('advance') || has('countdown') ? [] : (['days_left', 'minutes_left'] as const)),
    ...(part.every?.value.kind === 'interval' ? [] : (['days_since'] as const)),
  ];
}

/** Whose turn or birthday it is, nobody can see. */
function warnUnseenPerson(linted: LintedReminder, people: Config['people'], report: Report): void {
  const { part, template } = linted;
  const [key] = ['rotate', ...KEYS_OF_PEOPLE].flatMap((each) => writtenEntry(part, each) ?? []);
  const isOnlyOne = new Set(peopleOf(linted, people)).size < 2;
  if (!key || isOnlyOne || template.uses.has('person') || personMention(part)) return;
  report.warning(key.keyPlace, 'person-unseen', { key: vouched(key.key) });
}

function personMention({ mention = [] }: ReminderPart): Written | undefined {
  return mention.find(({ value }) => value.trim() === OCCURRENCE_PERSON);
}

/** Whom its occurrences are about, by turns or days of their own. */
function peopleOf(
  { config: { rotation }, reminder: { rhythm } }: LintedReminder,
  people: Config['people'],
): readonly string[] {
  if (rotation) return rotation.people.flat();
  const { kind } = rhythm;
  if (kind !== 'birthdays' && kind !== 'anniversaries') return [];
  if (rhythm.people) return rhythm.people;
  return [...people.values()].filter((person) => person[DAYS_OF_PEOPLE[kind]]).map(({ id }) => id);
}

/** `mention: person` calls many, one at a time: those whom DingTalk cannot call. */
function warnUncallable(linted: LintedReminder, people: Config['people'], report: Report): void {
  const { kind } = linted.config.message;
  const written = personMention(linted.part);
  if (!written || people.has(OCCURRENCE_PERSON)) return;
  for (const id of new Set(peopleOf(linted, people))) {
    const person = people.get(id);
    if (!person || contactOf(person, kind)) continue;
    report.warning(written.place, 'mention-without-contact', { person: vouched(id), type: vouched(kind) });
  }
}

/** Shorter texts cannot come near the limit, whatever their gaps are filled with. */
const SURELY_SHORT = MAX_PAYLOAD_BYTES / 4;

function reportSize(
  linted: LintedReminder,
  written: readonly Scalar[],
  { robots, now, report }: { robots: Config['robots']; now: EpochMs; report: Report },
): void {
  if (written.reduce((sum, { text = '' }) => sum + text.length, 0) < SURELY_SHORT) return;
  const { part, config, reminder } = linted;
  const { kind } = config.message;
  const messages = soonest(linted, now).map((each) => messageFor(linted, each));
  const posts = reminder.robots.flatMap((name) => {
    const keywords = robots.get(name)?.keywords ?? [];
    return messages.map((message) => outgoing(message, { keywords }));
  });
  const place = messagePlace(part, kind);
  const parts = Math.max(0, ...posts.map((post) => (post.kind === 'messages' ? post.messages.length : 0)));
  if (posts.some((post) => post.kind === 'too-long')) {
    report.error(place, 'message-too-long', { limit: MAX_PAYLOAD_BYTES, kind: vouched(kind) });
  } else if (parts > 1) {
    report.warning(place, 'message-split', { limit: MAX_PAYLOAD_BYTES, parts });
  }
}

/** A text that is made of gaps and conditions alone can come out empty: nothing is sent then, and no title is refused. */
function warnBlank(linted: LintedReminder, written: readonly Scalar[], now: EpochMs, report: Report): void {
  const [first, ...others] = written.filter(({ text = '' }) => !hasFixedWords(text));
  if (!first) return;
  const scalar = [first, ...others].find((each) => hasWayAround(linted, each)) ?? first;
  const tried = soonest(linted, now).map((occurrence) => ({ occurrence, message: messageFor(linted, occurrence) }));
  const blank = tried.find(({ message }) => saysNothing(message)) ?? tried.find(({ message }) => hasBlank(message));
  const date = blank && { date: vouched(blank.occurrence.date) };
  if (blank && date && !saysNothing(blank.message)) report.warning(scalar.place, 'blank-on-date', date);
  else if (date || hasWayAround(linted, scalar)) report.warning(scalar.place, 'says-nothing', date ?? {});
}

/** What is filled in is there each time, as far as it was tried; a condition was written to go both ways. */
function hasWayAround({ reminder }: LintedReminder, { text = '' }: Scalar): boolean {
  return reminder.mayBeSilent === true && !hasFixedWords(text.replaceAll(/\{\{.*?\}\}/gs, 'words'));
}

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

function soonest({ reminder: { timetable } }: LintedReminder, now: EpochMs): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (let due = timetable.next(now); due && found.length < TRIED; due = timetable.next(due.at)) {
    found.push(...due.occurrences);
  }
  return found;
}

function messageFor({ reminder }: LintedReminder, occurrence: Occurrence): Message {
  return reminder.render(occurrence, { lateMinutes: 0 });
}
