import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Theme, THEMES } from './theme.ts';

const LANGUAGE_COOKIE = 'dingbell_language';
const THEME_COOKIE = 'dingbell_theme';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Which language the visitor has chosen before, as the cookie says; anything may stand there. */
export function rememberedLanguage(context: Context): string | undefined {
  return getCookie(context, LANGUAGE_COOKIE);
}

/** What the address asks for, else what was chosen before; `auto` for anything unknown. */
export function themeFor(context: Context): Theme {
  const wishes = [context.req.query('theme'), getCookie(context, THEME_COOKIE)];
  return wishes.flatMap((wish) => THEMES.find((theme) => theme === wish) ?? [])[0] ?? 'auto';
}

/** Keeps what `?lang=` and `?theme=` ask for, so that the next page is drawn so from its first byte: nothing flashes. */
export function keepPreferences(context: Context): void {
  keep(context, LANGUAGE_COOKIE, context.req.query('lang'));
  keep(context, THEME_COOKIE, context.req.query('theme'));
}

function keep(context: Context, cookie: string, value: string | undefined): void {
  if (value === undefined || !/^[A-Za-z-]{1,16}$/.test(value)) return;
  setCookie(context, cookie, value, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: YEAR_SECONDS });
}
