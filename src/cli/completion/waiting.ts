import type { Config } from '../../config/config.ts';
import { localText } from '../../daemon/skip-one.ts';
import { waitingMessages } from '../../daemon/waiting-messages.ts';
import { SHORT_ID } from '../deliver-later.ts';
import { messageInOneLine } from '../message-text.ts';
import { lookIntoStore } from '../with-store.ts';
import type { Candidate, Line } from './values.ts';

/** The messages that wait for their time. What is wrong with the store is not to be told while somebody types. */
export async function waiting({ daemon }: Config, { now }: Line): Promise<readonly Candidate[]> {
  const { dataDirectory, timezone } = daemon;
  const found = await lookIntoStore(dataDirectory, ({ history }) => waitingMessages(history, now)).catch(() => []);
  return (found ?? []).map(({ id, dueAt, robot, message }) => ({
    value: id.slice(0, SHORT_ID),
    description: `${localText(dueAt, timezone)} ${robot} ${messageInOneLine(message)}`,
  }));
}
