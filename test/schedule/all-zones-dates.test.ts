import * as fc from 'fast-check';
import { it } from 'vitest';
import { anyOf } from '../../src/schedule/any-of.ts';
import { addDays, type DayNumber } from '../../src/schedule/civil.ts';
import { interval } from '../../src/schedule/interval.ts';
import { type Interval, parseInterval } from '../../src/schedule/parse-interval.ts';
import { lunarMonthly } from '../../src/schedule/lunar-monthly.ts';
import { monthly } from '../../src/schedule/monthly.ts';
import { parseNamedDay } from '../../src/schedule/parse-named-day.ts';
import { solarTermRule } from '../../src/schedule/solar-term-day.ts';
import { sun } from '../../src/config/sun.ts';
import { SOLAR_TERMS, type SolarTerm } from '../../src/schedule/solar-terms.ts';
import { daySource } from '../../src/schedule/source.ts';
import {
  type Case,
  dateOn,
  daysNear,
  expectAgreement,
  onDays,
  seconds,
  timesNear,
  timeText,
  type Watch,
} from './zone-watch.ts';
import { lunarShownOn } from './lunar-oracle.ts';
import { degreesPast } from './sun-oracle.ts';

const DAYS_OF = { day: 1, week: 7 } as const;

/** Counts one by one from the first date, as a person with a wall calendar would. */
function startsUntil({ count, unit }: Interval, from: number, last: number): ReadonlySet<number> {
  const starts = new Set<number>();
  if (unit === 'day' || unit === 'week') {
    for (let day = from; day <= last; day += count * DAYS_OF[unit]) starts.add(day);
    return starts;
  }
  const first = Temporal.PlainDate.from(dateOn(from).toISOString().slice(0, 10));
  for (let passed = 0; ; passed += count) {
    const date = first.add(unit === 'month' ? { months: passed } : { years: passed });
    const day = Date.parse(date.toString()) / 86_400_000;
    if (day > last) return starts;
    starts.add(day);
  }
}

function mondayOf(day: number): number {
  return dateOn(day).getUTCDay() === 1 ? day : mondayOf(day - 1);
}

function anyInterval(watch: Watch): fc.Arbitrary<Case> {
  const unit = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const);
  // The first date lies so many whole intervals, and a little, before what is watched; or just after it.
  return fc
    .tuple(
      fc.integer({ min: 1, max: 9 }),
      unit,
      fc.integer({ min: -1, max: 12 }),
      daysNear(watch),
      timesNear(watch),
      fc.nat(3),
      fc.boolean(),
    )
    .map(([count, of, intervals, near, minutes, run, wholeWeeks]) => {
      const back = { day: 1, week: 7, month: 30.44, year: 365.25 }[of] * count * intervals;
      const from = addDays(near, -Math.round(back));
      const every = parseInterval(`${count} ${of}s`)!;
      const days = of === 'day' ? Math.min(run, count - 1) : run;
      const rule = interval(every, { from, ...(days > 0 && { days }), wholeWeeks: wholeWeeks && days === 0 });
      const starts = startsUntil(every, from, near + 10);
      const mondays = new Set([...starts].map(mondayOf));
      const isDay = (day: number): boolean => {
        if (day < from) return false;
        if (of === 'week' && wholeWeeks && days === 0) return mondays.has(mondayOf(day));
        return Array.from({ length: Math.max(1, days) }, (_, back) => starts.has(day - back)).some(Boolean);
      };
      return {
        text: `every: ${count} ${of}s, from: ${dateOn(from).toISOString().slice(0, 10)}, for: ${days}, at: ${minutes.map(timeText).join(', ')}`,
        sources: [daySource(rule, seconds(minutes))],
        definitions: [onDays(isDay, minutes)],
      };
    });
}

const MONTHS = ['jan', 'feb', 'march', 'april', 'may', 'june', 'july', 'aug', 'sep', 'october', 'november', 'dec'];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The nth such weekday of its month, or the last one, that a day near the watch is. */
function anyDayInMonth(watch: Watch): fc.Arbitrary<Case> {
  return fc.tuple(daysNear(watch), fc.boolean(), timesNear(watch)).map(([near, last, minutes]) => {
    const date = dateOn(near);
    const month = date.getUTCMonth();
    const nth = Math.ceil(date.getUTCDate() / 7);
    const isLast = last && dateOn(near + 7).getUTCMonth() !== month;
    const text = `${isLast ? 'last' : ORDINALS[nth]} ${WEEKDAYS[date.getUTCDay()]} of ${MONTHS[month]}`;
    const named = parseNamedDay(text);
    if (named?.kind !== 'in-month') throw new Error(text);
    const rule = monthly(named.day, { isWorkday: () => true, months: new Set([named.month]) });
    const isDay = (day: number): boolean =>
      dateOn(day).getUTCMonth() === month &&
      dateOn(day).getUTCDay() === date.getUTCDay() &&
      (isLast ? dateOn(day + 7).getUTCMonth() !== month : Math.ceil(dateOn(day).getUTCDate() / 7) === nth);
    return {
      text: `yearly: ${text}`,
      sources: [daySource(rule, seconds(minutes))],
      definitions: [onDays(isDay, minutes)],
    };
  });
}

const ORDINALS = ['', '1st', '2nd', 'third', '4th', 'fifth'];

/** The term that is nearest to what is watched. */
function anyTerm(watch: Watch): fc.Arbitrary<Case> {
  return fc.tuple(daysNear(watch), timesNear(watch)).map(([near, minutes]) => {
    const term = SOLAR_TERMS.toSorted((a, b) => distance(a, near) - distance(b, near))[0]!;
    const isDay = (day: number): boolean =>
      day >= Date.UTC(1950) / 86_400_000 &&
      degreesPast(term.longitude, day) <= 0 &&
      degreesPast(term.longitude, day + 1) > 0;
    return {
      text: `yearly: ${term.zh}`,
      sources: [daySource(solarTermRule(term, sun), seconds(minutes))],
      definitions: [onDays(isDay, minutes)],
    };
  });
}

function distance({ longitude }: SolarTerm, day: number): number {
  return Math.abs(degreesPast(longitude, day));
}

it('a weekday counted in its month of each year, in every zone', () => {
  expectAgreement(anyDayInMonth);
});

it('a solar term, in every zone', () => {
  expectAgreement(anyTerm);
});

/** Two days of each lunar month, one of them near the watch. */
function anyLunarDays(watch: Watch): fc.Arbitrary<Case> {
  const short = fc.constantFrom('last' as const, 'skip' as const);
  return fc
    .tuple(daysNear(watch), fc.integer({ min: 1, max: 30 }), short, timesNear(watch))
    .map(([near, other, orLast, minutes]) => {
      const days = [lunarShownOn(near).dayOfMonth, other];
      const rule = anyOf(days.map((day) => lunarMonthly(day, { short: orLast })));
      const isDay = (day: DayNumber): boolean => {
        const { dayOfMonth } = lunarShownOn(day);
        const isLast = dayOfMonth === 29 && lunarShownOn(addDays(day, 1)).dayOfMonth === 1;
        return days.includes(dayOfMonth) || (orLast === 'last' && isLast && days.includes(30));
      };
      return {
        text: `monthly: { lunar: [${days.join(', ')}] }, short: ${orLast}`,
        sources: [daySource(rule, seconds(minutes))],
        definitions: [onDays(isDay, minutes)],
      };
    });
}

it('days of the lunar month, in every zone', () => {
  expectAgreement(anyLunarDays);
});

it('an interval of days, weeks, months or years is what a person counts on a calendar, in every zone', () => {
  expectAgreement(anyInterval);
});
