import { isIP } from 'node:net';
import { isLoopback } from '../network/loopback.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { sameSecret } from './secret-text.ts';
import { isSession } from './session.ts';

/** Who may look and who may act. */
export interface AccessRules {
  /** The address or name that is listened on: requests may name it as their host. */
  readonly host: string;
  /** More names that requests may have, a reverse proxy's: in lower case, without port. */
  readonly publicHosts: readonly string[];
  /** Without one only loopback reads and nobody writes. */
  readonly token: string | undefined;
  /** Opens the calendar and nothing else, from anywhere. Without one no address with a token does. */
  readonly calendarToken: string | undefined;
}

/**
 * `guarded`: everything that shows or changes anything. `open`: the login and what its page is drawn with, for which
 * all is checked but the token. `calendar`: guarded, but a token in the address opens it too. `hook`: what is behind
 * knows its senders itself.
 */
export type Door = 'guarded' | 'open' | 'calendar' | 'hook';

export function isHookPath(path: string): boolean {
  return path.startsWith('/hooks/') || path === VENDOR_PATH;
}

/** Where programs post that know only DingTalk. */
export const VENDOR_PATH = '/robot/send';

/** What of a request decides about access. Header values are `undefined` when absent. */
export interface Visitor {
  /** Anything but GET and HEAD. */
  readonly writes: boolean;
  readonly remoteAddress: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
  readonly authorization: string | undefined;
  readonly session: string | undefined;
  /** `?token=` of the calendar's address. */
  readonly calendarToken: string | undefined;
  /** A proxy is passing this on for somebody else. */
  readonly forwarded: boolean;
}

export type Admission = { readonly kind: 'welcome' } | TurnedAway;

export type TurnedAway =
  /** A name that is not ours: a page elsewhere has pointed its own name at us (DNS rebinding). */
  | { readonly kind: 'foreign-host' }
  /** Another site's page is asking through the visitor's browser (CSRF, cross-site embedding). */
  | { readonly kind: 'foreign-origin' }
  /** No token is configured, and the visitor is not on this machine. */
  | { readonly kind: 'remote-without-token' }
  /** No token is configured: nobody may change anything. */
  | { readonly kind: 'write-without-token' }
  /** A token is configured, and the visitor has not shown it. */
  | { readonly kind: 'token-wanted' }
  /** The calendar's address was never ours, or has been revoked. */
  | { readonly kind: 'calendar-revoked' };

const WELCOME: Admission = { kind: 'welcome' };

export function judge(visitor: Visitor, door: Door, rules: AccessRules, now: EpochMs): Admission {
  if (!isOurHost(visitor.host, rules)) return { kind: 'foreign-host' };
  if (!isOwnPage(visitor)) return { kind: 'foreign-origin' };
  if (door === 'hook') return WELCOME;
  const shown = tokenShown(visitor, door);
  // Judged by it alone: an address that was revoked opens nothing on this machine either.
  if (shown?.kind === 'calendar')
    return opens(shown.token, rules.calendarToken) ? WELCOME : { kind: 'calendar-revoked' };
  if (rules.token === undefined) return judgeWithoutToken(visitor, rules);
  if (door === 'open') return WELCOME;
  const isKnown = shown ? opens(shown.token, rules.token) : isSession(visitor.session ?? '', rules.token, now);
  return isKnown ? WELCOME : { kind: 'token-wanted' };
}

/** The token that a visitor shows, if any; sessions are none. */
export function tokenShown(
  { authorization, calendarToken }: Visitor,
  door: Door,
): { readonly kind: 'bearer' | 'calendar'; readonly token: string } | undefined {
  if (door === 'hook') return undefined;
  const bearer = /^Bearer +(.+)$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) return { kind: 'bearer', token: bearer };
  if (door !== 'calendar' || calendarToken === undefined) return undefined;
  return { kind: 'calendar', token: calendarToken };
}

function opens(token: string, expected: string | undefined): boolean {
  return expected !== undefined && sameSecret(token, expected);
}

function judgeWithoutToken(visitor: Visitor, rules: AccessRules): Admission {
  if (!isLocal(visitor, rules)) return { kind: 'remote-without-token' };
  return visitor.writes ? { kind: 'write-without-token' } : WELCOME;
}

/**
 * Loopback names and the configured ones. When we listen on every address, any literal address too:
 * rebinding needs a name, since a browser puts into `Host` what stood in the address bar.
 */
function isOurHost(header: string | undefined, { host: configured, publicHosts }: AccessRules): boolean {
  const host = hostname(header);
  if (host === undefined) return false;
  if (host.endsWith('.localhost') || isLoopback(host)) return true;
  if (host === configured.toLowerCase() || publicHosts.includes(host)) return true;
  return (configured === '0.0.0.0' || configured === '::') && isIP(host) !== 0;
}

/** In lower case, without port, brackets of an IPv6 address and the dot of the root; `undefined` when it is none. */
function hostname(header: string | undefined): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:@/\\[\]\s]+?)\.?)(?::\d{1,5})?$/i.exec(header ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

/**
 * Browsers say which page asks: `Sec-Fetch-Site`, which no page can forge, where the connection is trustworthy (TLS or
 * loopback), and `Origin` with every write. From another site only following a link is allowed. Programs send neither,
 * and then a write wants the token in `Authorization`: a cookie comes along by itself, so it has to be shown that our
 * own page sent it. The order is that of Go's `http.CrossOriginProtection`: behind a proxy `Host` may not be the name
 * that the browser knows, and `Sec-Fetch-Site` is right all the same.
 */
function isOwnPage({ writes, origin, fetchSite, fetchMode, host, session }: Visitor): boolean {
  if (fetchSite === 'same-origin') return true;
  if (fetchSite === 'cross-site' || fetchSite === 'same-site') return !writes && fetchMode === 'navigate';
  if (origin !== undefined) return isOrigin(origin, host);
  return !writes || session === undefined;
}

function isOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/**
 * A proxy on this machine connects from loopback too: what it passes on comes from wherever. Not every proxy says that
 * it is one, but a name that was given to a proxy can only come through it.
 */
function isLocal({ forwarded, host, remoteAddress = '' }: Visitor, { publicHosts }: AccessRules): boolean {
  return !forwarded && !publicHosts.includes(hostname(host) ?? '') && isLoopback(remoteAddress);
}
