import { nearest } from '../message/nearest.ts';
import { chineseNumber } from '../schedule/chinese-number.ts';

/** The zone that was probably meant: `东八区`, `UTC+08:00`, `北京时间`, `JST`, `Asia/Shangai`. */
export function zoneGuess(written: string): string | undefined {
  const text = written
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s"']/g, '')
    .replace(/(?:标准时间|时间|时区|standardtime)$/, '');
  const hours = hoursAhead(text);
  // What is so many hours off is no slip of a name; who lives behind UTC knows by which name.
  if (hours !== undefined) return AHEAD[String(hours)];
  return COMMON.find(([pattern]) => pattern.test(text))?.[1] ?? nearest(written.trim(), zoneNames());
}

function hoursAhead(text: string): number | undefined {
  const [, side, number = ''] = /^([东西])([一二三四五六七八九十]+|\d{1,2})区?$/.exec(text) ?? [];
  if (side !== undefined) {
    const count = /\d/.test(number) ? Number(number) : chineseNumber(number);
    return count === undefined ? undefined : side === '东' ? count : -count;
  }
  const [, sign, hours, minutes = '0'] = /^(?:utc|gmt|z)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
}

/** Where it is so all year round. */
const AHEAD: Readonly<Record<string, string>> = {
  0: 'UTC',
  3: 'Europe/Moscow',
  4: 'Asia/Dubai',
  5.5: 'Asia/Kolkata',
  7: 'Asia/Bangkok',
  8: 'Asia/Shanghai',
  9: 'Asia/Tokyo',
  10: 'Australia/Brisbane',
};

/** In winter: most of them have summer time. */
const BEHIND: Readonly<Record<string, string>> = {
  3: 'America/Sao_Paulo',
  5: 'America/New_York',
  6: 'America/Chicago',
  7: 'America/Denver',
  8: 'America/Los_Angeles',
};

/** Where it is so many hours ahead of UTC, and where so many behind it; `undefined` where nobody of our readers is. */
export function placesAt(hours: number): readonly [ahead: string | undefined, behind: string | undefined] {
  return [AHEAD[String(hours)], BEHIND[String(hours)]];
}

/** What people write for the zones of most of our readers. */
const COMMON: readonly (readonly [RegExp, string])[] = [
  [/^(?:(?:asia\/)?(?:beijing|shanghai)|china|北京|上海|中国|cst|bjt)$/, 'Asia/Shanghai'],
  [/^(?:香港|hong_?kong|hkt)$/, 'Asia/Hong_Kong'],
  [/^(?:澳门|macau|macao)$/, 'Asia/Macau'],
  [/^(?:台北|台湾|taipei|taiwan)$/, 'Asia/Taipei'],
  [/^(?:东京|日本|tokyo|japan|jst)$/, 'Asia/Tokyo'],
  [/^(?:首尔|韩国|seoul|korea|kst)$/, 'Asia/Seoul'],
  [/^(?:新加坡|singapore|sgt)$/, 'Asia/Singapore'],
  [/^(?:伦敦|london|bst)$/, 'Europe/London'],
  [/^(?:纽约|美东|newyork|edt)$/, 'America/New_York'],
  [/^(?:洛杉矶|旧金山|美西|losangeles|p[sd]t)$/, 'America/Los_Angeles'],
];

function zoneNames(): readonly string[] {
  return [...Intl.supportedValuesOf('timeZone'), 'UTC'];
}
