/** The languages in which people are spoken to: those of `daemon.locale`. Each room has a catalogue for each of them. */
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGES = ['zh-CN', 'en'] as const;
