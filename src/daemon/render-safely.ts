import type { Reminder } from '../config/config.ts';
import type { Message } from '../message/message.ts';
import type { Occurrence } from '../schedule/occurrence.ts';

/**
 * Renders a reminder's message. Templates are tried at load, so this should never fail; if one does all the same,
 * a plain reminder is better than silence.
 *
 * @param away The people on vacation, who are not mentioned. Default: nobody.
 */
export function renderSafely(
  reminder: Reminder,
  occurrence: Occurrence,
  lateMinutes: number,
  away: ReadonlySet<string> = new Set(),
): Message {
  try {
    return reminder.render(occurrence, { lateMinutes, away });
  } catch {
    return { kind: 'text', text: reminder.description ?? reminder.id };
  }
}
