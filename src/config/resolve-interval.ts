import { type Fault, fault } from '../schedule/fault.ts';
import { checkRun, interval } from '../schedule/interval.ts';
import { type Interval, parseInterval } from '../schedule/parse-interval.ts';
import type { DayRule } from '../schedule/pattern.ts';
import { reportFault, scalarAt } from './entry-fault.ts';
import type { Report } from './report.ts';
import { dateAt } from './resolve-calendar.ts';
import type { Rhythm } from './rhythm.ts';
import type { ReminderShape } from './shape.ts';
import { type Entry, entryOf, shown } from './tree.ts';

interface IntervalTrigger {
  readonly rule: DayRule;
  readonly text: string;
  readonly rhythm: Omit<Extract<Rhythm, { readonly kind: 'interval' }>, 'times'>;
}

/** `every: 2 weeks`, in distinction to `every: 45m`, which is a grid within each day. */
export function intervalOf({ every }: Pick<ReminderShape, 'every'>): Interval | undefined {
  return parseInterval(every ?? '');
}

/** `every` of days and more, with `from` and `for`; `on` chooses among the days of a week. */
export function resolveInterval(
  every: Interval,
  shape: ReminderShape,
  { value }: Entry,
  report: Report,
): IntervalTrigger | undefined {
  const scalar = scalarAt(value, ['every']);
  const written = shown(scalar.place);
  const between = entryOf(value, 'between');
  if (between) report.error(between.keyPlace, 'keys-exclude', { key: 'between', other: `every: ${written}` });
  if (shape.from === undefined) {
    reportFault(scalar, withoutStart(written), report);
    return undefined;
  }
  const from = dateAt(value, ['from'], report);
  const run = resolveRun(every, shape, value, report);
  if (from === undefined || run === 'wrong') return undefined;
  const text = [
    `every ${shape.every}`,
    ...(shape.for === undefined ? [] : [`for ${shape.for}`]),
    `from ${shape.from}`,
  ].join(' ');
  return {
    rule: interval(every, { from, ...(run !== undefined && { days: run }), wholeWeeks: shape.on !== undefined }),
    text,
    rhythm: { kind: 'interval', every, from, ...(run !== undefined && { days: run }) },
  };
}

/** `for`, in days. */
function resolveRun(
  every: Interval,
  { for: written }: ReminderShape,
  tree: Entry['value'],
  report: Report,
): number | 'wrong' | undefined {
  const run = written === undefined ? undefined : parseInterval(written);
  if (written === undefined || !run) return undefined;
  const wrong = checkRun(every, run, written);
  if (!wrong) return run.count * (run.unit === 'week' ? 7 : 1);
  reportFault(scalarAt(tree, ['for']), wrong, report);
  return 'wrong';
}

function withoutStart(written: string): Fault {
  return fault(
    'interval-without-from',
    { zh: `every: ${written} 要从一个日子算起`, en: `every: ${written} has to count from a date` },
    { zh: '加上第一天，例如 from: 2026-12-01', en: 'add its first date, for example from: 2026-12-01' },
  );
}

/** Keys that only an interval of days and more has. */
export function checkGridKeys({ value }: Entry, report: Report): void {
  for (const key of ['from', 'for']) {
    const entry = entryOf(value, key);
    if (entry) report.fault(entry.keyPlace, onlyWithDates(key));
  }
}

function onlyWithDates(key: string): Fault {
  return fault(
    'only-with-dates',
    {
      zh: `“${key}”要和 every: 2 weeks 这样按天、周、月、年的间隔一起用`,
      en: `"${key}" goes with an every of days, weeks, months or years, such as 2 weeks`,
    },
    {
      zh: `删掉 ${key}；只想从某一天开始，就写 active: { from: 2026-12-01 }`,
      en: `delete ${key}; to begin on a date, write active: { from: 2026-12-01 }`,
    },
  );
}
