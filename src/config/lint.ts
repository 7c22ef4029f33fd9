import { toEpochMs } from '../schedule/instant.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { createTimetable } from '../schedule/timetable.ts';
import { pathsOfEach, scalarOrNothing } from './entry-fault.ts';
import { reportUnknownYears } from './lint-unknown-years.ts';
import { warnUnclearTimes } from './lint-unclear-times.ts';
import type { Reminder } from './config.ts';
import type { Merged } from './merge.ts';
import type { Report } from './report.ts';
import type { Resolved } from './resolve.ts';
import { contactOf, OCCURRENCE_PERSON } from './resolve-mention.ts';
import type { ResolvedReminder } from './resolve-reminder.ts';
import { lineRange, positionAt } from './source.ts';
import type { ReminderShape } from './shape.ts';
import type { Scalar, Tree } from './tree.ts';
import { entryOf, shown, treeAt } from './tree.ts';

/** Warns of what is valid, but surely not meant. Beside an error, only of what cannot be its consequence. */
export function lint(merged: Merged, resolved: Resolved, now: EpochMs, report: Report): void {
  for (const { key, value } of merged.reminders) warnCutTexts(key, value, report);
  if (report.hasErrors) return;
  for (const reminder of resolved.reminders) {
    warnKeywords(reminder, resolved, report);
    warnNeverFires(reminder, now, report);
    warnUncallable(reminder, resolved, report);
    if (!reminder.reminder.paused) warnUnclearTimes(reminder, now, report);
  }
  reportUnknownYears(resolved.reminders, now, report);
  warnUnusedRobots(merged, resolved, report);
}

const TEXT_KEYS: ReadonlySet<string> = new Set(['text', 'title', 'description', 'name']);

/**
 * `text: 提醒 #12`: to YAML the rest is a comment. Only a hash that touches what follows it is suspicious: comments are
 * written with a space.
 */
function warnCutTexts(key: string, tree: Tree, report: Report): void {
  if (tree.kind === 'map') for (const entry of tree.entries) warnCutTexts(entry.key, entry.value, report);
  if (tree.kind === 'list') for (const item of tree.items) warnCutTexts(key, item, report);
  if (tree.kind === 'scalar' && tree.style === 'plain' && TEXT_KEYS.has(key)) warnCutText(tree, report);
}

function warnCutText({ place }: Scalar, report: Report): void {
  const { source, end } = place;
  const rest = source.text.slice(end, lineRange(source, positionAt(source, end).line).end);
  const hash = /^\s+(?=#[^\s#!-])/.exec(rest);
  if (!hash) return;
  const start = end + hash[0].length;
  report.warning({ source, start, end: end + rest.trimEnd().length }, 'cut-at-hash', { kept: shown(place) });
}

const FILTERS = ['on', 'skip', 'active'] as const;

function warnNeverFires({ reminder, entry, shape, options }: ResolvedReminder, now: EpochMs, report: Report): void {
  // The next holidays may not be announced yet.
  const waitsForNotice = [shape.on ?? []].flat().includes('holidays');
  if (waitsForNotice || reminder.timetable.next(now)) return;
  const once = entryOf(entry.value, 'once');
  const filters = FILTERS.map((key) => entryOf(entry.value, key)).filter((each) => each !== undefined);
  const [filter] = filters;
  if (filter && neverFired(reminder) && createTimetable({ ...options, filter: {} }).next(now)) {
    const keys = filters.map(({ key }) => key);
    report.warning(filter.value.place, 'filter-leaves-nothing', { reminder: reminder.id, keys });
  } else if (once && !filter) {
    report.warning(once.value.place, 'once-past', { written: shown(once.value.place) });
  } else {
    report.warning(entry.keyPlace, 'never-fires', { reminder: reminder.id });
  }
}

function neverFired({ timetable }: Reminder): boolean {
  return timetable.next(toEpochMs(0)) === undefined;
}

/** `mention: person` calls many, one at a time: those whom DingTalk cannot call. */
function warnUncallable({ entry, shape, options }: ResolvedReminder, { config }: Resolved, report: Report): void {
  const scalar = pathsOfEach(entry.value, 'mention')
    .map((path) => scalarOrNothing(entry.value, path))
    .find((each) => each?.text?.trim() === OCCURRENCE_PERSON);
  const kind = MESSAGES.find((key) => shape[key] !== undefined);
  if (!scalar || !kind || config.people.has(OCCURRENCE_PERSON)) return;
  const ids = [...[shape.rotate?.people ?? []].flat(), ...options.sources.map(({ person }) => person)];
  for (const id of new Set(ids)) {
    const person = id === undefined ? undefined : config.people.get(id);
    if (person && !contactOf(person, kind))
      report.warning(scalar.place, 'mention-without-contact', { person: person.id });
  }
}

const MESSAGES = ['text', 'markdown', 'link', 'actionCard', 'feedCard'] as const;

/** A robot in keyword mode refuses a message without any of its words: the text between the gaps must have one. */
function warnKeywords({ reminder, entry, shape }: ResolvedReminder, { config }: Resolved, report: Report): void {
  const fixed = fixedTexts(shape).join('\n');
  for (const name of reminder.robots) {
    const keywords = config.robots.get(name)?.keywords ?? [];
    if (keywords.length === 0 || keywords.some((keyword) => fixed.includes(keyword))) continue;
    const place = messageTree(entry.value)?.place ?? entry.keyPlace;
    report.warning(place, 'keyword-missing', { robot: name, keywords });
  }
}

function fixedTexts({ text, markdown, link, actionCard, feedCard }: ReminderShape): readonly string[] {
  const texts = [
    text,
    ...[markdown, link, actionCard].flatMap((each) => (each ? [each.title, each.text] : [])),
    ...(feedCard?.links.map(({ title }) => title) ?? []),
  ];
  return texts.filter((each) => each !== undefined).map((each) => each.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/gs, ' '));
}

function messageTree(value: Tree): Tree | undefined {
  return MESSAGES.map((key) => treeAt(value, [key])).find((tree) => tree !== undefined);
}

/** Not while there are no reminders: someone is just beginning. */
function warnUnusedRobots(merged: Merged, { config, reminders }: Resolved, report: Report): void {
  if (reminders.length === 0) return;
  const used = new Set([
    ...config.reminders.flatMap(({ robots }) => robots),
    ...[...config.robots.values()].map(({ onFailure }) => onFailure),
  ]);
  for (const { key, keyPlace } of merged.robots) {
    if (!used.has(key)) report.warning(keyPlace, 'unused-robot', { robot: key });
  }
}
