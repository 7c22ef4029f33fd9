import { addDays, parseIsoDate, toIsoDate } from '../schedule/civil.ts';
import { MONTH_NAMES } from '../schedule/day-names.ts';
import { withDigits } from './plain-words.ts';
import { isAfterMidnight, timeGuess } from './time-guess.ts';

/** `2026/12/31`, `2026.1.2`, `2026年12月31日`, `20261231`. */
export function dateGuess(text: string): string | undefined {
  const plain = withDigits(text);
  const { year, month = '', day = '' } = (DATE.exec(plain) ?? JOINED_DATE.exec(plain))?.groups ?? {};
  const monthDay = monthDayGuess(month, day);
  const date = `${year}-${monthDay}`;
  return parseIsoDate(date) && date;
}

const DATE = /^(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})[日号]?$/;
const JOINED_DATE = /^(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})$/;

/** A date, or without a year `5-20`, `5月20日`, `五月二十日`: a day by the solar calendar, which 八月十五 is not. */
export function dayGuess(text: string): string | undefined {
  const plain = text.replace(/^每年\s*/, '');
  const isLunar = /[一二三四五六七八九十]/.test(plain) && !/[日号]$/.test(plain);
  const [, month = '', day = ''] = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(isLunar ? '' : withDigits(plain)) ?? [];
  return dateGuess(plain) ?? monthDayGuess(month, day) ?? namedMonthGuess(plain);
}

/** `May 20`, `20 May`, `May 20th`. */
function namedMonthGuess(text: string): string | undefined {
  const { before, behind, day = '' } = NAMED_MONTH.exec(text)?.groups ?? {};
  const name = (before ?? behind)?.toLowerCase();
  const month = name === undefined ? -1 : MONTH_NAMES.findIndex((each) => each.startsWith(name));
  return month < 0 ? undefined : monthDayGuess(String(month + 1), day);
}

const NAMED_MONTH =
  /^(?:on\s+)?(?:(?<before>[a-z]{3,9})\.?\s+)?(?<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?(?<behind>[a-z]{3,9}))?$/i;

function monthDayGuess(month: string, day: string): string | undefined {
  const monthDay = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  // Of a leap year: the 29th of February is a day.
  return parseIsoDate(`2000-${monthDay}`) && monthDay;
}

/** `2026年12月25日到2026年12月31日`, or one date alone. */
export function rangeGuess(text: string): string | undefined {
  const dates = text.split(/\s*(?:[~—–至到]|\.{3,}|\bto\b|\s-\s)\s*/).map(dateGuess);
  const [from, until = from, ...more] = dates;
  if (from === undefined || dates.includes(undefined) || more.length > 0) return undefined;
  return dates.length === 1 ? from : `${from}..${until}`;
}

/** `2026-12-05..2026-12-31`, `2026-12-05到2026-12-31`: both ends, as `active` has them. */
export function activeGuess(text: string): string | undefined {
  const [from, until] = rangeGuess(text.replace('..', '到'))?.split('..') ?? [];
  return until === undefined ? undefined : `{ from: ${from}, until: ${until} }`;
}

/** `2026/12/31 8:30`, `2026年12月31日 下午两点`. */
export function onceGuess(text: string): string | undefined {
  const [, day = '', time = ''] =
    /^(\d{4}\D\d{1,2}\D\d{1,2}[日号]?|\d{8})(?:\s*T\s*|\s+|(?<=[日号]))(.+)$/i.exec(withDigits(text)) ?? [];
  const [date, clock] = [dateGuess(day), timeGuess(time)];
  if (date === undefined || clock === undefined) return undefined;
  return `${isAfterMidnight(time) ? dayAfter(date) : date}T${clock.slice(1, -1)}`;
}

function dayAfter(date: string): string {
  const day = parseIsoDate(date);
  return day === undefined ? date : toIsoDate(addDays(day, 1));
}
