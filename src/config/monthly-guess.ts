import { parseLunarDay } from '../schedule/parse-lunar-day.ts';

/** `15号`, `每月15日`, `最后一天`, `倒数第二个工作日`, `第二个周五`. */
export function monthlyGuess(text: string): string | undefined {
  const plain = text.replace(/^每个?月的?/, '');
  const [, day = ''] = /^(\d{1,2})[号日]?$/.exec(plain) ?? [];
  if (Number(day) >= 1 && Number(day) <= 31) return String(Number(day));
  if (/^(?:月末|月底)$/.test(plain)) return 'last';
  const { last, back, nth = '', noun = '' } = COUNTED.exec(plain)?.groups ?? {};
  const what = nounOf(noun);
  if (what === undefined) return undefined;
  if (last !== undefined) return what === 'day' ? 'last' : `last ${what}`;
  const index = NUMERALS.includes(nth) ? NUMERALS.indexOf(nth) : Number(nth);
  const ordinal = index === 1 && what === 'workday' ? 'first' : ORDINALS[index - 1];
  if (ordinal === undefined || (what === 'day' && back === undefined)) return undefined;
  return back === undefined ? `${ordinal} ${what}` : backwards(index, ordinal, what);
}

const COUNTED =
  /^(?:(?<last>最后一?)|(?<back>倒数)?第?(?<nth>[一二三四五1-5]))个?(?<noun>天|日|工作日|(?:周|星期|礼拜)[日天一二三四五六])$/;
const NUMERALS = '〇一二三四五';
const ORDINALS = ['1st', '2nd', '3rd', '4th', '5th'];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function nounOf(noun: string): string | undefined {
  if (noun === '工作日') return 'workday';
  if (noun === '天' || noun === '日') return 'day';
  const weekday = noun.at(-1) ?? '';
  return weekday === '' ? undefined : WEEKDAYS[weekday === '天' ? 0 : '日一二三四五六'.indexOf(weekday)];
}

function backwards(index: number, ordinal: string, what: string): string {
  if (index > 1) return `${ordinal} last ${what}`;
  return what === 'day' ? 'last' : `last ${what}`;
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
