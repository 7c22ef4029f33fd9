import { addDays, toDayNumber } from '../civil.ts';
import type { DayNumber } from '../civil.ts';
import { fromLunarDate } from '../lunar/lunar-date.ts';
import { qingming } from './qingming.ts';

/**
 * The days off that mainland law fixes by themselves, before the yearly notice joins them with weekends: 13 days, by
 * name, for 2025-2099; none for other years.
 *
 * Source: 《全国年节及纪念日放假办法》 as revised on 2024-11-10 (State Council order 795), in force from 2025.
 */
export function cnStatutoryDays(year: number): ReadonlyMap<DayNumber, string> {
  const known = cache.get(year);
  if (known) return known;
  const computed = year >= IN_FORCE_FROM ? computeDays(year) : new Map<DayNumber, string>();
  cache.set(year, computed);
  return computed;
}

const IN_FORCE_FROM = 2025;
const cache = new Map<number, ReadonlyMap<DayNumber, string>>();

function computeDays(year: number): ReadonlyMap<DayNumber, string> {
  const newYear = fromLunarDate({ year, month: 1, leap: false, day: 1 });
  const pureBrightness = qingming(year);
  const dragonBoat = fromLunarDate({ year, month: 5, leap: false, day: 5 });
  const midAutumn = fromLunarDate({ year, month: 8, leap: false, day: 15 });
  if (newYear === undefined || pureBrightness === undefined) return new Map();
  if (dragonBoat === undefined || midAutumn === undefined) return new Map();
  return byDay([
    ['元旦', [toDayNumber(year, 1, 1)]],
    ['春节', [-1, 0, 1, 2].map((offset) => addDays(newYear, offset))],
    ['清明', [pureBrightness]],
    ['劳动节', [1, 2].map((day) => toDayNumber(year, 5, day))],
    ['端午', [dragonBoat]],
    ['中秋', [midAutumn]],
    ['国庆节', [1, 2, 3].map((day) => toDayNumber(year, 10, day))],
  ]);
}

/** 中秋 may fall into the days of 国庆节: such a day bears both names. */
function byDay(holidays: readonly (readonly [string, readonly DayNumber[]])[]): ReadonlyMap<DayNumber, string> {
  const names = new Map<DayNumber, string>();
  for (const [name, days] of holidays) {
    for (const day of days) {
      const other = names.get(day);
      names.set(day, other === undefined ? name : `${other}、${name}`);
    }
  }
  return names;
}
