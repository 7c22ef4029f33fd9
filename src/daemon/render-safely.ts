import type { Reminder } from '../config/config.ts';
import type { Message } from '../message/message.ts';
import type { Occurrence } from '../schedule/occurrence.ts';

/**
 * Renders a reminder's message. Templates are tried at load, so this should never fail; if one does all the same,
 * a plain reminder is better than silence.
 */
export function renderSafely(reminder: Reminder, occurrence: Occurrence, lateMinutes: number): Message {
  try {
    return reminder.render(occurrence, { lateMinutes });
  } catch {
    return { kind: 'text', text: reminder.description ?? reminder.id };
  }
}
