import type { Delivery, NewDelivery } from '../delivery/delivery.ts';
import type { History } from '../delivery/history.ts';
import { pushedId } from '../delivery/identity.ts';
import { isFinal } from '../delivery/transition.ts';
import { type EpochMs, SECOND } from '../schedule/instant.ts';
import { type Addresses, makeDeliveries } from './make-deliveries.ts';
import { PUSH_LIFE } from './push.ts';
import { UnknownName } from './unknown-name.ts';

/** Whoever asks again so soon means the same one: a double click, a form that was sent twice. */
const SAME_WISH = 10 * SECOND;

export type Resend =
  | { readonly kind: 'new'; readonly deliveries: readonly NewDelivery[] }
  /** It has not ended yet, or was asked for just now. */
  | { readonly kind: 'known'; readonly delivery: Delivery };

/**
 * The message of a delivery that has ended, as a new delivery due now, by the robot of that name and as that takes it
 * now. Its id counts the resends of that delivery: two clicks at once, be it in two processes, mean the same one.
 *
 * @throws {UnknownName} when there is no such delivery, or no such robot any more.
 */
export async function resend(
  id: string,
  history: Pick<History, 'find'>,
  addresses: Addresses,
  now: EpochMs,
): Promise<Resend> {
  const original = (await history.find(id))?.delivery;
  if (original === undefined) throw new UnknownName('delivery', id);
  const { robot, message, priority, coalesce } = original;
  if (!addresses.lanes.has(robot)) throw new UnknownName('robot', robot);

  let newest = original;
  for (let count = 1; ; count += 1) {
    const nextId = pushedId({ robot, idempotencyKey: `resend ${count} of ${id}` });
    const next = (await history.find(nextId))?.delivery;
    if (next !== undefined) {
      newest = next;
    } else if (isFinal(newest.state) && (newest === original || !isJustMade(newest, now))) {
      const draft = { id: nextId, origin: 'send', robot, message, now, lifeMs: PUSH_LIFE, priority, coalesce } as const;
      return { kind: 'new', deliveries: makeDeliveries(draft, addresses) };
    } else {
      return { kind: 'known', delivery: newest };
    }
  }
}

/** One made in the future was made before the clock was set back. */
function isJustMade({ createdAt }: Delivery, now: EpochMs): boolean {
  return createdAt <= now && now < createdAt + SAME_WISH;
}
