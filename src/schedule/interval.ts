import { addDays, type DayNumber, monthLength, toCivilDate, toDayNumber, weekday } from './civil.ts';
import { type Fault, fault } from './fault.ts';
import { noSuchDayNote } from './note.ts';
import { fewestDays, type Interval } from './parse-interval.ts';
import type { DayFacts, DayRule } from './pattern.ts';

export interface IntervalOptions {
  /** The first date: there is none before it. */
  readonly from: DayNumber;
  /** `for`: so many days in a row, beginning with each date. Default 1. Fewer than the interval has. */
  readonly days?: number;
  /** Of weeks without `days`: every day of such a week, Monday to Sunday, for a filter to choose from. Default false. */
  readonly wholeWeeks?: boolean;
}

/**
 * Dates at an interval of days, weeks, months or years. Months and years keep the day of the month of the first date,
 * or the last day of a month that has no such day.
 */
export function interval(every: Interval, { from, days = 1, wholeWeeks = false }: IntervalOptions): DayRule {
  const starts = startsOf(every, from);
  const next = (asked: DayNumber): DayNumber => {
    const start = starts(addDays(asked, 1 - days));
    return start < asked ? asked : start;
  };
  return {
    next: wholeWeeks && every.unit === 'week' && days === 1 ? weeksOf(every.count, from) : next,
    facts: (day) => factsOf(day, every, from, days),
  };
}

/** `for` must leave days out, or there is nothing that it says. */
export function checkRun(every: Interval, run: Interval, written: string): Fault | undefined {
  const days = fewestDays(run);
  if ((run.unit === 'day' || run.unit === 'week') && days < fewestDays(every)) return undefined;
  return fault(
    'run-too-long',
    { zh: `for: ${written} 不比 every 的间隔短`, en: `for: ${written} is no shorter than the interval of every` },
    {
      zh: '写得短一些，例如 every: 6 days 和 for: 4 days；要每天都有就写 every: 1 day',
      en: 'write fewer days, for example every: 6 days with for: 4 days; for every day write every: 1 day',
    },
  );
}

/** The first date of the interval at or after a day. */
type Starts = (asked: DayNumber) => DayNumber;

function startsOf({ count, unit }: Interval, from: DayNumber): Starts {
  if (unit === 'day' || unit === 'week') {
    const step = count * (unit === 'week' ? 7 : 1);
    return (asked) => addDays(from, Math.max(0, Math.ceil((asked - from) / step)) * step);
  }
  const step = count * (unit === 'year' ? 12 : 1);
  const first = monthOf(from);
  const { day } = toCivilDate(from);
  return (asked) => {
    const passed = Math.max(0, Math.floor((monthOf(asked) - first) / step));
    const found = dayIn(first + passed * step, day);
    return found < asked ? dayIn(first + (passed + 1) * step, day) : found;
  };
}

/** Every day of each week that counts, from the first date on. */
function weeksOf(count: number, from: DayNumber): Starts {
  const monday = mondayOf(from);
  return (asked) => {
    if (asked <= from) return from;
    const weeks = Math.floor((asked - monday) / 7);
    return weeks % count === 0 ? asked : addDays(monday, Math.ceil(weeks / count) * count * 7);
  };
}

function mondayOf(day: DayNumber): DayNumber {
  return addDays(day, -((weekday(day) + 6) % 7));
}

/** Months since year 0. */
function monthOf(day: DayNumber): number {
  const { year, month } = toCivilDate(day);
  return year * 12 + month - 1;
}

function dayIn(month: number, day: number): DayNumber {
  const [year, monthOfYear] = [Math.floor(month / 12), (month % 12) + 1];
  return toDayNumber(year, monthOfYear, Math.min(day, monthLength(year, monthOfYear)));
}

function factsOf(asked: DayNumber, { unit }: Interval, from: DayNumber, days: number): DayFacts {
  const daysSince = asked - from;
  const { day: written } = toCivilDate(from);
  const { month, day } = toCivilDate(asked);
  const isClamped = (unit === 'month' || unit === 'year') && days === 1 && day < written;
  return { daysSince, ...(isClamped ? { note: noSuchDayNote(month, written, day) } : {}) };
}
