import type { CronFault } from '../schedule/cron-faults.ts';
import { cronInWords } from '../schedule/cron-translated.ts';
import { parseLunarDate } from '../schedule/lunar/parse-lunar-date.ts';
import { dayGuess, onceGuess } from './date-guess.ts';
import { intervalGuess } from './interval-guess.ts';
import { lunarMonthlyGuess, quarterGuess } from './monthly-guess.ts';
import { EVERY_DAY, negationGuess } from './negation-guess.ts';
import { dayWords } from './on-guess.ts';
import { vouched } from './printable.ts';
import { parseNamedDay } from '../schedule/parse-named-day.ts';
import { suggestionFor } from './suggestion.ts';
import { isAfterMidnight } from './time-guess.ts';

/** When, as people say it in one: `每周一9点`, `every monday at 9am`, `每月1号 18:00`. As the lines that say so. */
export function saidGuess(text: string): readonly string[] | undefined {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[“”"']/g, '')
    .trim();
  if (plain.length > 100) return undefined;
  const once = onceGuess(plain);
  if (once !== undefined) return [`once: ${once}`];
  for (let end = 0; end < plain.length; end += 1) {
    const [days, time] = [plain.slice(0, end), plain.slice(end)];
    if (/\d$/.test(days) && /^\d/.test(time)) continue;
    const times = timesGuess(time);
    const lines = times === undefined ? undefined : daysGuess(days);
    if (times === undefined || lines === undefined) continue;
    // 周五晚上12点 is on Saturday.
    return lines.length > 0 && isAfterMidnight(time.trim()) ? undefined : [`at: ${times}`, ...lines];
  }
  return undefined;
}

/** What stands where a cron expression should, and is said in words: how to write it. */
export function saidFault(text: string): CronFault | undefined {
  const every = suggestionFor('every', vouched(text));
  const lines = saidGuess(text) ?? (every === undefined ? daysAloneGuess(text) : [`every: ${every}`]);
  return lines && lines.length > 0 && text.trim() !== '' ? cronInWords(text, lines) : undefined;
}

/** Days alone: none for each. */
function daysGuess(text: string): readonly string[] | undefined {
  const plain = text
    .trim()
    .replace(/(?:的|在|\bat|[,:])\s*$/i, '')
    .trim();
  if (plain === '' || EVERY_DAY.test(plain)) return [];
  const quarter = quarterGuess(plain);
  if (quarter) return quarter;
  const interval = intervalOnDays(plain);
  if (interval) return interval;
  const negation = negationGuess(plain, 'on');
  if (negation) return negation;
  const days = dayWords(plain.replace(/^(?:on|(?:every\s+|each\s+)?week(?:ly)?\s+on|every|each)\s+/i, ''));
  if (days !== undefined) return [`on: ${days}`];
  const lunar = lunarMonthlyGuess(plain);
  if (lunar !== undefined) return [`monthly: ${lunar}`];
  const ofMonth = plain.replace(/^(?:every\s+|each\s+)?month(?:ly)?\s+on\s+/i, 'on ');
  const isOfMonth = ofMonth !== plain || /^每个?月|[号日]$|month$/i.test(plain);
  const monthly = isOfMonth ? suggestionFor('monthly', vouched(ofMonth)) : undefined;
  if (monthly !== undefined) return [`monthly: ${monthly}`];
  const named = parseNamedDay(plain);
  const ofYear = plain.replace(/^(?:每年\s*的?|(?:every\s+|each\s+)?year(?:ly)?\s+on\s+)/i, '');
  if (/^[农阴]历/.test(ofYear) && parseLunarDate(ofYear).kind === 'lunar')
    return [`yearly: { lunar: ${ofYear.replace(/^[农阴]历/, '')} }`];
  const yearly = dayGuess(ofYear) ?? suggestionFor('yearly', vouched(ofYear));
  if (named !== undefined && named.kind !== 'fault') return [`yearly: ${plain}`];
  return yearly === undefined || /^\d{4}/.test(yearly) ? undefined : [`yearly: ${yearly}`];
}

/** `每两周周一`, `2 weeks on tuesday`: counted from a date. */
function intervalOnDays(text: string): readonly string[] | undefined {
  const [, every = '', day = ''] = /^(.*?(?:周|星期|weeks?))(?:\s+on\s+|[的,\s]*)(\S.*)$/i.exec(text) ?? [];
  const [interval, days] = [intervalGuess(every), dayWords(day)];
  const isOfWeeks = interval !== undefined && /^(?:[2-9]|\d\d) weeks$/.test(interval);
  return isOfWeeks && days !== undefined ? [`every: ${interval}`, `on: ${days}`, 'from: 2026-12-01'] : undefined;
}

/** `周一`, `每月1号`: with a time of day where they have none of their own. */
export function daysAloneGuess(text: string): readonly string[] | undefined {
  const lines = daysGuess(text);
  const hasTime = lines?.some((line) => /^(?:monthly|yearly|every):/.test(line)) === true;
  return lines && (hasTime ? lines : ['at: "09:00"', ...lines]);
}

function timesGuess(text: string): string | undefined {
  const plain = text.trim().replace(/^(?:的|在|at\b|@|,)\s*/i, '');
  if (/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(plain)) return `"${plain}"`;
  return suggestionFor('times', vouched(plain));
}
