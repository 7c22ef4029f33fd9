import { anyOf } from '../schedule/any-of.ts';
import type { Calendar } from '../schedule/calendar/calendar.ts';
import { type Fault, fault } from '../schedule/fault.ts';
import { lunarMonthly } from '../schedule/lunar-monthly.ts';
import { monthly, type MonthlyOptions } from '../schedule/monthly.ts';
import { parseLunarDay } from '../schedule/parse-lunar-day.ts';
import { parseMonthlyDay } from '../schedule/parse-monthly-day.ts';
import type { DayRule } from '../schedule/pattern.ts';
import { shifted } from '../schedule/shift.ts';
import { pathsOfEach, reportFault, scalarAt } from './entry-fault.ts';
import { reportGuessed } from './report-guessed.ts';
import type { Report } from './report.ts';
import type { Rhythm } from './rhythm.ts';
import type { ReminderShape } from './shape.ts';
import { type Entry, entryOf, type Tree } from './tree.ts';

type MonthlyRhythm = Extract<Rhythm, { readonly kind: 'monthly' | 'lunar-monthly' }>;

interface MonthlyTrigger {
  readonly rule: DayRule;
  readonly text: string;
  readonly rhythm: WithoutTimes<MonthlyRhythm>;
}

type WithoutTimes<Each> = Each extends unknown ? Omit<Each, 'times'> : never;

interface Context {
  readonly calendar: Calendar;
  readonly report: Report;
}

/** `monthly`, with `short`, `months` and `shift`. */
export function resolveMonthly(shape: ReminderShape, entry: Entry, context: Context): MonthlyTrigger | undefined {
  const { monthly: written } = shape;
  if (typeof written === 'object' && 'lunar' in written) return resolveLunar(shape, entry, context);
  return resolveSolar(shape, entry, context);
}

function resolveSolar(
  shape: ReminderShape,
  { value }: Entry,
  { calendar, report }: Context,
): MonthlyTrigger | undefined {
  const { shift, short } = shape;
  const scalars = pathsOfEach(value, 'monthly').map((path) => scalarAt(value, path));
  const parsed = scalars.map((scalar) => {
    const read = parseMonthlyDay(scalar.text ?? '');
    if (read.kind === 'fault') reportGuessed('monthly', scalar, read, report, scalars.length > 1);
    else if (read.warning && !(read.day.kind === 'date' && short !== undefined))
      reportFault(scalar, read.warning, report, { severity: 'warning' });
    return read.kind === 'fault' ? undefined : read.day;
  });
  const days = parsed.filter((day) => day !== undefined);
  if (days.length < parsed.length) return undefined;
  const months = shape.months && [shape.months].flat();
  const options: MonthlyOptions = {
    isWorkday: calendar.isWorkday,
    ...(shift !== undefined && { shift }),
    ...(short !== undefined && { short }),
    ...(months && { months: new Set(months) }),
  };
  return {
    rule: anyOf(days.map((day) => monthly(day, options))),
    text: [scalars.map(({ text }) => text).join(', '), ...(months ? [`of ${months.join(', ')}`] : [])].join(' '),
    rhythm: {
      kind: 'monthly',
      days,
      ...(shift !== undefined && { shift }),
      ...(months && { months: months.toSorted((a, b) => a - b) }),
    },
  };
}

function resolveLunar(
  { short, shift }: ReminderShape,
  { value }: Entry,
  { calendar, report }: Context,
): MonthlyTrigger | undefined {
  const months = entryOf(value, 'months');
  if (months) report.error(months.keyPlace, 'keys-exclude', { key: 'months', other: 'monthly: { lunar }' });
  const group = entryOf(value, 'monthly')?.value;
  const parsed = pathsOfEach(group as Tree, 'lunar').map((path) => {
    const scalar = scalarAt(group as Tree, path);
    const read = parseLunarDay(scalar.text ?? '');
    if (read.kind === 'fault') reportFault(scalar, read, report);
    else if (read.day === 30 && short === undefined)
      reportFault(scalar, monthsWithoutThirtieth(), report, { severity: 'warning' });
    return read.kind === 'fault' ? undefined : read.day;
  });
  const days = parsed.filter((day) => day !== undefined);
  if (days.length < parsed.length) return undefined;
  const rule = anyOf(days.map((day) => lunarMonthly(day, short === undefined ? {} : { short })));
  return {
    rule: shift === undefined ? rule : shifted(rule, shift, calendar.isWorkday),
    text: `lunar ${days.map((day) => (day < 0 ? 'last' : day)).join(', ')}`,
    rhythm: { kind: 'lunar-monthly', days, ...(shift !== undefined && { shift }) },
  };
}

function monthsWithoutThirtieth(): Fault {
  return fault(
    'month-without-day',
    { zh: '没有三十的农历月份不会提醒', en: 'lunar months of 29 days are left out' },
    {
      zh: '想要每个农历月的最后一天就写 last；知道会跳过就加上 short: skip',
      en: 'write last for the last day of every lunar month; if leaving them out is meant, add short: skip',
    },
  );
}
