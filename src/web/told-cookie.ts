import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { beginning } from '../message/beginning.ts';

const TOLD_COOKIE = 'dingbell_told';
const TOLD_SECONDS = 30;
/** Encoded, a Chinese character takes nine bytes, and a cookie has room for four thousand. */
const LONGEST = 300;
const OPTIONS = { path: '/', httpOnly: true, sameSite: 'Strict' } as const;

/** What came of a button is said on the page that follows it, once. */
export function keepTold(context: Context, text: string): void {
  setCookie(context, TOLD_COOKIE, beginning(text, LONGEST), { ...OPTIONS, maxAge: TOLD_SECONDS });
}

export function takeTold(context: Context): string | undefined {
  const told = getCookie(context, TOLD_COOKIE);
  if (told === undefined) return undefined;
  deleteCookie(context, TOLD_COOKIE, OPTIONS);
  return told;
}
