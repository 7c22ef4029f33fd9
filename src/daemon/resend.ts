import type { Delivery } from '../delivery/delivery.ts';
import { pushedId } from '../delivery/identity.ts';
import type { NewDelivery, Outbox } from '../delivery/outbox.ts';
import { isFinal } from '../delivery/transition.ts';
import { type EpochMs, HOUR, SECOND, toEpochMs } from '../schedule/instant.ts';
import { UnknownName } from './unknown-name.ts';

/** Whoever asks again so soon means the same one: a double click, a form that was sent twice. */
const SAME_WISH = 10 * SECOND;
/** Like a message pushed by hand, it is no news any more after this. */
const LIFE = HOUR;

export type Resend =
  | { readonly kind: 'new'; readonly delivery: NewDelivery }
  /** It has not ended yet, or was asked for just now. */
  | { readonly kind: 'known'; readonly delivery: Delivery };

/**
 * The message of a delivery that has ended, as a new delivery due now, by the robot of that name. Its id counts the
 * resends of that delivery: two clicks at once, be it in two processes, mean the same one.
 *
 * @throws {UnknownName} when there is no such delivery, or no such robot any more.
 */
export async function resend(
  id: string,
  outbox: Pick<Outbox, 'find'>,
  lanes: ReadonlyMap<string, string>,
  now: EpochMs,
): Promise<Resend> {
  const original = (await outbox.find(id))?.delivery;
  if (original === undefined) throw new UnknownName('delivery', id);
  const { robot, message, priority, coalesce } = original;
  const lane = lanes.get(robot);
  if (lane === undefined) throw new UnknownName('robot', robot);

  let newest = original;
  for (let count = 1; ; count += 1) {
    const nextId = pushedId({ robot, idempotencyKey: `resend ${count} of ${id}` });
    const next = (await outbox.find(nextId))?.delivery;
    if (next !== undefined) {
      newest = next;
    } else if (isFinal(newest.state) && (newest === original || !isJustMade(newest, now))) {
      return {
        kind: 'new',
        delivery: { id: nextId, origin: 'send', robot, lane, message, priority, coalesce, ...dueAt(now) },
      };
    } else {
      return { kind: 'known', delivery: newest };
    }
  }
}

/** One made in the future was made before the clock was set back. */
function isJustMade({ createdAt }: Delivery, now: EpochMs): boolean {
  return createdAt <= now && now < createdAt + SAME_WISH;
}

function dueAt(now: EpochMs): Pick<NewDelivery, 'dueAt' | 'createdAt' | 'expiresAt' | 'lateMs' | 'state'> {
  return { dueAt: now, createdAt: now, expiresAt: toEpochMs(now + LIFE), lateMs: 0, state: 'pending' };
}
