import { hash, randomUUID } from 'node:crypto';
import type { EpochMs } from '../schedule/instant.ts';
import type { Delivery, DeliveryKey } from './delivery.ts';

/**
 * The id of the delivery that this key means: the same on every machine, in every process, for ever.
 * Changing the encoding would send what is pending a second time: the tests pin an example.
 */
export function deliveryId(key: DeliveryKey): string {
  return uuidOf(['delivery', key.reminder, key.person ?? null, key.notice ?? null, key.dueAt, key.robot]);
}

/**
 * The id of one part (from 1) of a message too long for one post, from the id that the whole would have. The first part
 * keeps that, so that whoever knows the whole finds it; the others count up in the last digits.
 */
export function partId(id: string, part: number): string {
  return shifted(id, part - 1);
}

/** The id of the first part of a message, from that of any of its parts. */
export function firstPart(id: string, { number }: NonNullable<Delivery['part']>): string {
  return shifted(id, 1 - number);
}

/** The ids of the parts that come after this one. */
export function laterParts(id: string, { number, of }: NonNullable<Delivery['part']>): readonly string[] {
  return Array.from({ length: of - number }, (_, index) => shifted(id, index + 1));
}

function shifted(id: string, by: number): string {
  if (by === 0) return id;
  const count = 16 ** LAST_DIGITS;
  const last = (Number.parseInt(id.slice(-LAST_DIGITS), 16) + by + count) % count;
  return id.slice(0, -LAST_DIGITS) + last.toString(16).padStart(LAST_DIGITS, '0');
}

/** The last group of a UUID: so many numbers that adding a few never carries over. */
const LAST_DIGITS = 12;

/**
 * The id of a message pushed by hand: with an idempotency key the same robot never gets it twice,
 * without one every push is a message of its own.
 */
export function pushedId(push: { readonly robot: string; readonly idempotencyKey?: string | undefined }): string {
  if (push.idempotencyKey === undefined) return randomUUID();
  return uuidOf(['push', push.robot, push.idempotencyKey]);
}

/** The id of one event (from 0) of what a hook was sent, by what tells a repetition. */
export function eventId(event: { readonly hook: string; readonly key: string; readonly index: number }): string {
  return uuidOf(['event', event.hook, event.key, event.index]);
}

/** The id of the message that tells a robot of these events. */
export function newsId(events: readonly string[], robot: string): string {
  return uuidOf(['news', robot, ...events]);
}

/** The id of the digest that carries these deliveries, in this order, made at one instant. */
export function digestId(members: readonly string[], madeAt: EpochMs): string {
  return uuidOf(['digest', madeAt, ...members]);
}

/**
 * A UUID of version 8 (RFC 9562, section 5.8: "custom") from the SHA-256 of the parts.
 * A JSON array cannot be read two ways, whatever stands in a name.
 */
function uuidOf(parts: readonly (string | number | null)[]): string {
  const hex = hash('sha256', JSON.stringify(parts), 'hex');
  // Two of its bits say which variant it is: 10.
  const variant = VARIANTS[Number.parseInt(hex.charAt(16), 16) & 0b11];
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return `${groups.join('-')}-${hex.slice(20, 32)}`;
}

const VARIANTS = '89ab';
