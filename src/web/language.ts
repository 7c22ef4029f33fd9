import type { Language } from '../message/language.ts';

/**
 * The language of an answer: what the address asks for, else what the browser prefers, else the configuration's.
 * Any Chinese counts as `zh-CN`, any English as `en`.
 */
export function chooseLanguage(wishes: {
  readonly asked: string | undefined;
  readonly acceptLanguage: string | undefined;
  readonly fallback: Language;
}): Language {
  const asked = wishes.asked === undefined ? undefined : toLanguage(wishes.asked);
  return asked ?? preferred(wishes.acceptLanguage ?? '') ?? wishes.fallback;
}

/** The first language of ours by weight, then by order (RFC 9110, 12.5.4). */
function preferred(acceptLanguage: string): Language | undefined {
  const ranges = acceptLanguage.split(',').map(parseRange);
  const known = ranges.filter((range) => range.language !== undefined && range.weight > 0);
  return known.toSorted((a, b) => b.weight - a.weight)[0]?.language;
}

function parseRange(text: string): { readonly language: Language | undefined; readonly weight: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { language: toLanguage(tag), weight: Number.isFinite(weight) ? weight : 0 };
}

function toLanguage(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split('-')[0];
  if (primary === 'zh') return 'zh-CN';
  return primary === 'en' ? 'en' : undefined;
}
