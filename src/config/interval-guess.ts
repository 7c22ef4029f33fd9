/** `every` of days and more as it was probably meant: `2周`, `每两周`, `3 mths`, `隔周`, `every other week`. */
export function intervalGuess(text: string): string | undefined {
  const every = /^(?:每隔?|every\b)\s*/i.exec(text)?.[0] ?? '';
  // 每隔一周 is every week to some and every other week to others.
  if (every === '每隔') return undefined;
  const rest = text.slice(every.length);
  const other = /^(?:other\b|隔)\s*/i.exec(rest)?.[0] ?? '';
  const [, number, word = ''] =
    /^(\d{1,4}|[一二两三四五六七八九十])?\s*个?\s*(\D+)$/.exec(rest.slice(other.length)) ?? [];
  const unit = UNITS.find(([pattern]) => pattern.test(word))?.[1];
  if (unit === undefined || (other !== '' && number !== undefined)) return undefined;
  const count = other === '' ? countOf(number) : 2;
  // `every: 1d`, which is a time of each day, is written otherwise; without number or `every` nothing is certain.
  if (count === 0 || (unit === 'day' && count < 2) || (number === undefined && every + other === '')) return undefined;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:d|days?|天|日)$/i, 'day'],
  [/^(?:w|wks?|weeks?|周|星期|礼拜)$/i, 'week'],
  [/^(?:mos?|mths?|months?|月)$/i, 'month'],
  [/^(?:y|yrs?|years?|年)$/i, 'year'],
];

function countOf(number = '1'): number {
  const numeral = NUMERALS.indexOf(number.replace('两', '二'));
  return numeral === -1 ? Number(number) : numeral;
}

const NUMERALS = '〇一二三四五六七八九十';
