import type { CronFault } from './cron-faults.ts';
import { translated } from './cron-translated.ts';
import { SHORT_DAY_NAMES as DAYS } from './day-names.ts';

/** What `OnCalendar=` of systemd takes: `Mon..Fri 09:00`, `*-*-1,15 09:00:00`, `*:0/15`, `daily`. */
export function ofSystemd(text: string): CronFault | undefined {
  // `@weekly` is cron's, on Sunday.
  const name = text.toLowerCase().replace(/^@(?=minutely|quarterly|semiannually)/, '');
  const lines = (Object.hasOwn(NAMED, name) ? NAMED[name] : undefined) ?? linesOf(text);
  const message = { zh: `“${text}”是 systemd 的写法`, en: `"${text}" is how systemd writes it` };
  return lines && translated('cron-systemd', message, text, lines);
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  minutely: ['every: 1m'],
  hourly: ['every: 1h'],
  daily: ['at: "00:00"'],
  weekly: ['at: "00:00"', 'on: mon'],
  monthly: ['monthly: 1', 'at: "00:00"'],
  quarterly: ['monthly: 1', 'months: [1, 4, 7, 10]', 'at: "00:00"'],
  semiannually: ['monthly: 1', 'months: [1, 7]', 'at: "00:00"'],
  yearly: ['yearly: 01-01', 'at: "00:00"'],
  annually: ['yearly: 01-01', 'at: "00:00"'],
};

const WEEKDAY = 'mon|tue|wed|thu|fri|sat|sun';
const SYSTEMD = new RegExp(
  [
    `^(?:(?<days>(?:${WEEKDAY})[a-z]*(?:(?:\\.\\.|-|,)(?:${WEEKDAY})[a-z]*)*),? ?)?`,
    String.raw`(?:(?<year>\*|\d{4})-(?<month>[\d*.,/]+)(?<end>[-~])(?<day>[\d*.,/]+)(?:[ T]|$))?`,
    String.raw`(?:(?<hour>[\d*.,/]+):(?<minute>[\d*.,/]+)(?::(?<second>\d{1,2}))?)?$`,
  ].join(''),
  'i',
);

function linesOf(text: string): readonly string[] | undefined {
  const parts = SYSTEMD.exec(text)?.groups;
  if (!parts) return undefined;
  const { days, year, hour = '0', minute = '0', second = '0' } = parts;
  const hasTime = parts['hour'] !== undefined;
  // Times and days alone are told as such.
  const isTimeAlone = days === undefined && !/[*/.,]/.test(hour + minute);
  if (year === undefined && (!hasTime || isTimeAlone || /,\d{1,2}:/.test(text))) return undefined;
  const on = days === undefined ? [] : daysOf(days);
  const isOneTime = [hour, minute].every((field) => /^\d{1,2}$/.test(field));
  const time = [hour, minute, ...(Number(second) === 0 ? [] : [second])].map((each) => each.padStart(2, '0')).join(':');
  const at = isOneTime ? `at: "${time}"` : undefined;
  return at === undefined ? inCron(parts, on, second) : onDates(parts, on, at, time);
}

type Parts = Readonly<Record<string, string | undefined>>;

/** With one time of day. */
function onDates(parts: Parts, on: readonly string[], at: string, time: string): readonly string[] | undefined {
  const { year = '*', end = '-' } = parts;
  const [month, day] = [numbers(parts['month'], 1, 12), numbers(parts['day'], 1, 31)];
  if (!month || !day) return undefined;
  const [first, dates] = [month[0], end === '~' ? day.map(fromEnd) : day.map(String)];
  const chosen = on.length === 0 ? [] : [`on: ${listed(on)}`];
  if (year !== '*') {
    const isOne = month.length === 1 && day.length === 1 && end === '-' && on.length === 0;
    return isOne ? [`once: ${year}-${two(first)}-${two(day[0])}T${time}`] : undefined;
  }
  if (day.length === 31 && month.length === 12) return [at, ...chosen];
  if (on.length > 0) return nthWeekday(on, day, month, at) ?? inCron(parts, on, '0');
  if (day.length === 1 && month.length === 1 && end === '-') return [`yearly: ${two(first)}-${two(day[0])}`, at];
  const months = month.length === 12 ? [] : [`months: [${month.join(', ')}]`];
  return day.length === 31 ? inCron(parts, on, '0') : [`monthly: ${listed(dates)}`, ...months, at];
}

/** `Sat *-*-1..7`: both hold of the first Saturday. */
function nthWeekday(
  on: readonly string[],
  day: readonly number[],
  month: readonly number[],
  at: string,
): readonly string[] | undefined {
  const [first = 0, last = 0] = [day[0], day.at(-1)];
  if (on.length > 1 || month.length < 12 || day.length !== 7 || last - first !== 6 || first % 7 !== 1) return undefined;
  return [`monthly: ${['1st', '2nd', '3rd', '4th'][(first - 1) / 7]} ${on[0]}`, at];
}

/** Of the last day, 1: `last`, of the one before it, `2nd last day`. */
function fromEnd(day: number): string {
  if (day === 1) return 'last';
  const suffix = day === 2 ? 'nd' : day === 3 ? 'rd' : 'th';
  return `${day}${suffix} last day`;
}

function inCron(parts: Parts, on: readonly string[], second: string): readonly string[] | undefined {
  const { year = '*', month = '*', day = '*', end, hour = '0', minute = '0' } = parts;
  if (year !== '*' || end === '~') return undefined;
  const fields = [field(minute, 0, 59), field(hour, 0, 23), field(day, 1, 31), field(month, 1, 12)];
  const seconds = Number(second) === 0 ? [] : [String(Number(second))];
  const isBoth = on.length > 0 && fields[2] !== '*';
  const cron = `cron: "${[...seconds, ...fields, on.length === 0 ? '*' : on.join(',')].join(' ')}"`;
  return isBoth ? [cron, 'dayMatch: both'] : [cron];
}

/** As cron has it. */
function field(text: string, min: number, max: number): string {
  return text
    .split(',')
    .map((part) => {
      const [, from = '', until, step] = /^(\d+|\*)(?:\.\.(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
      const [first, last] = [from === '*' ? min : Number(from), until === undefined ? max : Number(until)];
      if (step !== undefined) return first === min && last === max ? `*/${step}` : `${first}-${last}/${step}`;
      if (from === '*') return '*';
      return until === undefined ? String(first) : `${first}-${last}`;
    })
    .join(',');
}

/** All that a field of dates names; `undefined` where it says nothing. */
function numbers(text = '*', min: number, max: number): readonly number[] | undefined {
  const found = text.split(',').flatMap((part) => {
    const [all, from = '', until, step] = /^(\d+|\*)(?:\.\.(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (all === undefined) return [Number.NaN];
    const first = from === '*' ? min : Number(from);
    const isMany = from === '*' || step !== undefined;
    const last = until === undefined ? (isMany ? max : first) : Number(until);
    const by = Number(step ?? 1);
    return Array.from({ length: Math.max(0, Math.floor((last - first) / by) + 1) }, (_, index) => first + index * by);
  });
  const isRight = found.length > 0 && found.every((each) => each >= min && each <= max);
  return isRight ? [...new Set(found)].toSorted((a, b) => a - b) : undefined;
}

function two(number: number | undefined): string {
  return String(number).padStart(2, '0');
}

function listed(items: readonly string[]): string {
  if (items.join() === 'mon,tue,wed,thu,fri') return 'weekdays';
  return items.length === 1 ? (items[0] ?? '') : `[${items.join(', ')}]`;
}

/** `Mon..Wed,Fri`. */
function daysOf(text: string): readonly string[] {
  return text.split(',').flatMap((part) => {
    const [first = 0, last = first] = part
      .split(/\.\.|-/)
      .map((day) => DAYS.findIndex((each) => each === day.slice(0, 3).toLowerCase()));
    return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => DAYS[(first + index) % 7] ?? '');
  });
}
