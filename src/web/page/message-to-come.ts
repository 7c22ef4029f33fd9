import { renderSafely } from '../../daemon/render-safely.ts';
import type { Upcoming } from '../../daemon/upcoming.ts';
import { withNames } from '../../message/mention.ts';
import type { Message } from '../../message/message.ts';
import { indexOverrides } from '../../schedule/override-index.ts';
import { namesOf } from './names-of.ts';
import { dateOf } from './time.ts';
import type { View } from './view.ts';

/** What the group will read, with no mention of people who are on vacation on the day on which it is sent. */
export function messageToCome({ reminder, occurrence }: Upcoming, { daemon, overrides }: View): Message {
  const { away } = indexOverrides(overrides);
  const message = renderSafely(reminder, occurrence, 0, away(dateOf(occurrence.at, reminder.timezone)));
  return withNames(message, namesOf(daemon.config));
}
