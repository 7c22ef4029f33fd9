import { DAY, toEpochMs } from '../schedule/instant.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { zone } from '../schedule/zone.ts';
import type { Merged } from './merge.ts';
import type { Report } from './report.ts';
import type { Resolved } from './resolve.ts';
import type { KnownCalendar } from './resolve-calendar.ts';
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
  }
  warnUnknownYears(resolved.reminders, now, report);
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

function warnNeverFires({ reminder, entry, shape }: ResolvedReminder, now: EpochMs, report: Report): void {
  // The next holidays may not be announced yet.
  const waitsForNotice = [shape.on ?? []].flat().includes('holidays');
  if (waitsForNotice || reminder.timetable.next(now)) return;
  const once = entryOf(entry.value, 'once');
  if (once && shape.skip === undefined && shape.on === undefined && shape.active === undefined) {
    report.warning(once.value.place, 'once-past', { written: shown(once.value.place) });
  } else {
    report.warning(entry.keyPlace, 'never-fires', { reminder: reminder.id });
  }
}

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
  return ['text', 'markdown', 'link', 'actionCard', 'feedCard']
    .map((key) => treeAt(value, [key]))
    .find((tree) => tree !== undefined);
}

/** How far ahead the announcement of days off must reach. */
const HORIZON = 60 * DAY;

/** Once per calendar, at the first reminder that relies on it. */
function warnUnknownYears(reminders: readonly ResolvedReminder[], now: EpochMs, report: Report): void {
  const seen = new Set<KnownCalendar>();
  for (const { calendar: known, reminder, entry } of reminders) {
    if (!known || seen.has(known)) continue;
    const year = yearsWithin(now, reminder.timezone).find((each) => !known.calendar.isKnown(each));
    if (year === undefined) continue;
    seen.add(known);
    const place = treeAt(entry.value, ['on'])?.place ?? entry.keyPlace;
    if (known.calendar.unknownYear === 'error') report.error(place, 'calendar-year-unknown', { year });
    else report.warning(place, 'calendar-year-provisional', { year });
  }
}

function yearsWithin(now: EpochMs, timezone: string): readonly number[] {
  const { id } = zone(timezone);
  const yearOf = (at: EpochMs): number => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(id).year;
  return [...new Set([yearOf(now), yearOf(toEpochMs(now + HORIZON))])];
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
