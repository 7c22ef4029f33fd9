import { nearest } from '../message/nearest.ts';
import type { Expected } from './texts/expected.ts';

/** A value as it was probably meant, ready to be pasted; `undefined` where that cannot be guessed. */
export function suggestionFor(expected: Expected, text: string): string | undefined {
  const guess = GUESSES[expected];
  if (!guess || text.length > 100) return undefined;
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[“”‘’「」"']/g, '')
    .trim();
  const parts = plain.split(/\s*[,、]\s*/).filter((part) => part !== '');
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
]);

const GUESSES: Readonly<Partial<Record<Expected, Guess>>> = {
  time: timeGuess,
  times: timeGuess,
  duration: durationGuess,
  every: durationGuess,
  advance: durationGuess,
  date: dateGuess,
  'first-turn': dateGuess,
  dates: dateGuess,
  skip: dateGuess,
  boolean: booleanGuess,
  on: onGuess,
  'public-hosts': hostGuess,
};

/** `8:30`, `0830`, `8点半`. */
function timeGuess(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.点时](\d{1,2}|半)?分?|(\d{2}))(?::(\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const [, hour = '', minute, joined, second] = match;
  const minutes = minute === '半' ? '30' : (minute ?? joined ?? '00');
  if (Number(hour) > 23 || Number(minutes) > 59 || Number(second ?? 0) > 59) return undefined;
  const time = [hour, minutes, ...(second === undefined ? [] : [second])]
    .map((part) => part.padStart(2, '0'))
    .join(':');
  return `"${time}"`;
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:s|secs?|seconds?|秒钟?)$/i, 's'],
  [/^(?:m|mins?|minutes?|分钟?)$/i, 'm'],
  [/^(?:h|hrs?|hours?|小时|个小时|钟头)$/i, 'h'],
  [/^(?:d|days?|天|日)$/i, 'd'],
];

/** `15 min`, `2小时`. Without a unit nobody can know. */
function durationGuess(text: string): string | undefined {
  const [, number, word = ''] = /^(\d{1,8})\s*(\D+)$/.exec(text) ?? [];
  const unit = UNITS.find(([pattern]) => pattern.test(word))?.[1];
  return number === undefined || unit === undefined ? undefined : `${number}${unit}`;
}

/** `2026/12/31`, `2026.1.2`, `2026年12月31日`. */
function dateGuess(text: string): string | undefined {
  const [, year, month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
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
  const [, day] = /^(?:周|星期|礼拜)([日天一二三四五六])$/.exec(text) ?? [];
  if (day !== undefined) return DAYS[day === '天' ? 0 : '日一二三四五六'.indexOf(day)];
  const words: Readonly<Record<string, string>> = { 工作日: 'workdays', 节假日: 'holidays', 周末: 'weekends' };
  return words[text] ?? nearest(text, ['workdays', 'holidays', 'weekdays', 'weekends', ...DAYS]);
}
