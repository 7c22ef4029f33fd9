import { parseCron } from '../schedule/cron.ts';
import { dialectFault } from '../schedule/cron-dialects.ts';
import { parseDayOfWeek } from '../schedule/filter.ts';
import { parseNamedDay } from '../schedule/parse-named-day.ts';
import { dayGuess, rangeGuess } from './date-guess.ts';
import { monthlyGuess, quarterGuess } from './monthly-guess.ts';
import { namedDayGuess } from './named-day-guess.ts';
import { negationGuess } from './negation-guess.ts';
import { dayWords } from './on-guess.ts';
import { withDigits } from './plain-words.ts';
import { type Printable, vouched } from './printable.ts';
import { daysAloneGuess, saidGuess } from './said-guess.ts';
import { suggestionFor } from './suggestion.ts';

/**
 * What cannot stand under this key, but means something under others: as the whole lines that say so.
 *
 * @param beside the keys beside it
 */
export function elsewhereGuess(
  key: string | undefined,
  text: Printable,
  beside: readonly string[] = [],
): readonly Printable[] | undefined {
  const guess = key !== undefined && Object.hasOwn(GUESSES, key) ? GUESSES[key] : undefined;
  const lines = text.length > 100 ? undefined : guess?.(text.normalize('NFKC').trim());
  // What stands there already is not to be written twice.
  const isThere = (line: string): boolean =>
    ['at', 'every', 'from'].some((each) => key !== each && line.startsWith(`${each}: `) && beside.includes(each));
  return lines?.filter((line) => !isThere(line)).map(vouched);
}

type Lines = readonly string[] | undefined;

const GUESSES: Readonly<Record<string, (text: string) => Lines>> = {
  on: (text) =>
    (MAKE_UP.test(text) ? ['on: workdays', 'unless: weekdays'] : undefined) ??
    negationGuess(text, 'on') ??
    datesGuess(text, activeLine) ??
    quarterGuess(text) ??
    dayOfMonthGuess(text) ??
    yearlyGuess(text) ??
    aheadOfNamedDay(text) ??
    shiftGuess(text) ??
    otherWeekGuess(text) ??
    monthDay(text) ??
    withDays(saidGuess(text)),
  unless: (text) => negationGuess(text, 'unless') ?? datesGuess(text, (dates) => `skip: ${dates}`),
  skip: (text) => negationGuess(text, 'unless') ?? dayLine(text, 'unless'),
  active: (text) => ((suggestionFor('boolean', vouched(text)) ?? text) === 'false' ? ['paused: true'] : undefined),
  every: (text) => cronGuess(text) ?? shiftGuess(text) ?? otherWeekGuess(text) ?? saidGuess(text) ?? daysAlone(text),
  at: (text) => withDays(saidGuess(text)),
  yearly: aheadOfNamedDay,
};

/** Days that are worked in exchange for a holiday. */
const MAKE_UP = /^(?:调休|补班|调休上班|补班日|调休上班日)$/;

/** What says no more than a time of day stands where it should. */
function withDays(lines: Lines): Lines {
  return lines?.length === 1 && lines[0]?.startsWith('at: ') === true ? undefined : lines;
}

function daysAlone(text: string): Lines {
  return suggestionFor('every', vouched(text)) === undefined ? daysAloneGuess(text) : undefined;
}

/** `every: "0 9 * * *"`, `every: "@daily"`, `every: rate(5 minutes)`. */
function cronGuess(text: string): Lines {
  if (parseCron(text).kind === 'cron') return [`cron: "${text}"`];
  // `weekly` alone is on no day.
  return /^[a-z]+$/i.test(text) ? undefined : dialectFault(text)?.lines;
}

/** `隔周三`, `双周周三`, `every other wednesday`. Which of the weeks, `from` has to say. */
function otherWeekGuess(text: string): Lines {
  const [, chinese, english] =
    /^(?:每?(?:隔|[单双]数?周的?)((?:周|星期|礼拜).)|(?:every )?other (\S+))$/i.exec(text) ?? [];
  const day = dayWords(chinese ?? english ?? '');
  if (day === undefined || parseDayOfWeek(day) === undefined) return oddWeekGuess(text);
  return ['every: 2 weeks', `on: ${day}`, `from: ${firstDate(text)}`];
}

/** `做四休二`, `上2天休2天`: so many days in a row, then as many without. */
function shiftGuess(text: string): Lines {
  const [, on, off] = /^(?:做|上|干|工作)班?(\d{1,2})天?[,、]?(?:休息?|歇)(\d{1,2})天?$/.exec(withDigits(text)) ?? [];
  if (on === undefined || Number(on) === 0 || Number(off) === 0) return undefined;
  return [`every: ${Number(on) + Number(off)} days`, `for: ${Number(on)} days`, 'from: 2026-12-01'];
}

/** `odd-weeks`, `单周`. */
function oddWeekGuess(text: string): Lines {
  const isOdd = /^(?:(?:odd|even)(?:[-_ ]?weeks?)?|每?[单双]数?周)$/i.test(text);
  return isOdd ? ['every: 2 weeks', `from: ${firstDate(text)}`] : undefined;
}

/** The Monday of a week whose number is odd, or even. */
function firstDate(text: string): string {
  return /双|even/i.test(text) ? '2026-12-07' : '2026-11-30';
}

function dayLine(text: string, key: 'on' | 'unless'): Lines {
  const meant = dayWords(text);
  return meant === undefined ? undefined : [`${key}: ${meant}`];
}

function datesGuess(text: string, line: (dates: string) => string): Lines {
  const dates = rangeGuess(text.replace('..', '到'));
  return dates === undefined ? undefined : [line(dates)];
}

/** `on: 2026-12-25`, beside a time of day. */
function activeLine(dates: string): string {
  const [from, until = from] = dates.split('..');
  return `active: { from: ${from}, until: ${until} }`;
}

/** `last-workday-of-month`, `每月最后一个工作日`, `15号`. */
function dayOfMonthGuess(text: string): Lines {
  const isOfMonth = /month|月|[号日]$|^\d{2}$|^(?:last|first|second|third|fourth|[1-5](?:st|nd|rd|th))\s/i.test(text);
  const meant = isOfMonth ? monthlyGuess(text) : undefined;
  return meant === undefined ? undefined : [`monthly: ${meant}`];
}

/** `12-25`; `1-5` is Monday to Friday. */
function monthDay(text: string): Lines {
  const isDate = /^\d{2}-\d{2}$/.test(text) && dayGuess(text) !== undefined;
  return isDate ? [`yearly: ${text}`] : undefined;
}

/** `春节前一天`, `中秋前3天`. */
function aheadOfNamedDay(text: string): Lines {
  const [, day = '', days] = /^(.+?)的?前(?:(\d{1,3})[天日]|夕)$/.exec(withDigits(text)) ?? [];
  const lines = yearlyGuess(day);
  return lines && [...lines, `advance: ${days ?? 1}d`];
}

/** `端午`, `母亲节`. */
function yearlyGuess(text: string): Lines {
  const named = parseNamedDay(text);
  const meant = named === undefined ? namedDayGuess(text) : named.kind === 'fault' ? undefined : text;
  return meant === undefined ? undefined : [`yearly: ${meant}`];
}
