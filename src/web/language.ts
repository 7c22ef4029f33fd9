import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { type Language, languageOf } from '../message/language.ts';
import { rememberedLanguage } from './preferences.ts';

/** The language of an answer: what the address asks for or the visitor has chosen before, else the browser's, else this. */
export function languageFor(context: Context, fallback: Language): Language {
  const asked = context.req.query('lang') ?? rememberedLanguage(context);
  return chooseLanguage({ asked, acceptLanguage: context.req.header('accept-language'), fallback });
}

export function chooseLanguage(wishes: {
  readonly asked: string | undefined;
  readonly acceptLanguage: string | undefined;
  readonly fallback: Language;
}): Language {
  const accepted = parseAccept(wishes.acceptLanguage ?? '').flatMap(({ type, q }) => (q > 0 ? type : []));
  return [wishes.asked ?? '', ...accepted].map(languageOf).find((each) => each !== undefined) ?? wishes.fallback;
}
