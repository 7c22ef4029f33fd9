import type { Context, MiddlewareHandler } from 'hono';
import { SECOND } from '../schedule/instant.ts';
import { type AccessRules, type Door, isHookPath, judge, type TurnedAway, tokenShown } from './access.ts';
import { refuse, wantsPage } from './answers.ts';
import { loginPage } from './page/login-page.ts';
import { isPagePath } from './page/page-name.ts';
import { keepPreferences, themeFor } from './preferences.ts';
import { type Site, type SiteEnv, textsFor } from './site.ts';
import { callerOf, visitorOf } from './visitor.ts';
import { wayBack } from './way-back.ts';

/** Says nothing that a stranger may not know, so that any monitor can ask it. */
const PUBLIC = new Set(['/healthz']);
/** What the login is and is drawn with: the style and the icon stand in the public source anyway. */
const OPEN = new Set(['/login', '/style.css', '/icon.svg']);
const CALENDAR = '/calendar.ics';

/** Lets nobody past who may not see or do what is behind. */
export function guard(site: Site): MiddlewareHandler<SiteEnv> {
  return async (context, next) => {
    if (PUBLIC.has(context.req.path)) return next();
    const now = site.daemon.now();
    const door = doorOf(context.req.path);
    const visitor = visitorOf(context);
    const shown = tokenShown(visitor, door);
    const wait = shown ? site.wrongTokens.waitOf(callerOf(context), now) : 0;
    if (wait > 0) return tooManyTries(context, site, wait);
    const verdict = judge(visitor, door, rulesOf(site), now);
    if (verdict.kind === 'welcome') return next();
    const isWrong = verdict.kind === 'token-wanted' || verdict.kind === 'calendar-revoked';
    if (shown && isWrong) site.wrongTokens.add(callerOf(context), shown.token, now);
    return turnAway(context, verdict, site);
  };
}

/** Read from the configuration in use for each request: an edit that takes a token away takes it away at once. */
export function rulesOf({ daemon, host }: Site): AccessRules {
  const { token, calendarToken, publicHosts } = daemon.config.daemon.http;
  return { host, publicHosts, token, calendarToken };
}

/** Whoever shows wrong tokens again and again is told when to come back. */
export function tooManyTries(context: Context<SiteEnv>, site: Site, waitMs: number): Response | Promise<Response> {
  context.header('Retry-After', String(Math.ceil(waitMs / SECOND)));
  return refuse(context, site, 429, ({ refusals }) => refusals.tooManyTries);
}

function doorOf(path: string): Door {
  if (isHookPath(path)) return 'hook';
  if (path === CALENDAR) return 'calendar';
  return OPEN.has(path) ? 'open' : 'guarded';
}

function turnAway(context: Context<SiteEnv>, refusal: TurnedAway, site: Site): Response | Promise<Response> {
  const wantsToken = refusal.kind === 'token-wanted' || refusal.kind === 'calendar-revoked';
  if (!wantsToken) return refuse(context, site, 403, ({ refusals }) => refusals[refusal.kind]);
  context.header('WWW-Authenticate', 'Bearer realm="dingbell"');
  if (context.req.method === 'GET' && opensPage(context)) return askForToken(context, site);
  return refuse(context, site, 401, ({ refusals }) => refusals[refusal.kind]);
}

/** Also an address that is no page, or none at all: that it is none is told to those who may know. */
function opensPage(context: Context<SiteEnv>): boolean {
  const { path } = context.req;
  return isPagePath(path) || (!path.startsWith('/api/') && wantsPage(context));
}

/** Language and theme are kept already: the visitor may switch them here, before showing the token. */
function askForToken(context: Context<SiteEnv>, site: Site): Response | Promise<Response> {
  keepPreferences(context);
  const { pathname, search } = new URL(context.req.url);
  const options = {
    assets: site.assets,
    wrong: false,
    theme: themeFor(context),
    back: wayBack(`${pathname}${search}`),
  };
  return context.html(loginPage(textsFor(context, site), options), 401);
}
