/** The languages in which people are spoken to: those of `daemon.locale`. Each room has a catalogue for each of them. */
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGES = ['zh-CN', 'en'] as const;

/** Words of a room that tells all its own in both. */
export function wordsIn(language: Language, { zh, en }: { readonly zh: string; readonly en: string }): string {
  return language === 'en' ? en : zh;
}
