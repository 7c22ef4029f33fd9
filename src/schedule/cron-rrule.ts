import { addDays, parseIsoDate, toIsoDate } from './civil.ts';
import type { CronFault } from './cron-faults.ts';
import { translated } from './cron-translated.ts';
import type { Words } from './fault.ts';
import { MONTH_NAMES, SHORT_DAY_NAMES } from './day-names.ts';

/** A rule of calendars (RFC 5545): `RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`. */
export function ofRrule(text: string): CronFault | undefined {
  const plain = text.replace(/^RRULE:/i, '').toUpperCase();
  if (!/^(?:[A-Z]+=[\w,+-]+;?)+$/.test(plain) || !plain.includes('FREQ=')) return undefined;
  const rule = new Map(plain.split(';').map((part) => part.split('=') as [string, string]));
  const lines = linesOf(rule);
  if (!lines) return undefined;
  const message = { zh: `“${text}”是日历软件的写法`, en: `"${text}" is how calendars write it` };
  const { lines: known, ...found } = translated(
    'cron-rrule',
    message,
    text,
    [...lines, ...endOf(rule)],
    countNote(rule),
  );
  // Without the note they would go on for ever.
  return rule.has('COUNT') || !known ? found : { ...found, lines: known };
}

type Rule = ReadonlyMap<string, string>;

function linesOf(rule: Rule): readonly string[] | undefined {
  const count = Number(rule.get('INTERVAL') ?? 1);
  const at = `at: "${two(rule.get('BYHOUR') ?? '9')}:${two(rule.get('BYMINUTE') ?? '0')}"`;
  const from = 'from: 2026-12-01';
  switch (rule.get('FREQ')) {
    case 'MINUTELY':
      return [`every: ${count}m`];
    case 'HOURLY':
      return [`every: ${count}h`];
    case 'DAILY':
      return count === 1 ? [at, ...onDays(rule)] : [`every: ${count} days`, from, at];
    case 'WEEKLY':
      return count === 1 ? [at, ...onDays(rule)] : [`every: ${count} weeks`, ...onDays(rule), from, at];
    case 'MONTHLY':
      return monthly(rule, count, at, from);
    case 'YEARLY':
      return count === 1 ? yearly(rule, at) : [`every: ${count} years`, from, at];
    case undefined:
    default:
      return undefined;
  }
}

function monthly(rule: Rule, count: number, at: string, from: string): readonly string[] | undefined {
  if (count > 1) return [`every: ${count} months`, from, at];
  const days = daysOfMonth(rule);
  const months = rule.get('BYMONTH');
  return (
    days && [
      `monthly: ${listed(days)}`,
      ...(months === undefined ? [] : [`months: [${months.replaceAll(',', ', ')}]`]),
      at,
    ]
  );
}

function yearly(rule: Rule, at: string): readonly string[] | undefined {
  const month = Number(rule.get('BYMONTH'));
  const name = MONTH_NAMES[month - 1];
  const date = rule.get('BYMONTHDAY');
  const [day, ...more] = daysOfMonth(rule) ?? [];
  if (name === undefined || day === undefined || more.length > 0) return undefined;
  const isDate = date !== undefined && /^\d+$/.test(date);
  return [
    isDate ? `yearly: ${two(String(month))}-${two(date)}` : `yearly: ${day === 'last' ? 'last day' : day} of ${name}`,
    at,
  ];
}

/** `15`, `-1` and `2FR`, as `monthly` has them. */
function daysOfMonth(rule: Rule): readonly string[] | undefined {
  const dates = rule.get('BYMONTHDAY')?.split(',') ?? [];
  const weekdays = rule.get('BYDAY')?.split(',') ?? [];
  const place = rule.get('BYSETPOS') ?? '';
  if (dates.length > 0 === weekdays.length > 0) return undefined;
  const days = [...dates.map(dateOf), ...weekdays.map((each) => nthOf(`${place}${each}`))];
  return days.includes(undefined) ? undefined : days.flatMap((each) => each ?? []);
}

function dateOf(text: string): string | undefined {
  if (text === '-1') return 'last';
  return /^\d{1,2}$/.test(text) ? text : undefined;
}

function nthOf(text: string): string | undefined {
  const [, nth = '', day = ''] = /^\+?(-1|[1-5])(SU|MO|TU|WE|TH|FR|SA)$/.exec(text) ?? [];
  const weekday = weekdayOf(day);
  if (weekday === undefined) return undefined;
  return `${nth === '-1' ? 'last' : ['1st', '2nd', '3rd', '4th', '5th'][Number(nth) - 1]} ${weekday}`;
}

function onDays(rule: Rule): readonly string[] {
  const days =
    rule
      .get('BYDAY')
      ?.split(',')
      .flatMap((day) => weekdayOf(day) ?? []) ?? [];
  return days.length === 0 ? [] : [`on: ${days.join() === 'mon,tue,wed,thu,fri' ? 'weekdays' : listed(days)}`];
}

function weekdayOf(text: string): string | undefined {
  return SHORT_DAY_NAMES.find((name) => name.slice(0, 2) === text.toLowerCase());
}

function endOf(rule: Rule): readonly string[] {
  const [, year, month, date, midnight] = /^(\d{4})(\d{2})(\d{2})(T000000)?/.exec(rule.get('UNTIL') ?? '') ?? [];
  const day = parseIsoDate(`${year}-${month}-${date}`);
  // What ends with the beginning of a day has none of it.
  return day === undefined ? [] : [`active: { until: ${toIsoDate(addDays(day, midnight === undefined ? 0 : -1))} }`];
}

/** How often in all is not said here, but until when is. */
function countNote(rule: Rule): Words {
  const count = rule.get('COUNT');
  if (count === undefined) return { zh: '', en: '' };
  return {
    zh: `；一共 ${count} 次不能这样写：把最后一次的日期写成 active: { until: 2026-12-31 }`,
    en: `; COUNT=${count} is not said here: give the date of the last one as active: { until: 2026-12-31 }`,
  };
}

function listed(items: readonly string[]): string {
  return items.length === 1 ? (items[0] ?? '') : `[${items.join(', ')}]`;
}

function two(text: string): string {
  return text.padStart(2, '0');
}
