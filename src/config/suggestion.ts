import { nearest } from '../message/nearest.ts';
import { addDays, parseIsoDate, toIsoDate } from '../schedule/civil.ts';
import { type Printable, vouched } from './printable.ts';
import { intervalGuess } from './interval-guess.ts';
import { monthlyGuess } from './monthly-guess.ts';
import { namedDayGuess } from './named-day-guess.ts';
import type { Expected } from './texts/expected.ts';

/** A value as it was probably meant, ready to be pasted; `undefined` where that cannot be guessed. */
export function suggestionFor(expected: Expected, text: Printable): Printable | undefined {
  const guess = guessFor(expected, text);
  return guess === undefined ? undefined : vouched(guess);
}

function guessFor(expected: Expected, text: string): string | undefined {
  const guess = GUESSES[expected];
  if (!guess || text.length > 100) return undefined;
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[“”‘’「」"']/g, '')
    .trim();
  const parts = plain.split(expected === 'monthly' ? /\s*[,、和]\s*/ : /\s*[,、]\s*/).filter((part) => part !== '');
  if (parts.length < 2) return differentFrom(text, guess(plain));
  const guesses = parts.map((part) => guess(part));
  return LISTS.has(expected) && guesses.every((each) => each !== undefined) ? `[${guesses.join(', ')}]` : undefined;
}

/** What is written already is no help. */
function differentFrom(text: string, guessed: string | undefined): string | undefined {
  return guessed === text ? undefined : guessed;
}

type Guess = (text: string) => string | undefined;

const LISTS: ReadonlySet<Expected> = new Set([
  'times',
  'time',
  'on',
  'skip',
  'date',
  'dates',
  'advance',
  'public-hosts',
  'names',
  'monthly',
  'once',
]);

const GUESSES: Readonly<Partial<Record<Expected, Guess>>> = {
  time: timeGuess,
  times: timeGuess,
  duration: durationGuess,
  every: (text) => intervalGuess(text) ?? durationGuess(text),
  run: (text) => intervalGuess(text),
  advance: (text) => workdaysGuess(text) ?? durationGuess(text),
  date: dateGuess,
  yearly: (text) => namedDayGuess(text) ?? dayGuess(text),
  'yearly-date': dayGuess,
  birthday: dayGuess,
  joined: dateGuess,
  'active-date': dayGuess,
  once: onceGuess,
  countdown: (text) => onceGuess(text) ?? dateGuess(text),
  monthly: monthlyGuess,
  between: betweenGuess,
  'first-turn': dateGuess,
  dates: dateGuess,
  skip: dateGuess,
  boolean: booleanGuess,
  on: onGuess,
  'public-hosts': hostGuess,
  names: (text) => text,
};

/** `8:30`, `0830`, `8点半`, `8:30pm`, `下午2点`; the midnight that is written `24:00` begins a day. */
function timeGuess(text: string): string | undefined {
  const { half, after, hour: written = '', minute, joined, second } = TIME.exec(text)?.groups ?? {};
  const hour = hourOf(Number(written), half ?? after ?? '');
  const minutes = minute === '半' ? '30' : (minute ?? joined ?? '00');
  const isMidnight = hour === 24 && /^0*$/.test(minutes + (second ?? ''));
  if (written === '' || Number(minutes) > 59 || Number(second ?? 0) > 59 || (hour > 23 && !isMidnight))
    return undefined;
  const time = [isMidnight ? '0' : String(hour), minutes, ...(second === undefined ? [] : [second])]
    .map((part) => part.padStart(2, '0'))
    .join(':');
  return `"${time}"`;
}

/** An hour alone is none unless something says that it is: `8pm`, `早上8`. */
const TIME = new RegExp(
  [
    /^(?=.*\D|\d{3})(?<half>上午|早上|早晨|凌晨|中午|下午|傍晚|晚上)?\s*/,
    /(?<hour>\d{1,2})(?:[:.点时](?<minute>\d{1,2}|半)?分?|(?<joined>\d{2}))?(?::(?<second>\d{2}))?/,
    /\s*(?<after>[ap]\.?m\.?)?$/,
  ]
    .map(({ source }) => source)
    .join(''),
  'i',
);

function hourOf(hour: number, half: string): number {
  // 晚上12点 is midnight, 晚上1点 after it.
  if (half === '晚上' && (hour === 12 || hour < 5)) return hour % 12;
  if (/^[下傍晚p]/i.test(half)) return hour < 12 ? hour + 12 : hour;
  if (half === '中午') return hour < 6 ? hour + 12 : hour;
  return /^[凌a]/i.test(half) && hour === 12 ? 0 : hour;
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:s|secs?|seconds?|秒钟?)$/i, 's'],
  [/^(?:m|mins?|minutes?|分钟?)$/i, 'm'],
  [/^(?:h|hrs?|hours?|小时|个小时|钟头)$/i, 'h'],
  [/^(?:d|days?|天|日)$/i, 'd'],
];

/** `2个工作日`, `1 working day`. */
function workdaysGuess(text: string): string | undefined {
  const [, number = ''] =
    /^([\d一二两三四五六七八九]{1,2})\s*(?:个?工作日|work(?:ing)?[ -]?days?|wd)$/i.exec(text) ?? [];
  const numeral = NUMERALS.indexOf(number.replace('两', '二'));
  const count = numeral > 0 ? numeral : Number(number);
  return count > 0 ? `${count} workday${count === 1 ? '' : 's'}` : undefined;
}

/** `15 min`, `2小时`, `三天`, `半小时`. Without a unit nobody can know. */
function durationGuess(text: string): string | undefined {
  if (/^半个?小时$/.test(text)) return '30m';
  const [, hours = '', minutes = '0'] = /^(\d{1,4}(?:\.5)?)\s*h(?:\s*(\d{1,2})\s*m?)?$/i.exec(text) ?? [];
  if (hours !== '' && !/^\d+$/.test(hours + (minutes === '0' ? '' : '.')))
    return `${Number(hours) * 60 + Number(minutes)}m`;
  const digits = text.replace(/^[一二两三四五六七八九]/, (numeral) =>
    String(NUMERALS.indexOf(numeral.replace('两', '二'))),
  );
  const [, number, word = ''] = /^(\d{1,8})\s*(\D+)$/.exec(digits) ?? [];
  const unit = UNITS.find(([pattern]) => pattern.test(word))?.[1];
  return number === undefined || unit === undefined ? undefined : `${number}${unit}`;
}

const NUMERALS = '〇一二三四五六七八九';

/** `2026/12/31`, `2026.1.2`, `2026年12月31日`, `20261231`. */
function dateGuess(text: string): string | undefined {
  const { year, month = '', day = '' } = (DATE.exec(text) ?? JOINED_DATE.exec(text))?.groups ?? {};
  const monthDay = monthDayGuess(month, day);
  const date = `${year}-${monthDay}`;
  return parseIsoDate(date) && date;
}

const DATE = /^(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})[日号]?$/;
const JOINED_DATE = /^(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})$/;

/** A date, or without a year `5-20`, `5月20日`: a day by the solar calendar. */
function dayGuess(text: string): string | undefined {
  const [, month = '', day = ''] = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(text) ?? [];
  return dateGuess(text) ?? monthDayGuess(month, day);
}

function monthDayGuess(month: string, day: string): string | undefined {
  const monthDay = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  // Of a leap year: the 29th of February is a day.
  return parseIsoDate(`2000-${monthDay}`) && monthDay;
}

/** `2026/12/31 8:30`, `2026年12月31日 下午2点`. */
function onceGuess(text: string): string | undefined {
  const [, day = '', time = ''] =
    /^(\d{4}\D\d{1,2}\D\d{1,2}[日号]?|\d{8})(?:\s*T\s*|\s+|(?<=[日号]))(.+)$/i.exec(text) ?? [];
  const [date, clock] = [dateGuess(day), timeGuess(time)];
  if (date === undefined || clock === undefined) return undefined;
  return `${MIDNIGHT.test(time) ? dayAfter(date) : date}T${clock.slice(1, -1)}`;
}

/** That which ends the day: it is the beginning of the next. */
const MIDNIGHT = /^(?:24[:点时]|晚上\s*12[:点时])/;

function dayAfter(date: string): string {
  const day = parseIsoDate(date);
  return day === undefined ? date : toIsoDate(addDays(day, 1));
}

/** `9:30-18:00`, `9:30~18:00`, `9点到18点`, `下午2点到5点`. */
function betweenGuess(text: string): string | undefined {
  const halves = text.split(/\s*(?:[-~—–至到]|to)+\s*/);
  const [from, until, ...more] = halves.map((half) => timeGuess(half)?.slice(1, -1));
  if (from === undefined || until === undefined || more.length > 0) return undefined;
  const [saysFrom, saysUntil] = halves.map((half) => HALF_OF_DAY.test(half));
  const [laterFrom, laterUntil] = [twelveHoursLater(from), twelveHoursLater(until)];
  // `2:00-5:00pm` may begin at 02:00 or at 14:00.
  if (saysUntil && !saysFrom && laterFrom < until && from < '12') return undefined;
  if (saysUntil || until > from || laterUntil <= from) return `"${from}-${until}"`;
  // `9点到5点` is no night, and `晚上8点到12点` ends at none that can be written.
  return saysFrom && laterUntil < '24' ? `"${from}-${laterUntil}"` : undefined;
}

const HALF_OF_DAY = /[上下中]午|早|凌晨|傍晚|晚上|[ap]\.?m/i;

function twelveHoursLater(time: string): string {
  return `${Number(time.slice(0, 2)) + 12}${time.slice(2)}`;
}

function booleanGuess(text: string): string | undefined {
  if (/^(?:yes|y|on|1|是|开|true)$/i.test(text)) return 'true';
  return /^(?:no|n|off|0|否|关|false)$/i.test(text) ? 'false' : undefined;
}

/** `https://bell.example.com:8443/`. */
function hostGuess(text: string): string | undefined {
  const { hostname } = URL.parse(/^https?:/i.test(text) ? text : `https://${text}`) ?? {};
  return hostname === undefined || hostname.includes('*') ? undefined : hostname;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function onGuess(text: string): string | undefined {
  if (NEGATED.test(text)) return undefined;
  const [, day] = /^(?:周|星期|礼拜)?([日天一二三四五六])$/.exec(text) ?? [];
  if (day !== undefined) return DAYS[day === '天' ? 0 : '日一二三四五六'.indexOf(day)];
  // As cron counts them.
  if (/^[0-7]$/.test(text)) return DAYS[Number(text) % 7];
  const range = text.split(/\s*[-~—–至到]\s*/);
  const [from, until] = range.length === 2 ? range.map((part) => nearest(onGuess(part) ?? part, DAYS)) : [];
  if (from !== undefined && until !== undefined) return daysFrom(from, until);
  const near = ON_WORDS[text] ?? nearest(text, [...new Set(Object.values(ON_WORDS)), 'weekdays', ...DAYS]);
  const [telling = ''] = near === undefined || near === ON_WORDS[text] ? [] : (text.toLowerCase().match(TELLING) ?? []);
  return near?.includes(telling) ? near : undefined;
}

/** A slip of none of the days: `last-workday-of-month` is not that of the week, nor `first-…` the last. */
const TELLING = /month|quarter|year|first|second|before|after|(?<=-)on$/;

/** `!workdays`, `非工作日`: whatever is near to it is its opposite. */
const NEGATED = /^(?:[!-]|non?[\s-]|not\s|except\s|非|不|除)/i;

const ON_WORDS: Readonly<Record<string, string>> = {
  工作日: 'workdays',
  节假日: 'holidays',
  周末: 'weekends',
  休息日: 'days-off',
  放假: 'days-off',
  节前: 'before-holiday',
  放假前一天: 'before-holiday',
  节后: 'after-holiday',
  节后第一天: 'after-holiday',
  节后第一个工作日: 'after-holiday',
  每周最后一个工作日: 'last-workday-of-week',
  节前最后一个工作日: 'last-workday-before-holiday',
};

function daysFrom(first: string, last: string): string {
  const [from, until] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  const days = Array.from({ length: ((until - from + 7) % 7) + 1 }, (_, index) => DAYS[(from + index) % 7]);
  if (days.join() === 'mon,tue,wed,thu,fri') return 'weekdays';
  return days.join() === 'sat,sun' ? 'weekends' : `[${days.join(', ')}]`;
}
