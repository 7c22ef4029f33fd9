import type { LunarDay } from './lunar/parse-lunar-date.ts';

/** A festival that the lunar calendar fixes. */
export interface Festival {
  readonly zh: string;
  readonly en: string;
  readonly date: LunarDay;
}

export const FESTIVALS: readonly Festival[] = [
  on('春节', 'Spring Festival', 1, 1),
  on('元宵', 'Lantern Festival', 1, 15),
  on('龙抬头', 'Dragon Raising Its Head', 2, 2),
  on('端午', 'Dragon Boat Festival', 5, 5),
  on('七夕', 'Qixi', 7, 7),
  on('中元', 'Ghost Festival', 7, 15),
  on('中秋', 'Mid-Autumn Festival', 8, 15),
  on('重阳', 'Double Ninth', 9, 9),
  on('腊八', 'Laba', 12, 8),
  on('北方小年', 'Little New Year in the North', 12, 23),
  on('南方小年', 'Little New Year in the South', 12, 24),
  { zh: '除夕', en: 'lunar New Year’s Eve', date: { kind: 'new-years-eve' } },
];

function on(zh: string, en: string, month: number, day: number): Festival {
  return { zh, en, date: { kind: 'month-day', month, leap: false, day } };
}
