import type { MessageTemplate } from '../message/message-template.ts';
import type { TimetableOptions } from '../schedule/timetable.ts';
import type { Config, Reminder, ReminderConfig } from './config.ts';
import { worldOf } from './run-config.ts';
import { timetableOptionsOf } from './run-reminder.ts';
import type { ReminderPart, ResolvedReminder } from './section-reminders.ts';
import type { Entry } from './tree.ts';

/** A reminder as it runs, beside what was written. */
export interface LintedReminder {
  readonly config: ReminderConfig;
  readonly reminder: Reminder;
  readonly entry: Entry;
  readonly part: ReminderPart;
  readonly template: MessageTemplate;
  /** What its occurrences are found by: its timetable, before turns and spreading. */
  readonly options: () => TimetableOptions;
  /** What they would be found by if this were written instead. */
  readonly tried: (config: ReminderConfig) => TimetableOptions;
}

export function lintedReminders(
  resolved: readonly ResolvedReminder[],
  made: Omit<Config, 'warnings'>,
): readonly LintedReminder[] {
  const world = worldOf(made);
  // They stand in one order.
  return resolved.flatMap((each, index) => {
    const reminder = made.reminders[index];
    if (!reminder) return [];
    let options: TimetableOptions | undefined;
    return [
      {
        ...each,
        reminder,
        options: () => (options ??= timetableOptionsOf(each.config, world)),
        tried: (config) => timetableOptionsOf(config, world),
      },
    ];
  });
}
