import { parse, type ParsedFields } from 'node-cron';

/** Whether a wall time (epoch ms of its numbers in UTC) is named by an expression: field by field, by definition. */
export function matcher(expression: string, dayMatch: 'both' | 'either' = 'both'): (wall: number) => boolean {
  const fields = parseFields(expression);
  const isDay = dayMatcher(fields, dayMatch);
  return (wall) => {
    const date = new Date(wall);
    return (
      fields.second.includes(date.getUTCSeconds()) &&
      fields.minute.includes(date.getUTCMinutes()) &&
      fields.hour.includes(date.getUTCHours()) &&
      fields.month.includes(date.getUTCMonth() + 1) &&
      isDay(date)
    );
  };
}

/** Whether a day is named, whatever the time. */
export function dateMatcher(expression: string, dayMatch: 'both' | 'either' = 'both'): (day: Date) => boolean {
  const fields = parseFields(expression);
  const isDay = dayMatcher(fields, dayMatch);
  return (day) => fields.month.includes(day.getUTCMonth() + 1) && isDay(day);
}

/** node-cron refuses a day that its month does not have, whatever the weekdays: it reads the month by itself. */
function parseFields(expression: string): ParsedFields {
  const texts = expression.trim().split(/ +/);
  const place = texts.length - 2;
  return { ...parse(texts.with(place, '*').join(' ')), month: parse(`* * * ${texts[place]} *`).month };
}

function dayMatcher(fields: ParsedFields, dayMatch: 'both' | 'either'): (day: Date) => boolean {
  const restricted =
    new Set(fields.dayOfMonth.filter(Number.isInteger)).size < 31 &&
    new Set(fields.dayOfWeek.filter(Number.isInteger)).size < 7;
  const either = dayMatch === 'either' && restricted;
  return (day) => {
    const byDate = fields.dayOfMonth.some((term) => isDayOfMonth(term, day));
    const byWeekday = fields.dayOfWeek.some((term) => isDayOfWeek(term, day));
    return either ? byDate || byWeekday : byDate && byWeekday;
  };
}

function isDayOfMonth(term: number | string, date: Date): boolean {
  const day = date.getUTCDate();
  if (typeof term === 'number') return day === term;
  const last = lastOfMonth(date);
  if (term === 'L') return day === last;
  if (term.startsWith('L-')) return day === last - Number(term.slice(2));
  const wanted = term === 'LW' ? last : Number.parseInt(term, 10);
  return wanted <= last && day === nearestWeekday(date, wanted, last);
}

function isDayOfWeek(term: number | string, date: Date): boolean {
  if (typeof term === 'number') return date.getUTCDay() === term;
  if (date.getUTCDay() !== Number.parseInt(term, 10)) return false;
  if (term.endsWith('L')) return date.getUTCDate() + 7 > lastOfMonth(date);
  return Math.ceil(date.getUTCDate() / 7) === Number(term.slice(2));
}

/** The nearest Monday to Friday of the same month: looks at ever farther days. Two are never equally near. */
function nearestWeekday(date: Date, wanted: number, last: number): number {
  const candidates = [0, -1, 1, -2, 2].map((distance) => wanted + distance);
  return candidates.find((day) => {
    const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
    return day >= 1 && day <= last && weekday >= 1 && weekday <= 5;
  })!;
}

function lastOfMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
