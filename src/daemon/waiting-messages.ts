import type { Delivery } from '../delivery/delivery.ts';
import type { History } from '../delivery/history.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/** More than people write; what comes after it is not listed. */
const MOST = 1_000;

/**
 * Messages that were pushed for later, and all that quiet hours hold, the soonest first. A message in parts stands there
 * once, as its first part.
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
