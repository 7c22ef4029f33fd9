import { anyOf } from '../schedule/any-of.ts';
import { type Birthday, birthdayRule } from '../schedule/birthday.ts';
import type { Calendar } from '../schedule/calendar/calendar.ts';
import { countdown, parseCountdown } from '../schedule/countdown.ts';
import { parseCron } from '../schedule/cron.ts';
import { daily } from '../schedule/daily.ts';
import { parseDuration } from '../schedule/duration.ts';
import { every, parseEvery } from '../schedule/every.ts';
import type { DayPredicate } from '../schedule/filter.ts';
import { interval } from '../schedule/interval.ts';
import { lunarMonthly } from '../schedule/lunar-monthly.ts';
import { lunarYearly } from '../schedule/lunar-yearly.ts';
import { monthly } from '../schedule/monthly.ts';
import { once, parseOnce } from '../schedule/once.ts';
import type { DayRule } from '../schedule/pattern.ts';
import { shifted } from '../schedule/shift.ts';
import { sinceYear } from '../schedule/since-year.ts';
import { solarTermRule } from '../schedule/solar-term-day.ts';
import { daySource, type Source } from '../schedule/source.ts';
import { parseWallTime } from '../schedule/wall-time.ts';
import { yearly } from '../schedule/yearly.ts';
import type { Person } from './config.ts';
import { DAYS_OF_PEOPLE, type KeyOfPeople } from './days-of-people.ts';
import { type DayRhythm, expressionsOf, type Rhythm } from './rhythm.ts';
import { sun } from './sun.ts';

/** What a trigger fires by: one source, or one for each expression or birthday. */
export function sourcesOf(
  rhythm: Rhythm,
  { isWorkday }: Calendar,
  people: ReadonlyMap<string, Person>,
): readonly Source[] {
  switch (rhythm.kind) {
    case 'at':
      return [{ pattern: daily(secondsOf(rhythm.times)) }];
    case 'cron':
      return expressionsOf(rhythm).flatMap((expression) => cronSource(expression, rhythm));
    case 'every': {
      const grid = parseEvery(parseDuration(rhythm.interval) ?? 0, rhythm.between);
      return grid.kind === 'grid' ? [{ pattern: every(grid) }] : [];
    }
    case 'once': {
      const read = rhythm.times.map(parseOnce);
      return [{ pattern: once(...read.flatMap((each) => (each.kind === 'once' ? [each.wall] : []))) }];
    }
    case 'countdown': {
      const read = parseCountdown(rhythm.until);
      return read.kind === 'countdown' ? [countdown(read.event, secondsOf(rhythm.times))] : [];
    }
    case 'birthdays':
    case 'anniversaries': {
      const seconds = secondsOf(rhythm.times);
      return daysOfPeople(rhythm, people).map(([id, day]) => daySource(birthdayRule(day), seconds, id));
    }
    case 'interval':
    case 'monthly':
    case 'lunar-monthly':
    case 'yearly':
    case 'lunar-yearly':
    case 'named-yearly':
      return [daySource(dayRuleOf(rhythm, isWorkday), secondsOf(rhythm.times))];
  }
}

function secondsOf(times: readonly string[]): readonly number[] {
  return times.map(parseWallTime).filter((second) => second !== undefined);
}

function cronSource(expression: string, { dayMatch }: Pick<RhythmOf<'cron'>, 'dayMatch'>): readonly Source[] {
  const parsed = parseCron(expression, { dayMatch });
  return parsed.kind === 'cron' ? [{ pattern: parsed.pattern }] : [];
}

type RhythmOf<Kind> = Extract<Rhythm, { readonly kind: Kind }>;

function dayRuleOf(rhythm: Exclude<DayRhythm, { readonly kind: KeyOfPeople }>, isWorkday: DayPredicate): DayRule {
  switch (rhythm.kind) {
    case 'interval':
      return interval(rhythm.every, rhythm);
    case 'monthly': {
      const { days, months, shift, short } = rhythm;
      const options = {
        isWorkday,
        ...(shift && { shift }),
        ...(short && { short }),
        ...(months && { months: new Set(months) }),
      };
      return anyOf(days.map((day) => monthly(day, options)));
    }
    case 'lunar-monthly': {
      const rule = anyOf(rhythm.days.map((day) => lunarMonthly(day, rhythm)));
      return rhythm.shift ? shifted(rule, rhythm.shift, isWorkday) : rule;
    }
    case 'yearly':
      return yearly(rhythm.date, rhythm.options);
    case 'lunar-yearly':
      return lunarYearly(rhythm.date, rhythm.options);
    case 'named-yearly':
      return namedDayRule(rhythm, isWorkday);
  }
}

function namedDayRule(
  { named, since }: Extract<DayRhythm, { readonly kind: 'named-yearly' }>,
  isWorkday: DayPredicate,
): DayRule {
  // A lunar year is not the Gregorian one in which its last days fall.
  if (named.kind === 'festival') return lunarYearly(named.festival.date, since === undefined ? {} : { since });
  const rule =
    named.kind === 'solar-term'
      ? solarTermRule(named.term, sun)
      : monthly(named.day, { isWorkday, months: new Set([named.month]) });
  return since === undefined ? rule : sinceYear(rule, since);
}

/** Of those who have one. */
function daysOfPeople(
  { kind, people: ids }: RhythmOf<KeyOfPeople>,
  people: ReadonlyMap<string, Person>,
): readonly (readonly [id: string, day: Birthday])[] {
  return Array.from(ids ?? people.keys()).flatMap((id) => {
    const day = people.get(id)?.[DAYS_OF_PEOPLE[kind]]?.day;
    return day ? [[id, day] as const] : [];
  });
}
