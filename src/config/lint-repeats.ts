import type { LintedReminder } from './linted-reminder.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { ReminderPart } from './section-reminders.ts';
import { shown } from './tree.ts';

/** Warns of reminders that say the same at the same time through the same robot: one was copied and not changed. */
export function lintRepeats(reminders: readonly LintedReminder[], report: Report): void {
  const going = reminders.filter(({ reminder }) => !reminder.paused);
  // Few texts are alike: the rest need not be compared.
  for (const alike of Map.groupBy(going, textOf).values()) if (alike.length > 1) warnRepeats(alike, report);
}

function textOf({ config: { message } }: LintedReminder): string {
  return message.kind === 'text' && typeof message.text === 'string' ? message.text : JSON.stringify(message);
}

function warnRepeats(alike: readonly LintedReminder[], report: Report): void {
  const first = new Map<string, string>();
  for (const { config, reminder, entry } of alike) {
    const said = JSON.stringify([config.message, config.mentions, config.rotation, reminder.triggerKey]);
    const keys = reminder.robots.map((robot) => `${robot} ${said}`);
    const other = keys.map((key) => first.get(key)).find((id) => id !== undefined);
    if (other !== undefined) {
      report.warning(entry.keyPlace, 'same-reminder', { reminder: vouched(reminder.id), other: vouched(other) });
    }
    for (const key of keys) first.set(key, first.get(key) ?? reminder.id);
  }
}

const LISTS = [
  'cron',
  'monthly',
  'months',
  'once',
  'birthdays',
  'anniversaries',
  'on',
  'unless',
  'skip',
  'advance',
  'robots',
  'mention',
  'tags',
] as const;

/** What stands twice in one list. Times of `at` are looked at where they are read. */
export function warnRepeatedItems(part: ReminderPart, report: Report): void {
  for (const key of LISTS) {
    const under = part[key] ?? [];
    const written = 'lunar' in under ? under.lunar : under;
    if (written.length < 2) continue;
    const seen = new Set<string>();
    for (const { scalar, place } of written) {
      const text = scalar.text?.trim() ?? '';
      if (seen.has(text)) report.warning(place, 'repeated-item', { key: vouched(key), item: shown(place) });
      seen.add(text);
    }
  }
}
