import { parseLunarDay } from '../schedule/parse-lunar-day.ts';
import { parseMonthlyDay } from '../schedule/parse-monthly-day.ts';
import { ordinal, weekdayName, withDigits } from './plain-words.ts';

/** `15号`, `每月15日`, `最后一天`, `倒数第二个工作日`, `第二个周五`, `last-workday-of-month`. */
export function monthlyGuess(text: string): string | undefined {
  const plain = withDigits(text.replace(/^每个?月的?/, '').replace(/^(?:on\s+)?(?:the\s+)?(?:day\s+(?=\d))?/i, ''));
  const [, dated] = /^([12]?\d|3[01])(?:st|nd|rd|th)$/i.exec(plain) ?? [];
  if (dated !== undefined && Number(dated) > 0) return dated;
  const range = rangeOfDays(plain);
  if (range !== undefined) return range;
  // 十五 alone may be a lunar day.
  const [, day = ''] = (/[一二三四五六七八九十]$/.test(text) ? /^$/ : /^(\d{1,2})[号日]?$/).exec(plain) ?? [];
  if (Number(day) >= 1 && Number(day) <= 31) return String(Number(day));
  const named = NAMED.find(([pattern]) => pattern.test(plain))?.[1];
  if (named !== undefined) return named;
  const { last, back, nth = '', noun = '' } = COUNTED.exec(plain)?.groups ?? {};
  const what = noun === '工作日' ? 'workday' : /^[天日]$/.test(noun) ? 'day' : weekdayName(noun);
  if (what === undefined) return wordsGuess(plain);
  if (last !== undefined) return what === 'day' ? 'last' : `last ${what}`;
  const index = Number(nth);
  const numbered = index === 1 && what === 'workday' ? 'first' : ordinal(index);
  if (numbered === undefined || (what === 'day' && back === undefined)) return undefined;
  return back === undefined ? `${numbered} ${what}` : backwards(index, numbered, what);
}

/** `1-5`, `1日-5日`: each of them. */
function rangeOfDays(text: string): string | undefined {
  const [, first, last] = /^(\d{1,2})[号日]?\s*[-~—–至到]\s*(\d{1,2})[号日]?$/.exec(text) ?? [];
  const [from, until] = [Number(first), Number(last)];
  if (!(from >= 1 && from < until && until <= 31)) return undefined;
  return `[${Array.from({ length: until - from + 1 }, (_, index) => from + index).join(', ')}]`;
}

const COUNTED =
  /^(?:(?<last>最后1?)|(?<back>倒数)?第?(?<nth>[1-5]))个?(?<noun>天|日|工作日|(?:周|星期|礼拜)[日天一二三四五六])$/;

const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^(?:月末|月底|-1|l|eom|end(?: of (?:the )?month)?)$/i, 'last'],
  [/^月初$/, '1'],
  [/^月中$/, '15'],
];

function backwards(index: number, numbered: string, what: string): string {
  if (index > 1) return `${numbered} last ${what}`;
  return what === 'day' ? 'last' : `last ${what}`;
}

/** `last-workday`, `lastWorkday`, `last workday of the month`, `last day`. */
function wordsGuess(text: string): string | undefined {
  const words = text
    .replaceAll(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .replaceAll(/[-_ ]+/g, ' ')
    .replace(/ (?:of|in) (?:the |each |every )?month$/, '')
    .replace(/^last day$/, 'last');
  return /[a-z]/.test(words) && parseMonthlyDay(words).kind === 'monthly' ? words : undefined;
}

/** `第一个和第三个周三` with what both count: `第一个周三和第三个周三`. */
export function withBothNouns(text: string): string {
  return text.replace(/^(.*第.个?)([、,和及])(第.个?)((?:周|星期|礼拜)[日天一二三四五六]|工作日)$/, '$1$4$2$3$4');
}

/** `每季度第一个周五`, `last workday of each quarter`: a day of its first or last month, as the lines that say so. */
export function quarterGuess(text: string): readonly string[] | undefined {
  const [, each, alone, english] =
    /^(?:每个?季度?的?(.+)|季度?([初末底])|(?:the )?(.+) (?:of|in) (?:the |each |every |a )?quarter)$/i.exec(
      text.trim(),
    ) ?? [];
  const chinese = each ?? alone ?? '';
  const day = /^(?:初|第一天|首日|第1天)$/.test(chinese) || /^first day$/i.test(english ?? '');
  const end = /^[末底]$/.test(chinese);
  const meant = day ? '1' : end ? 'last' : monthlyGuess(english ?? chinese);
  // The first four of a weekday are in its first month; which month a date is in, nobody said.
  if (meant === undefined || !/^(?:1|last|(?:1st|2nd|3rd|4th|first|second|third|fourth|.*last) [a-z]+day)$/.test(meant))
    return undefined;
  return [`monthly: ${meant}`, `months: [${meant.includes('last') ? '3, 6, 9, 12' : '1, 4, 7, 10'}]`];
}

/** `初一`, `农历十五`, `每月初一和十五`: days as only the lunar calendar has them. */
export function lunarMonthlyGuess(text: string): string | undefined {
  const days = text
    .normalize('NFKC')
    .replaceAll(/每个?月的?|农历|阴历/g, '')
    .split(/[,、和]/)
    .map((part) => parseLunarDay(part));
  const numbers = days.flatMap((each) => (each.kind === 'lunar-day' ? [each.day] : []));
  const isLunar = /[初廿]|农历|阴历/.test(text) && numbers.length === days.length && !numbers.includes(-1);
  return isLunar ? `{ lunar: [${numbers.join(', ')}] }` : undefined;
}
