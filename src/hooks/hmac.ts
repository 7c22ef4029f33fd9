import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface Signing {
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  readonly encoding: 'hex' | 'base64';
  readonly key: string | Uint8Array;
  /** What is signed, one after the other. */
  readonly over: readonly (string | Uint8Array)[];
}

/** Whether a signature is the right one, found out in the same time whatever is wrong with it. */
export function isSignedBy(signature: string, { algorithm, encoding, key, over }: Signing): boolean {
  const hmac = createHmac(algorithm, key);
  for (const part of over) hmac.update(part);
  return isSame(encoding === 'hex' ? signature.toLowerCase() : signature, hmac.digest(encoding));
}

/** Whether two texts are the same, found out in a time that tells nothing of either but how long they are. */
export function isSame(shown: string, known: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(known)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export function digestOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
