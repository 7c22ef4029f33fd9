import type { Stretch } from '../../config/config.ts';
import { expressionsOf, type Rhythm } from '../../config/rhythm.ts';
import { weekday as civilWeekday } from '../../schedule/civil.ts';
import { parseDayOfWeek } from '../../schedule/filter.ts';
import type { MonthlyDay } from '../../schedule/parse-monthly-day.ts';
import type { Shift } from '../../schedule/shift.ts';
import type { NamedDay } from '../../schedule/parse-named-day.ts';
import { DURATION_PARTS } from './duration-parts.ts';
import { intervalEn } from './interval-en.ts';

/** `on workdays at 08:50`, `monthly on the 15th at 10:00, or the workday before` */
export function rhythmEn(rhythm: Rhythm, on: readonly string[]): string {
  switch (rhythm.kind) {
    case 'at':
      return `${on.length === 0 ? 'every day' : daysOf(on)} ${timesOf(rhythm)}`;
    case 'every': {
      const between = rhythm.between === undefined ? '' : `, ${rhythm.between.replace('-', '–')}`;
      return `${interval(rhythm.interval)}${between}${only(on)}`;
    }
    case 'interval':
      return intervalEn(
        rhythm,
        weekday(civilWeekday(rhythm.from)) ?? '',
        on.length === 0 ? '' : daysOf(on).replace('every', 'on'),
      );
    case 'cron':
      return `${expressionsOf(rhythm).join('; ')}${only(on)}`;
    case 'monthly':
      return `${monthsOf(rhythm)}on the ${listed(rhythm.days.map(monthlyDay))}${orLast(rhythm)} ${timesOf(rhythm)}${SHIFTS[rhythm.shift ?? 'none']}${only(on)}`;
    case 'lunar-monthly':
      return `every lunar month on the ${listed(rhythm.days.map(lunarDay))} ${timesOf(rhythm)}${SHIFTS[rhythm.shift ?? 'none']}${only(on)}`;
    case 'yearly':
      return `every year on ${rhythm.date.day} ${MONTHS[rhythm.date.month - 1]} ${timesOf(rhythm)}${only(on)}`;
    case 'lunar-yearly': {
      const { date } = rhythm;
      const day =
        date.kind === 'new-years-eve'
          ? 'lunar New Year’s Eve'
          : `lunar ${date.leap ? 'leap ' : ''}${date.month}-${date.day}`;
      return `every year on ${day} ${timesOf(rhythm)}${only(on)}`;
    }
    case 'named-yearly':
      return `every year on ${namedDay(rhythm.named)} ${timesOf(rhythm)}${only(on)}`;
    case 'countdown':
      return `countdown to ${rhythm.until.replace('T', ' ')}, ${on.length === 0 ? 'every day' : daysOf(on)} ${timesOf(rhythm)}`;
    case 'anniversaries':
      return `on work anniversaries ${timesOf(rhythm)}${only(on)}`;
    case 'birthdays':
      return `on birthdays ${timesOf(rhythm)}${only(on)}`;
    case 'once':
      return `${onceOf(rhythm)}${only(on)}`;
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const GROUPS: ReadonlyMap<string, string> = new Map([
  ['workdays', 'workdays'],
  ['holidays', 'holidays'],
  ['days-off', 'days off'],
  ['before-holiday', 'the day before a holiday'],
  ['after-holiday', 'the first workday after a holiday'],
  ['last-workday-of-week', 'the last workday of the week'],
  ['last-workday-before-holiday', 'the last workday before a holiday'],
  ['weekdays', 'Monday to Friday'],
  ['weekends', 'weekends'],
]);

/** `, except on holidays` */
export function unlessEn(unless: readonly string[]): string {
  return unless.length === 0 ? '' : `, except ${daysOf(unless).replace('every', 'on')}`;
}

/** `, from 05-01 to 09-30 each year` */
export function stretchEn({ from, until }: Stretch): string {
  if (from === undefined) return until === undefined ? '' : `, until ${until}`;
  if (until === undefined) return `, from ${from}`;
  return `, from ${from} to ${until}${from.length < 6 ? ' each year' : ''}`;
}

function daysOf(on: readonly string[]): string {
  const names = on.map((each) => GROUPS.get(each) ?? weekday(parseDayOfWeek(each)) ?? each);
  return `${names.every((name) => WEEKDAYS.includes(name)) ? 'every' : 'on'} ${names.join(', ')}`;
}

function weekday(day: number | undefined): string | undefined {
  return day === undefined ? undefined : WEEKDAYS[day];
}

function only(on: readonly string[]): string {
  return on.length === 0 ? '' : `, ${daysOf(on).replace('every', 'on')}`;
}

/** `in Jan, Apr, Jul, Oct ` */
function monthsOf({ months }: { readonly months?: readonly number[] }): string {
  return months === undefined ? 'monthly ' : `in ${months.map((month) => MONTHS[month - 1]).join(', ')} `;
}

/** Where a month is shorter. */
function orLast({ days, short }: Extract<Rhythm, { readonly kind: 'monthly' }>): string {
  const isLong = days.some((each) => each.kind === 'date' && each.day > 28);
  return short === 'last' && isLong ? ' or the last day' : '';
}

function lunarDay(day: number): string {
  return day < 0 ? 'last day' : ordinal(day);
}

/** `1st and 15th` */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function onceOf({ times }: { readonly times: readonly string[] }): string {
  const [first = ''] = times;
  const begin = first.replace('T', ' ');
  return times.length === 1 ? `once, ${begin}` : `${times.length} times, first ${begin}`;
}

function timesOf({ times }: { readonly times: readonly string[] }): string {
  return `at ${times.join(', ')}`;
}

const UNITS = { s: 's', m: 'min', h: 'h', d: 'd' };

function interval(text: string): string {
  const span = text
    .trim()
    .replaceAll(DURATION_PARTS, (_, number: string, unit: keyof typeof UNITS) => `${number} ${UNITS[unit]} `)
    .trim();
  const [, alone] = /^1 (s|min|h|d)$/.exec(span) ?? [];
  return `every ${alone === undefined ? span : ALONE[alone]}`;
}

const ALONE: Readonly<Record<string, string>> = { s: 'second', min: 'minute', h: 'hour', d: 'day' };

/** What follows when a day is moved to a workday. */
export function shiftEn(shift: Shift): string {
  return SHIFTS[shift];
}

const SHIFTS = {
  none: '',
  'previous-workday': ', or the workday before',
  'next-workday': ', or the workday after',
  skip: ', not on days off',
};

function namedDay(named: NamedDay): string {
  switch (named.kind) {
    case 'solar-term':
      return `${named.term.en} (${named.term.zh})`;
    case 'festival':
      return `${named.festival.en} (${named.festival.zh})`;
    case 'in-month':
      return `the ${monthlyDay(named.day)} of ${MONTHS[named.month - 1]}`;
  }
}

function monthlyDay(day: MonthlyDay): string {
  switch (day.kind) {
    case 'date':
      return day.day < 0 ? `${ordinal(day.day)} day` : ordinal(day.day);
    case 'workday':
      return `${ordinal(day.nth)} workday`;
    case 'weekday':
      return `${ordinal(day.nth)} ${WEEKDAYS[day.weekday]}`;
  }
}

/** `2nd`, `last`, `3rd last` */
function ordinal(nth: number): string {
  if (nth < 0) return nth === -1 ? 'last' : `${ordinal(-nth)} last`;
  const isTeen = nth > 10 && nth < 14;
  return `${nth}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][nth % 10] ?? 'th')}`;
}
