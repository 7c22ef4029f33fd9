import type { EpochMs } from '../schedule/instant.ts';
import { lintDaemon } from './lint-daemon.ts';
import { lintMessages } from './lint-messages.ts';
import { lintRepeats, warnRepeatedItems } from './lint-repeats.ts';
import { lintRobots } from './lint-robots.ts';
import { lintTimes } from './lint-times.ts';
import { reportUnknownYears } from './lint-unknown-years.ts';
import { warnUnclearTimes } from './lint-unclear-times.ts';
import type { Merged } from './merge.ts';
import type { Report } from './report.ts';
import { usesCalendar } from './resolve-filter.ts';
import type { Resolved } from './resolve.ts';
import type { ResolvedReminder } from './resolve-reminder.ts';
import { countsWorkdays } from './resolve-rotation.ts';
import { lineRange, positionAt } from './source.ts';
import { quoted } from './syntax.ts';
import type { Scalar, Tree } from './tree.ts';
import { entryOf, shown } from './tree.ts';

/** Warns of what is valid, but surely not meant. Beside an error, only of what cannot be its consequence. */
export function lint(merged: Merged, resolved: Resolved, now: EpochMs, report: Report): void {
  for (const { key, value } of merged.reminders) warnCutTexts(key, value, report);
  if (report.hasErrors) return;
  lintDaemon(merged.daemon, resolved.config.daemon, report);
  lintRobots(merged, resolved, report);
  for (const reminder of resolved.reminders) {
    lintMessages(reminder, resolved.config, now, report);
    lintTimes(reminder, resolved.config, now, report);
    warnRepeatedItems(reminder.entry.value, report);
    if (!reminder.reminder.paused) warnUnclearTimes(reminder, now, report);
  }
  lintRepeats(resolved.reminders, report);
  lintCalendars(merged, resolved.reminders, report);
  reportUnknownYears(resolved.reminders, now, report);
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
function lintCalendars({ calendars, defaults }: Merged, reminders: readonly ResolvedReminder[], report: Report): void {
  const used = new Set(reminders.map(({ shape }) => shape.calendar));
  const byDefault = entryOf(defaults?.value, 'calendar')?.value;
  if (byDefault?.kind === 'scalar') used.add(byDefault.text);
  for (const { key, keyPlace } of reminders.length === 0 ? [] : calendars) {
    if (!used.has(key)) report.warning(keyPlace, 'unused-calendar', { calendar: key });
  }
  for (const { entry, shape, template } of reminders) {
    const written = entryOf(entry.value, 'calendar');
    if (!written || usesCalendar(shape) || countsWorkdays(shape) || template.uses.has('holiday')) continue;
    report.warning(written.keyPlace, 'calendar-without-effect', {});
  }
}
