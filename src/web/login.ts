import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { SECOND } from '../schedule/instant.ts';
import { loginPage } from './page/login-page.ts';
import { sameSecret } from './secret-text.ts';
import { SESSION_COOKIE, SESSION_MS, issueSession } from './session.ts';
import { type Site, type SiteEnv, textsFor } from './site.ts';

/** Trades the token for a cookie, and the cookie for nothing. */
export function loginRoutes(site: Site, token: string): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .post('/login', async (context) => {
      const texts = textsFor(context, site);
      const given = (await context.req.parseBody())['token'];
      if (typeof given !== 'string' || !sameSecret(given.trim(), token)) {
        return context.html(loginPage(texts, { assets: site.assets, wrong: true }), 401);
      }
      setCookie(context, SESSION_COOKIE, issueSession(token, site.daemon.now()), {
        ...COOKIE,
        maxAge: SESSION_MS / SECOND,
      });
      return context.redirect(`/?lang=${texts.language}`, 303);
    })
    .post('/logout', (context) => {
      deleteCookie(context, SESSION_COOKIE, COOKIE);
      return context.redirect(`/?lang=${textsFor(context, site).language}`, 303);
    });
}

const COOKIE = { path: '/', httpOnly: true, sameSite: 'Strict' } as const;
