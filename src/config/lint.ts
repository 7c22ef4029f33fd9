import type { EpochMs } from '../schedule/instant.ts';
import { countsWorkdays, usesCalendar } from './asks-calendar.ts';
import type { Config } from './config.ts';
import { writtenEntry } from './decode/group.ts';
import { warnLostEvent } from './lint-countdowns.ts';
import { lintDaemon } from './lint-daemon.ts';
import { lintHooks } from './lint-hooks.ts';
import { lintMessages } from './lint-messages.ts';
import { lintNames } from './lint-names.ts';
import { lintQuiet, warnOfQuiet } from './lint-quiet.ts';
import { lintRepeats, warnRepeatedItems } from './lint-repeats.ts';
import { lintRobots } from './lint-robots.ts';
import { warnUnfairRoster } from './lint-rosters.ts';
import { warnSwallowedDates } from './lint-swallowed-dates.ts';
import { lintTimes } from './lint-times.ts';
import { reportUnknownYears } from './lint-unknown-years.ts';
import { warnUnclearTimes } from './lint-unclear-times.ts';
import { lintedReminders, type LintedReminder } from './linted-reminder.ts';
import type { Merged } from './merge.ts';
import { vouched } from './printable.ts';
import { quoted } from './quoted.ts';
import type { Sections } from './read-sections.ts';
import type { Report } from './report.ts';
import type { ResolvedReminder } from './section-reminders.ts';
import { lineRange, type Place, positionAt } from './source.ts';
import type { Entry, Scalar, Tree } from './tree.ts';
import { shown } from './tree.ts';

export interface LintContext {
  readonly merged: Merged;
  readonly sections: Sections;
  readonly resolved: readonly ResolvedReminder[];
  readonly config: Omit<Config, 'warnings'>;
}

/** Warns of what is valid, but surely not meant. Beside an error, only of what cannot be its consequence. */
export function lint(context: LintContext, now: EpochMs, report: Report): void {
  const { merged, sections, resolved, config } = context;
  for (const { key, value } of merged.entries.get('reminders') ?? []) warnCutTexts(key, value, report);
  lintNames(merged, report);
  const errors = report.errorPlaces();
  if (!errors.every((place) => entriesAlone(merged).some((entry) => isWithin(place, entry)))) return;
  const reminders = lintedReminders(resolved, config);
  for (const reminder of reminders) {
    if (!errors.some((place) => isWithin(place, reminder.entry))) lintReminder(reminder, config, now, report);
  }
  if (errors.length > 0) return;
  lintDaemon(sections.daemon[0], config.daemon, report);
  lintRobots(sections.robots, config, report);
  lintHooks(sections, report);
  lintQuiet(sections, config, now, report);
  lintRepeats(reminders, report);
  lintCalendars(sections, reminders, report);
  reportUnknownYears(reminders, config, now, report);
}

/** Entries whose mistakes are nobody else's: what else is wrong with a robot or a calendar follows elsewhere. */
function entriesAlone({ entries }: Merged): readonly Entry[] {
  return [...(entries.get('reminders') ?? []), ...(entries.get('hooks') ?? [])];
}

function isWithin({ source, start }: Place, { keyPlace, value }: Entry): boolean {
  return source === keyPlace.source && keyPlace.start <= start && start <= value.place.end;
}

function lintReminder(linted: LintedReminder, config: LintContext['config'], now: EpochMs, report: Report): void {
  lintMessages(linted, config, now, report);
  const isOver = lintTimes(linted, config, now, report);
  if (!isOver) warnSwallowedDates(linted, config, now, report);
  if (!isOver) warnLostEvent(linted, now, report);
  warnOfQuiet(linted, config, now, report);
  warnUnfairRoster(linted, now, report);
  warnRepeatedItems(linted.part, report);
  if (!linted.reminder.paused) warnUnclearTimes(linted, now, report);
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
  const suggestion = quoted(shown({ ...place, end: end + rest.trimEnd().length }));
  report.warning({ source, start, end: end + rest.trimEnd().length }, 'cut-at-hash', {
    kept: shown(place),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** Calendars that nobody asks, as a whole or in one reminder. Not while there are no reminders. */
function lintCalendars(sections: Sections, reminders: readonly LintedReminder[], report: Report): void {
  const used = new Set(reminders.map(({ part }) => part.calendar?.value));
  used.add(sections.defaults[0]?.part.calendar?.value);
  for (const { entry } of reminders.length === 0 ? [] : sections.calendars) {
    if (!used.has(entry.key)) report.warning(entry.keyPlace, 'unused-calendar', { calendar: vouched(entry.key) });
  }
  for (const { part, config, template } of reminders) {
    const written = writtenEntry(part, 'calendar');
    const { quiet } = config.facts;
    const isQuietByIt = typeof quiet === 'object' && quiet.daysOff;
    const isUsed = usesCalendar(config) || countsWorkdays(config) || template.uses.has('holiday') || isQuietByIt;
    if (!written || isUsed) continue;
    report.warning(written.keyPlace, 'calendar-without-effect', {});
  }
}
