import { nearest } from '../message/nearest.ts';
import { isCalendarDays } from '../schedule/calendar/calendar-days.ts';
import { SHORT_DAY_NAMES as DAYS } from '../schedule/day-names.ts';
import { parseDayOfWeek } from '../schedule/filter.ts';
import { weekdayOf } from './plain-words.ts';

/** Days as `on` and `unless` name them: `周一`, `每周五`, `周一三五`, `周一到周五`, `Mon-Fri`, `法定节假日`. */
export function onGuess(written: string): string | undefined {
  if (NEGATED.test(written)) return undefined;
  if (Object.hasOwn(WORDS, written)) return WORDS[written];
  const text = written
    .replace(/^(?:every|each)\s+(?=\w)/i, '')
    .replace(/^(?:只在|仅在|只|仅|每逢|每(?=周.|星期.|礼拜.|个))个?/, '');
  const [, numerals] = /^(?:周|星期|礼拜)?([日天一二三四五六]|(?<=周|期|拜)[日天一二三四五六]{2,7})$/.exec(text) ?? [];
  if (numerals !== undefined) return listed([...new Set(numerals)].map((each) => DAYS[weekdayOf(each)]));
  const plural = parseDayOfWeek(text.replace(/s$/i, ''));
  if (plural !== undefined && (text !== written || /[a-z]s$/i.test(text))) return DAYS[plural];
  const named = text.match(/(?:周|星期|礼拜)[日天一二三四五六]/g) ?? [];
  if (named.length > 1 && named.join('') === text)
    return listed([...new Set(named)].map((each) => DAYS[weekdayOf(each.slice(-1))]));
  // As cron counts them.
  if (/^[0-7]$/.test(text)) return DAYS[Number(text) % 7];
  const range = text.split(/\s*[-~—–至到]\s*|\s+(?:to|through|thru|until)\s+/);
  const [from, until] =
    range.length === 2
      ? range.map((part) => DAYS[parseDayOfWeek(part) ?? -1] ?? nearest(onGuess(part) ?? part, DAYS))
      : [];
  if (from !== undefined && until !== undefined) return daysFrom(from, until);
  return wordGuess(text);
}

/** As `on` takes them, be they written so or not, one or several. */
export function dayWords(text: string): string | undefined {
  if (/^\d/.test(text)) return undefined;
  const parts = text
    .split(/\s*(?:[,、和及与]|\band\b)\s*|(?<=\p{sc=Han})\s+(?=\p{sc=Han})/u)
    .filter((part) => part !== '');
  const days = parts.map((part) => (isDay(part) ? part.toLowerCase() : onGuess(part)));
  if (days.length < 2) return days[0];
  const all = days.flatMap((each) => each?.replaceAll(/[[\]]/g, '').split(', '));
  return all.includes(undefined) ? undefined : listed([...new Set(all)]);
}

function isDay(text: string): boolean {
  const word = text.toLowerCase();
  return isCalendarDays(word) || word === 'weekdays' || word === 'weekends' || parseDayOfWeek(text) !== undefined;
}

function wordGuess(text: string): string | undefined {
  const said = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  const near = said ?? nearest(text, [...new Set(Object.values(WORDS)), ...DAYS]);
  const [telling = ''] = near === undefined || near === said ? [] : (text.toLowerCase().match(TELLING) ?? []);
  return near?.includes(telling) === true ? near : undefined;
}

/** A slip of none of the days: `last-workday-of-month` is not that of the week, nor `first-…` the last. */
const TELLING = /month|quarter|year|first|second|before|after|(?<=-)on$/;

/** `!workdays`, `非工作日`, `nonworkdays`: whatever is near to it is its opposite. */
const NEGATED = /[!~^¬]|^-|^(?:non|un)|\b(?:no|not|except|without|exclud\w*|but|minus)\b|[非不无除外别勿]/i;

const WORDS: Readonly<Record<string, string>> = {
  工作日: 'workdays',
  法定工作日: 'workdays',
  上班日: 'workdays',
  上班: 'workdays',
  节假日: 'holidays',
  法定节假日: 'holidays',
  法定假日: 'holidays',
  节日: 'holidays',
  周末: 'weekends',
  双休日: 'weekends',
  平日: 'weekdays',
  休息日: 'days-off',
  休息: 'days-off',
  放假: 'days-off',
  中国工作日: 'workdays',
  'working days': 'workdays',
  'business days': 'workdays',
  节前: 'before-holiday',
  节假日前一天: 'before-holiday',
  假期前一天: 'before-holiday',
  节日前一天: 'before-holiday',
  放假前一天: 'before-holiday',
  节后: 'after-holiday',
  节后第一天: 'after-holiday',
  节后第一个工作日: 'after-holiday',
  每周最后一个工作日: 'last-workday-of-week',
  本周最后一个工作日: 'last-workday-of-week',
  周末前最后一个工作日: 'last-workday-of-week',
  节后上班第一天: 'after-holiday',
  节前最后一个工作日: 'last-workday-before-holiday',
};

function daysFrom(first: string, last: string): string {
  const [from, until] = [DAYS.findIndex((day) => day === first), DAYS.findIndex((day) => day === last)];
  return listed(Array.from({ length: ((until - from + 7) % 7) + 1 }, (_, index) => DAYS[(from + index) % 7]));
}

function listed(days: readonly (string | undefined)[]): string {
  if (days.length === 1) return days[0] ?? '';
  if (days.join() === 'mon,tue,wed,thu,fri') return 'weekdays';
  return days.join() === 'sat,sun' ? 'weekends' : `[${days.join(', ')}]`;
}
