/** The languages in which people are spoken to: those of `daemon.locale`. Each room has a catalogue for each of them. */
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGES = ['zh-CN', 'en'] as const;

/** The one of ours that a tag or a locale means: any Chinese counts as `zh-CN`. */
export function languageOf(tag: string): Language | undefined {
  const [primary] = tag.toLowerCase().split(/[-_.]/);
  return LANGUAGES.find((language) => language.split('-')[0] === primary);
}

/** Words of a room that tells all its own in both. */
export interface InBoth {
  readonly zh: string;
  readonly en: string;
}

export function wordsIn(language: Language, { zh, en }: InBoth): string {
  return language === 'en' ? en : zh;
}
