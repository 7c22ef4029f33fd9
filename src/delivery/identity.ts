import { createHash, randomUUID } from 'node:crypto';
import type { EpochMs } from '../schedule/instant.ts';
import type { DeliveryKey } from './delivery.ts';

/**
 * The id of the delivery that this key means: the same on every machine, in every process, for ever.
 * Changing the encoding would send what is pending a second time: the tests pin an example.
 */
export function deliveryId(key: DeliveryKey): string {
  return uuidOf(['delivery', key.reminder, key.person ?? null, key.notice ?? null, key.dueAt, key.robot]);
}

/**
 * The id of a message pushed by hand: with an idempotency key the same robot never gets it twice,
 * without one every push is a message of its own.
 */
export function pushedId(push: { readonly robot: string; readonly idempotencyKey?: string | undefined }): string {
  if (push.idempotencyKey === undefined) return randomUUID();
  return uuidOf(['push', push.robot, push.idempotencyKey]);
}

/** The id of the notice to the owner about one lane, made at one instant. */
export function noticeId(lane: string, toldAt: EpochMs): string {
  return uuidOf(['notice', lane, toldAt]);
}

/**
 * A UUID of version 8 (RFC 9562, section 5.8: "custom") from the SHA-256 of the parts.
 * A JSON array cannot be read two ways, whatever stands in a name.
 */
function uuidOf(parts: readonly (string | number | null)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
