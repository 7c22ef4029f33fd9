import { createHmac } from 'node:crypto';
import { DAY, type EpochMs } from '../schedule/instant.ts';
import { sameSecret } from './secret-text.ts';

/** Named without the `__Host-` prefix: that one demands TLS, and the page is plain HTTP on loopback. */
export const SESSION_COOKIE = 'dingbell_session';

export const SESSION_MS = 30 * DAY;

/**
 * The cookie of a browser that has shown the token: its end and a MAC over it under the token.
 * The token cannot be read from it, nothing is remembered here, and a new token ends every session.
 */
export function issueSession(token: string, now: EpochMs): string {
  const end = String(now + SESSION_MS);
  return `${end}.${seal(token, end)}`;
}

export function isSession(cookie: string, token: string, now: EpochMs): boolean {
  const [end = '', mac = ''] = cookie.split('.');
  return sameSecret(mac, seal(token, end)) && /^\d{1,16}$/.test(end) && Number(end) > now;
}

function seal(token: string, end: string): string {
  return createHmac('sha256', token).update(`dingbell page session until ${end}`).digest('base64url');
}
