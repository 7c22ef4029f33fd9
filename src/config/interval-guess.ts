import { withDigits } from './plain-words.ts';

/** `every` of days and more as it was probably meant: `2周`, `每两周`, `3 mths`, `隔周`, `半年`, `every other week`. */
export function intervalGuess(text: string): string | undefined {
  const every = /^(?:每隔?|every\b)\s*/i.exec(text)?.[0] ?? '';
  // 每隔一周 is every week to some and every other week to others.
  if (every === '每隔') return undefined;
  const rest = text.slice(every.length);
  const other = /^(?:other\b|隔)\s*/i.exec(rest)?.[0] ?? '';
  if (rest === '半年') return '6 months';
  const [, number, word = ''] = /^(\d{1,4})?\s*个?\s*(\D+)$/.exec(withDigits(rest.slice(other.length))) ?? [];
  const [, unit, size = 1] = UNITS.find(([pattern]) => pattern.test(word)) ?? [];
  if (unit === undefined || (other !== '' && number !== undefined)) return undefined;
  const count = (other === '' ? Number(number ?? 1) : 2) * size;
  // `every: 1d`, which is a time of each day, is written otherwise; without number or `every` nothing is certain.
  if (count === 0 || (unit === 'day' && count < 2) || (number === undefined && every + other === '')) return undefined;
  return counted(count, unit);
}

const UNITS: readonly (readonly [pattern: RegExp, unit: string, size?: number])[] = [
  [/^(?:d|days?|天|日)$/i, 'day'],
  [/^(?:w|wks?|weeks?|周|星期|礼拜)$/i, 'week'],
  [/^(?:mos?|mths?|months?|月)$/i, 'month'],
  [/^(?:quarters?|季度?)$/i, 'month', 3],
  [/^(?:y|yrs?|years?|年)$/i, 'year'],
];

/** How long a turn of `rotate` lasts: `每周`, `1周`, `weekly`, `每次`, `2个工作日`, `季度`. */
export function turnGuess(text: string): string | undefined {
  const plain = withDigits(text.trim());
  const alone = TURNS.find(([pattern]) => pattern.test(plain))?.[1];
  if (alone !== undefined) return counted(1, alone);
  const [, workdays = ''] = /^(\d{1,3})\s*个?(?:工作日|working[ -]?days?)$/i.exec(plain) ?? [];
  if (Number(workdays) > 0) return counted(Number(workdays), 'workday');
  const interval = intervalGuess(plain) ?? intervalGuess(`每${plain}`);
  const years = /^(\d+) years?$/.exec(interval ?? '')?.[1];
  return years === undefined ? interval : counted(Number(years) * 12, 'month');
}

const TURNS: readonly (readonly [RegExp, string])[] = [
  [/^(?:每?1?[次回]|each(?: time)?|every time)$/i, 'time'],
  [/^(?:每?1?个?工作日|workdays|every workday)$/i, 'workday'],
  [/^(?:每?1?[天日]|daily|every day)$/i, 'day'],
  [/^(?:每?1?个?(?:周|星期|礼拜)|weekly)$/i, 'week'],
  [/^(?:每?1?个?月|monthly)$/i, 'month'],
];

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
