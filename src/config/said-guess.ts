import { dayGuess, onceGuess } from './date-guess.ts';
import { lunarMonthlyGuess } from './monthly-guess.ts';
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

/** Days alone: none for each. */
function daysGuess(text: string): readonly string[] | undefined {
  const plain = text
    .trim()
    .replace(/(?:的|在|\bat|[,:])\s*$/i, '')
    .trim();
  if (plain === '' || EVERY_DAY.test(plain)) return [];
  const negation = negationGuess(plain, 'on');
  if (negation) return negation;
  const days = dayWords(plain.replace(/^(?:on|every|each)\s+/i, ''));
  if (days !== undefined) return [`on: ${days}`];
  const lunar = lunarMonthlyGuess(plain);
  if (lunar !== undefined) return [`monthly: ${lunar}`];
  const monthly = /^每个?月|[号日]$|month$/i.test(plain) ? suggestionFor('monthly', vouched(plain)) : undefined;
  if (monthly !== undefined) return [`monthly: ${monthly}`];
  const named = parseNamedDay(plain);
  const yearly = dayGuess(plain) ?? suggestionFor('yearly', vouched(plain.replace(/^每年\s*的?/, '')));
  if (named !== undefined && named.kind !== 'fault') return [`yearly: ${plain}`];
  return yearly === undefined || /^\d{4}/.test(yearly) ? undefined : [`yearly: ${yearly}`];
}

/** `周一`, `每月1号`: with a time of day where they have none of their own. */
export function daysAloneGuess(text: string): readonly string[] | undefined {
  const lines = daysGuess(text);
  const hasTime = lines?.some((line) => /^(?:monthly|yearly):/.test(line)) === true;
  return lines && (hasTime ? lines : ['at: "09:00"', ...lines]);
}

function timesGuess(text: string): string | undefined {
  const plain = text.trim().replace(/^(?:的|在|at\b|@|,)\s*/i, '');
  if (/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(plain)) return `"${plain}"`;
  return suggestionFor('times', vouched(plain));
}
