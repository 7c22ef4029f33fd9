import { type Printable, vouched } from './printable.ts';
import { activeGuess, dateGuess, dayGuess, onceGuess, rangeGuess } from './date-guess.ts';
import { durationGuess, noticeGuess } from './duration-guess.ts';
import { intervalGuess, turnGuess } from './interval-guess.ts';
import { monthlyGuess, withBothNouns } from './monthly-guess.ts';
import { namedDayGuess } from './named-day-guess.ts';
import { dayWords, onGuess } from './on-guess.ts';
import { withDigits } from './plain-words.ts';
import type { Expected } from './texts/expected.ts';
import { betweenGuess, timeGuess } from './time-guess.ts';

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
  const parts = partsOf(expected, plain);
  if (parts.length < 2) return differentFrom(text, guess(plain));
  const guesses = parts.map((part) => guess(part));
  return LISTS.has(expected) && guesses.every((each) => each !== undefined) ? `[${guesses.join(', ')}]` : undefined;
}

function partsOf(expected: Expected, text: string): readonly string[] {
  const spelled = expected === 'monthly' ? withBothNouns(text) : text;
  // A name may have any of the other characters in it.
  const between = NAMES.has(expected) ? /\s*[,、]\s*/ : /\s*(?:[,、和及与]|\band\b)\s*/;
  const parts = spelled.split(expected === 'advance' ? /\s*[,、和及与]\s*|(?<=\d[smhd])\s+/ : between);
  return parts.filter((part) => part !== '');
}

const NAMES: ReadonlySet<Expected> = new Set(['names', 'public-hosts']);

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
  'month',
  'months',
  'once',
]);

const GUESSES: Readonly<Partial<Record<Expected, Guess>>> = {
  time: timeGuess,
  times: timeGuess,
  duration: durationGuess,
  spread: durationGuess,
  'spread-within': durationGuess,
  every: (text) => intervalGuess(text) ?? unitAlone(text) ?? gridGuess(text),
  run: (text) => intervalGuess(text),
  turn: turnGuess,
  advance: noticeGuess,
  date: dateGuess,
  yearly: (text) => namedDayGuess(text) ?? dayGuess(text),
  'yearly-date': dayGuess,
  birthday: dayGuess,
  joined: dateGuess,
  active: activeGuess,
  'active-date': dayGuess,
  once: onceGuess,
  countdown: (text) => onceGuess(text) ?? dateGuess(text),
  monthly: monthlyGuess,
  month: monthGuess,
  months: monthGuess,
  between: betweenGuess,
  'first-turn': dateGuess,
  dates: rangeGuess,
  skip: rangeGuess,
  boolean: booleanGuess,
  on: (text) => onGuess(text) ?? dayWords(text),
  'public-hosts': hostGuess,
  names: (text) => text,
};

/** `每5分钟`; 每隔两天 is every other day to some and every third to others. */
function gridGuess(text: string): string | undefined {
  const grid = durationGuess(text.replace(/^(?:每隔?|every\s+)/i, ''));
  return text.startsWith('每隔') && grid?.endsWith('d') === true ? undefined : grid;
}

/** `每小时`, `hourly`, `every half hour`. */
function unitAlone(text: string): string | undefined {
  // `week` alone is taken as it is.
  if (/^(?:quarter|季度?)$/i.test(text)) return '3 months';
  if (/^(?:fortnight(?:ly)?|every fortnight)$/i.test(text)) return '2 weeks';
  const plain = text.replace(/^(?:每隔?个?|every\s+)/i, '');
  if (/^(?:半个?小时|half (?:an )?hour)$/i.test(plain)) return '30m';
  if (/^(?:小时|钟头|hour|hourly)$/i.test(plain)) return '1h';
  if (/^(?:分钟?|minute)$/i.test(plain)) return '1m';
  const unit = /^(week|month|year)ly$/i.exec(plain)?.[1]?.toLowerCase();
  return unit === undefined ? undefined : `1 ${unit}`;
}

/** `4月`, `四月份`. */
function monthGuess(text: string): string | undefined {
  const month = Number(/^(\d{1,2})月份?$/.exec(withDigits(text))?.[1]);
  return month >= 1 && month <= 12 ? String(month) : undefined;
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
