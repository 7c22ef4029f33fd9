import type { Delivery } from '../delivery/delivery.ts';
import type { History } from '../delivery/history.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/** More than people write; what comes after it is not listed. */
const MOST = 1_000;

/**
 * What was pushed for an instant that is yet to come, and whatever else quiet hours hold, the soonest first; of a message
 * in parts the first.
 */
export async function waitingMessages(history: Pick<History, 'list'>, now: EpochMs): Promise<readonly Delivery[]> {
  const since = toEpochMs(now + 1);
  const found = await history.list({ state: 'pending', since, limit: MOST });
  return found
    .map(({ delivery }) => delivery)
    .filter(({ origin, cause }) => origin === 'send' || cause?.code === 'quiet')
    .filter(({ part }) => part === undefined || part.number === 1)
    .toReversed();
}
