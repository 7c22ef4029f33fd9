import { type Context, Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { SECOND } from '../schedule/instant.ts';
import { isForm, refuse } from './answers.ts';
import { rulesOf, tooManyTries } from './guard.ts';
import { loginPage } from './page/login-page.ts';
import { themeFor } from './preferences.ts';
import { sameSecret } from './secret-text.ts';
import { SESSION_COOKIE, SESSION_MS, issueSession } from './session.ts';
import { type Site, type SiteEnv, textsFor } from './site.ts';
import { callerOf } from './visitor.ts';
import { wayBack } from './way-back.ts';

/** Trades the token for a cookie, and the cookie for nothing. */
export function loginRoutes(site: Site): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .post('/login', async (context) => {
      if (!isForm(context)) return refuse(context, site, 415, ({ refusals }) => refusals.formWanted);
      const now = site.daemon.now();
      const wait = site.wrongTokens.waitOf(callerOf(context), now);
      if (wait > 0) return tooManyTries(context, site, wait);
      const texts = textsFor(context, site);
      const back = wayBack(context.req.query('back'));
      const given = new URLSearchParams(await context.req.text()).get('token')?.trim() ?? '';
      const { token } = rulesOf(site);
      if (token === undefined || !sameSecret(given, token)) {
        site.wrongTokens.add(callerOf(context), given, now);
        return context.html(
          loginPage(texts, { assets: site.assets, wrong: true, theme: themeFor(context), back }),
          401,
        );
      }
      const options = { ...cookieOptions(context), maxAge: SESSION_MS / SECOND };
      setCookie(context, SESSION_COOKIE, issueSession(token, now), options);
      return context.redirect(back === '/' ? `/?lang=${texts.language}` : back, 303);
    })
    .post('/logout', (context) => {
      deleteCookie(context, SESSION_COOKIE, cookieOptions(context));
      return context.redirect(`/?lang=${textsFor(context, site).language}`, 303);
    });
}

/** `Secure` where the browser came over TLS, which it or the proxy in front says: on plain HTTP it would drop the cookie. */
function cookieOptions(context: Context<SiteEnv>) {
  const header = (name: string): string => context.req.header(name) ?? '';
  const secure = header('origin').startsWith('https://') || header('x-forwarded-proto') === 'https';
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const;
}
