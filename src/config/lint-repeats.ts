import { pathsOfEach, scalarAt, scalarOrNothing } from './entry-fault.ts';
import type { Report } from './report.ts';
import type { ResolvedReminder } from './resolve-reminder.ts';
import { shown } from './tree.ts';
import type { Tree } from './tree.ts';

/** Warns of reminders that say the same at the same time through the same robot: one was copied and not changed. */
export function lintRepeats(reminders: readonly ResolvedReminder[], report: Report): void {
  const first = new Map<string, string>();
  for (const { reminder, entry, shape, kind } of reminders) {
    if (reminder.paused) continue;
    const said = `${JSON.stringify([shape[kind], shape.mention, shape.rotate])} ${reminder.triggerKey}`;
    const keys = reminder.robots.map((robot) => `${robot} ${said}`);
    const other = keys.map((key) => first.get(key)).find((id) => id !== undefined);
    if (other !== undefined) report.warning(entry.keyPlace, 'same-reminder', { reminder: reminder.id, other });
    for (const key of keys) first.set(key, first.get(key) ?? reminder.id);
  }
}

const LISTS = [
  'cron',
  'monthly',
  'months',
  'once',
  'birthdays',
  'on',
  'unless',
  'skip',
  'advance',
  'robots',
  'mention',
  'tags',
] as const;

/** What stands twice in one list. Times of `at` are looked at where they are read. */
export function warnRepeatedItems(reminder: Tree, report: Report): void {
  for (const key of LISTS) {
    const paths = pathsOfEach(reminder, key);
    if (paths.length < 2) continue;
    const seen = new Set<string>();
    for (const path of paths) {
      const text = scalarOrNothing(reminder, path)?.text?.trim() ?? '';
      const { place } = scalarAt(reminder, path);
      if (seen.has(text)) report.warning(place, 'repeated-item', { key, item: shown(place) });
      seen.add(text);
    }
  }
}
