import { renderSafely } from '../../daemon/render-safely.ts';
import type { Upcoming } from '../../daemon/upcoming.ts';
import type { Message } from '../../message/message.ts';
import { indexOverrides } from '../../schedule/override-index.ts';
import { dateOf } from './time.ts';
import type { View } from './view.ts';

/** What will be sent, with no mention of people who are on vacation on the day on which it is. */
export function messageToCome({ reminder, occurrence }: Upcoming, { overrides }: View): Message {
  const { away } = indexOverrides(overrides);
  return renderSafely(reminder, occurrence, 0, away(dateOf(occurrence.at, reminder.timezone)));
}
