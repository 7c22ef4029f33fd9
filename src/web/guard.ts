import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Refusal, type Visitor, judge } from './access.ts';
import { refuse } from './answers.ts';
import { loginPage } from './page/login-page.ts';
import { SESSION_COOKIE } from './session.ts';
import { type Site, type SiteEnv, textsFor } from './site.ts';
import type { Texts } from './texts/texts.ts';

/** Says nothing that a stranger may not know, so that any monitor can ask it. */
const PUBLIC = new Set(['/healthz']);
/** What the login is and is drawn with: the style and the icon stand in the public source anyway. */
const OPEN = new Set(['/login', '/style.css', '/icon.svg']);

/** Lets nobody past who may not see or do what is behind. */
export function guard(site: Site): MiddlewareHandler<SiteEnv> {
  return async (context, next) => {
    if (PUBLIC.has(context.req.path)) return next();
    const door = OPEN.has(context.req.path) ? 'open' : 'guarded';
    const verdict = judge(visitorOf(context), door, site.rules, site.daemon.now());
    if (verdict.kind === 'welcome') return next();
    return turnAway(context, verdict, site);
  };
}

function visitorOf(context: Context<SiteEnv>): Visitor {
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
    forwarded: ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'].some((name) => header(name) !== undefined),
  };
}

function turnAway(context: Context<SiteEnv>, refusal: Refusal, site: Site): Response | Promise<Response> {
  if (refusal.kind !== 'token-wanted') return refuse(context, site, 403, (texts) => sentence(refusal, texts));
  context.header('WWW-Authenticate', 'Bearer realm="dingbell"');
  if (context.req.path === '/' && context.req.method === 'GET') {
    return context.html(loginPage(textsFor(context, site), { assets: site.assets, wrong: false }), 401);
  }
  return refuse(context, site, 401, (texts) => sentence(refusal, texts));
}

function sentence({ kind }: Refusal, { refusals }: Texts): string {
  return refusals[SENTENCE[kind]];
}

const SENTENCE = {
  'foreign-host': 'host',
  'foreign-origin': 'origin',
  'remote-without-token': 'remote',
  'write-without-token': 'write',
  'token-wanted': 'token',
} as const satisfies Record<Refusal['kind'], keyof Texts['refusals']>;
