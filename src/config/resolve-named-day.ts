import type { Calendar } from '../schedule/calendar/calendar.ts';
import { type Fault, fault } from '../schedule/fault.ts';
import { lunarYearly } from '../schedule/lunar-yearly.ts';
import { monthly } from '../schedule/monthly.ts';
import { type NamedDay, parseNamedDay } from '../schedule/parse-named-day.ts';
import type { DayRule } from '../schedule/pattern.ts';
import { sinceYear } from '../schedule/since-year.ts';
import { solarTermRule } from '../schedule/solar-term-day.ts';
import { reportFault } from './entry-fault.ts';
import type { Report } from './report.ts';
import { sun } from './sun.ts';
import type { Scalar } from './tree.ts';

interface NamedTrigger {
  readonly rule: DayRule;
  readonly rhythm: { readonly kind: 'named-yearly'; readonly named: NamedDay };
}

/** `yearly: 冬至`, `端午`, `2nd sunday of may`; `undefined` where it is none of them, `wrong` where that was reported. */
export function resolveNamedDay(
  scalar: Scalar,
  since: number | undefined,
  calendar: Calendar,
  report: Report,
): NamedTrigger | 'wrong' | undefined {
  const named = parseNamedDay(scalar.text ?? '');
  if (named === undefined) return undefined;
  if (named.kind === 'fault') {
    reportFault(scalar, named, report);
    return 'wrong';
  }
  if (isFifth(named)) reportFault(scalar, yearsWithoutFifth(), report, { severity: 'warning' });
  return { rule: ruleOf(named, since, calendar), rhythm: { kind: 'named-yearly', named } };
}

function isFifth(named: NamedDay): boolean {
  return named.kind === 'in-month' && named.day.kind === 'weekday' && named.day.nth === 5;
}

function yearsWithoutFifth(): Fault {
  return fault(
    'year-without-day',
    {
      zh: '那个月没有第五个这样的星期几的年份不会提醒',
      en: 'years in which that month has only four such weekdays are left out',
    },
    {
      zh: '想要每年最后一个就写 last，例如 last sunday of may',
      en: 'write last for the last one of every year: last sunday of may',
    },
  );
}

function ruleOf(named: NamedDay, since: number | undefined, { isWorkday }: Calendar): DayRule {
  // A lunar year is not the Gregorian one in which its last days fall.
  if (named.kind === 'festival') return lunarYearly(named.festival.date, since === undefined ? {} : { since });
  const rule =
    named.kind === 'solar-term'
      ? solarTermRule(named.term, sun)
      : monthly(named.day, { isWorkday, months: new Set([named.month]) });
  return since === undefined ? rule : sinceYear(rule, since);
}
