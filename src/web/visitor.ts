import { isIPv6 } from 'node:net';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { isLoopback } from '../network/loopback.ts';
import type { Visitor } from './access.ts';
import { SESSION_COOKIE } from './session.ts';
import type { SiteEnv } from './site.ts';

export function visitorOf(context: Context<SiteEnv>): Visitor {
  const header = (name: string) => context.req.header(name);
  return {
    writes: context.req.method !== 'GET' && context.req.method !== 'HEAD',
    remoteAddress: context.env.incoming.socket.remoteAddress,
    host: header('host'),
    origin: header('origin'),
    fetchSite: header('sec-fetch-site'),
    fetchMode: header('sec-fetch-mode'),
    authorization: header('authorization'),
    session: getCookie(context, SESSION_COOKIE),
    calendarToken: context.req.query('token'),
    forwarded: isForwarded(context),
  };
}

/** By what proxies add, or by the version of HTTP that nginx speaks unless it is told otherwise, and nobody else does. */
function isForwarded(context: Context<SiteEnv>): boolean {
  const added = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip'];
  return context.env.incoming.httpVersion === '1.0' || added.some((name) => context.req.header(name) !== undefined);
}

/**
 * Whom a wrong token is put down to: an address, of IPv6 the network, in which anybody has addresses without end.
 * What a proxy on this machine passes on is put down to whom that proxy saw; what others say of themselves is not read.
 */
export function callerOf(context: Context<SiteEnv>): string {
  const address = context.env.incoming.socket.remoteAddress ?? '';
  const seenByProxy = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  if (isLoopback(address) && seenByProxy) return `via proxy ${networkOf(seenByProxy)}`;
  return networkOf(address);
}

/** Of IPv6 the network, else the address. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const behind = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - behind.length) }, () => '0');
  return [...groups, ...(address.includes('::') ? zeros : []), ...behind].slice(0, 4).join(':');
}
