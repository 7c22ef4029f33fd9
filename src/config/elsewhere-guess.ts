import { parseDayOfWeek } from '../schedule/filter.ts';
import { parseNamedDay } from '../schedule/parse-named-day.ts';
import { rangeGuess } from './date-guess.ts';
import { monthlyGuess } from './monthly-guess.ts';
import { namedDayGuess } from './named-day-guess.ts';
import { type Printable, vouched } from './printable.ts';
import { suggestionFor } from './suggestion.ts';

/** What cannot stand under this key, but means something under another one: as the whole line that says so. */
export function elsewhereGuess(key: string | undefined, text: Printable): Printable | undefined {
  const guess = key !== undefined && Object.hasOwn(GUESSES, key) ? GUESSES[key] : undefined;
  const line = text.length > 100 ? undefined : guess?.(text.normalize('NFKC').trim());
  return line === undefined ? undefined : vouched(line);
}

const GUESSES: Readonly<Record<string, (text: string) => string | undefined>> = {
  on: (text) =>
    negationGuess(text, 'unless') ?? datesGuess(text, activeLine) ?? dayOfMonthGuess(text) ?? yearlyGuess(text),
  unless: (text) => negationGuess(text, 'on') ?? datesGuess(text, (dates) => `skip: ${dates}`),
  skip: (text) => daysGuess(text, 'unless'),
  active: (text) => ((suggestionFor('boolean', vouched(text)) ?? text) === 'false' ? 'paused: true' : undefined),
  every: (text) => (/^(?:每[天日]|daily|every day)$/i.test(text) ? 'at: "09:00"' : daysGuess(text, 'on')),
};

/** `!workdays`, `no holidays`, `-sat`, `除了周末`: what is left out. */
function negationGuess(text: string, opposite: 'on' | 'unless'): string | undefined {
  const [, word = ''] = NEGATION.exec(text) ?? [];
  const meant = dayWords(word);
  if (meant === undefined) return undefined;
  if (opposite === 'on') return `on: ${meant}`;
  return meant === 'workdays' ? 'on: days-off' : `unless: ${meant}`;
}

const NEGATION =
  /^(?:[!~^¬-]|non?[\s-]?|not[\s-]|except\s|without\s|exclud(?:e|es|ing)\s|非|不(?:是|含|包括|在)?|除了?|排除)\s*(.+?)(?:以外|之外|外)?$/i;

function daysGuess(text: string, key: 'on' | 'unless'): string | undefined {
  const meant = dayWords(text);
  return meant === undefined ? undefined : `${key}: ${meant}`;
}

/** As `on` takes them, be they written so or not. */
function dayWords(text: string): string | undefined {
  if (/^\d/.test(text)) return undefined;
  return WORDS.test(text) || parseDayOfWeek(text) !== undefined
    ? text.toLowerCase()
    : suggestionFor('on', vouched(text));
}

const WORDS = /^(?:workdays|holidays|weekdays|weekends|days-off|(?:before|after)-holiday)$/i;

function datesGuess(text: string, line: (dates: string) => string): string | undefined {
  const dates = rangeGuess(text.replace('..', '到'));
  return dates === undefined ? undefined : line(dates);
}

/** `on: 2026-12-25`, beside a time of day. */
function activeLine(dates: string): string {
  const [from, until = from] = dates.split('..');
  return `active: { from: ${from}, until: ${until} }`;
}

/** `last-workday-of-month`, `每月最后一个工作日`, `15号`. */
function dayOfMonthGuess(text: string): string | undefined {
  const isOfMonth = /month|月|[号日]$|^\d{2}$/i.test(text);
  const meant = isOfMonth ? monthlyGuess(text) : undefined;
  return meant === undefined ? undefined : `monthly: ${meant}`;
}

/** `端午`, `母亲节`. */
function yearlyGuess(text: string): string | undefined {
  const named = parseNamedDay(text);
  const meant = named === undefined ? namedDayGuess(text) : named.kind === 'fault' ? undefined : text;
  return meant === undefined ? undefined : `yearly: ${meant}`;
}
