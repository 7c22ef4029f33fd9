import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthdayRule, parseBirthday } from '../../src/schedule/birthday.ts';
import type { WrittenBirthday } from '../../src/schedule/birthday.ts';
import { addDays } from '../../src/schedule/civil.ts';
import type { DayNumber } from '../../src/schedule/civil.ts';
import { parseCron } from '../../src/schedule/cron.ts';
import { daily } from '../../src/schedule/daily.ts';
import { every, parseEvery } from '../../src/schedule/every.ts';
import { MINUTE } from '../../src/schedule/instant.ts';
import type { LunarDay } from '../../src/schedule/lunar/parse-lunar-date.ts';
import { parseLunarDate } from '../../src/schedule/lunar/parse-lunar-date.ts';
import { lunarYearly } from '../../src/schedule/lunar-yearly.ts';
import type { LunarYearlyOptions } from '../../src/schedule/lunar-yearly.ts';
import { monthly } from '../../src/schedule/monthly.ts';
import { once, parseOnce } from '../../src/schedule/once.ts';
import { parseMonthlyDay } from '../../src/schedule/parse-monthly-day.ts';
import { daySource } from '../../src/schedule/source.ts';
import { parseYearlyDate, yearly } from '../../src/schedule/yearly.ts';
import type { YearlyOptions } from '../../src/schedule/yearly.ts';
import { cronDays } from './arbitraries.ts';
import { matcher } from './cron-oracle.ts';
import { keepsLunarDay, lunarShownOn } from './lunar-oracle.ts';
import {
  CHANGES,
  type Case,
  type Definition,
  type Watch,
  dateOn,
  daysNear,
  expectAgreement,
  isKept,
  isWorkday,
  minuteOf,
  minutesNear,
  onDays,
  pad,
  seconds,
  timesNear,
  timeText,
} from './zone-watch.ts';

function anyAt(watch: Watch): fc.Arbitrary<Case> {
  return timesNear(watch).map((minutes) => ({
    text: `at: ${minutes.map(timeText).join(', ')}`,
    sources: [{ pattern: daily(seconds(minutes)) }],
    definitions: [onDays(() => true, minutes)],
  }));
}

function anyCron(minuteAndHour: fc.Arbitrary<string>, clockChange: Definition['clockChange']): fc.Arbitrary<Case> {
  const days = fc.oneof({ weight: 2, arbitrary: fc.constant('* * *') }, { weight: 1, arbitrary: cronDays });
  return fc
    .tuple(minuteAndHour, days)
    .map((parts) => parts.join(' '))
    .map((text) => ({ text, parsed: parseCron(text, { dayMatch: 'either' }) }))
    .filter(({ parsed }) => parsed.kind === 'cron')
    .map(({ text, parsed }) => ({
      text: `cron: ${text}`,
      sources: parsed.kind === 'cron' ? [{ pattern: parsed.pattern }] : [],
      definitions: [{ clockChange, names: matcher(text, 'either') }],
    }));
}

const anyMinuteField = fc.oneof(
  fc.constantFrom('0', '30', '*', '*/7', '*/15', '*/30', '5-20'),
  fc.integer({ min: 0, max: 59 }).map(String),
);

function anyAnchoredCron(watch: Watch): fc.Arbitrary<Case> {
  const hours = fc.oneof(
    timesNear(watch).map((minutes) => minutes.map((minute) => Math.floor(minute / 60)).join(',')),
    fc.constantFrom('0-3', '*/2', '1-23', '*/3', '23,0'),
  );
  return anyCron(
    fc.tuple(anyMinuteField, hours).map((parts) => parts.join(' ')),
    'anchored',
  );
}

function anyHourlyCron(): fc.Arbitrary<Case> {
  const hours = fc.constantFrom('*', '*/1', '0-23', '0-11,12-23');
  return anyCron(
    fc.tuple(anyMinuteField, hours).map((parts) => parts.join(' ')),
    'hourly',
  );
}

function anyEvery(watch: Watch): fc.Arbitrary<Case> {
  const interval = fc.oneof(fc.constantFrom(15, 20, 30, 45, 60, 90, 120), fc.integer({ min: 5, max: 1_440 }));
  const window = fc.option(
    fc
      .tuple(minutesNear(watch), minutesNear(watch))
      .filter(([one, other]) => one !== other)
      .map(([from, until]) => [from, until] as const),
    { nil: undefined },
  );
  return fc.tuple(interval, window).map(([minutes, between]) => {
    const [from, until] = between ?? [0, 1_439];
    const text = between && `${timeText(from)}-${timeText(until)}`;
    const grid = parseEvery(minutes * MINUTE, text);
    if (grid.kind === 'fault') throw new Error(grid.message.en);
    const names = (wall: number) =>
      wall % MINUTE === 0 &&
      (from < until
        ? minuteOf(wall) >= from && minuteOf(wall) <= until
        : minuteOf(wall) >= from || minuteOf(wall) <= until) &&
      ((minuteOf(wall) - from + 1_440) % 1_440) % minutes === 0;
    return {
      text: `every: ${minutes}m, between: ${text ?? 'always'}`,
      sources: [{ pattern: every(grid) }],
      definitions: [{ clockChange: 'hourly', names }],
    };
  });
}

function isLastOfMonth(day: number): boolean {
  return dateOn(day + 1).getUTCDate() === 1;
}

/** From the first of the month to the day, both included. */
function monthUntil(day: number): readonly number[] {
  return Array.from({ length: dateOn(day).getUTCDate() }, (_, back) => day - back);
}

/** After the day, to the last of the month. */
function monthAfter(day: number): readonly number[] {
  return isLastOfMonth(day) ? [] : [day + 1, ...monthAfter(day + 1)];
}

interface NamedDay {
  readonly text: string | number;
  readonly isDay: (day: number) => boolean;
}

const ORDINALS = ['first', '2nd', 'third', '4th', 'fifth'];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The ways in which a monthly reminder can be written that mean this day, and some that do not. */
function anyMonthlyDay(near: number): fc.Arbitrary<NamedDay> {
  const dayOfMonth = dateOn(near).getUTCDate();
  const weekday = dateOn(near).getUTCDay();
  const nth = Math.ceil(dayOfMonth / 7);
  // As many as can be written.
  const workdays = Math.min(Math.max(1, monthUntil(near).filter(isWorkday).length), 23);
  const choices: readonly NamedDay[] = [
    { text: dayOfMonth, isDay: (day) => dateOn(day).getUTCDate() === dayOfMonth },
    { text: 'last', isDay: isLastOfMonth },
    { text: 'last workday', isDay: (day) => isWorkday(day) && !monthAfter(day).some(isWorkday) },
    {
      text: `${workdays}th workday`,
      isDay: (day) => isWorkday(day) && monthUntil(day).filter(isWorkday).length === workdays,
    },
    {
      text: `${ORDINALS[nth - 1]} ${WEEKDAYS[weekday]}`,
      isDay: (day) => dateOn(day).getUTCDay() === weekday && Math.ceil(dateOn(day).getUTCDate() / 7) === nth,
    },
    {
      text: `last ${WEEKDAYS[weekday]}`,
      isDay: (day) => dateOn(day).getUTCDay() === weekday && monthAfter(day).length < 7,
    },
  ];
  return fc.constantFrom(...choices);
}

function anyMonthly(watch: Watch): fc.Arbitrary<Case> {
  return fc
    .tuple(
      daysNear(watch).chain(anyMonthlyDay),
      fc.constantFrom(undefined, 'next-workday' as const, 'previous-workday' as const, 'skip' as const),
      timesNear(watch),
    )
    .map(([{ text, isDay }, shift, minutes]) => {
      const parsed = parseMonthlyDay(text);
      if (parsed.kind === 'fault') throw new Error(parsed.message.en);
      const rule = monthly(parsed.day, { isWorkday, ...(shift && { shift }) });
      return {
        text: `monthly: ${text}, shift: ${shift}, at: ${minutes.map(timeText).join(', ')}`,
        sources: [daySource(rule, seconds(minutes))],
        definitions: [onDays((day) => isKept(day, isDay, shift), minutes)],
      };
    });
}

interface SolarDay {
  readonly text: string;
  readonly options: YearlyOptions;
  readonly isDay: (day: number) => boolean;
}

/** Nearly always a day near the watch, in an earlier or later year or without one. */
function anySolarDay(watch: Watch): fc.Arbitrary<SolarDay> {
  const monthDay = fc.oneof(
    { weight: 5, arbitrary: daysNear(watch).map((day) => dateOn(day).toISOString().slice(5, 10)) },
    { weight: 1, arbitrary: fc.constant('02-29') },
  );
  const since = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined });
  const feb29 = fc.constantFrom('feb-28' as const, 'mar-1' as const, 'skip' as const);
  return fc.tuple(monthDay, since, feb29).map(([text, yearsAgo, rule]) => {
    const ago = new Date(watch.middleWall).getUTCFullYear() - (yearsAgo ?? 0);
    const first = text === '02-29' ? ago - (ago % 4) : ago;
    const hasFirst = yearsAgo !== undefined && !(text === '02-29' && first % 100 === 0 && first % 400 !== 0);
    return {
      text: hasFirst ? `${first}-${text}` : text,
      options: { feb29: rule },
      isDay: (day) =>
        (!hasFirst || dateOn(day).getUTCFullYear() > first) &&
        (dateOn(day).toISOString().slice(5, 10) === text || (text === '02-29' && standsForFeb29(day, rule))),
    };
  });
}

function standsForFeb29(day: number, rule: YearlyOptions['feb29']): boolean {
  const yesterday = dateOn(day - 1)
    .toISOString()
    .slice(5, 10);
  const tomorrow = dateOn(day + 1)
    .toISOString()
    .slice(5, 10);
  if (rule === 'feb-28') return yesterday === '02-27' && tomorrow === '03-01';
  return rule === 'mar-1' && yesterday === '02-28' && tomorrow === '03-02';
}

function anySolarYearly(watch: Watch): fc.Arbitrary<Case> {
  return fc.tuple(anySolarDay(watch), timesNear(watch)).map(([{ text, options, isDay }, minutes]) => ({
    text: `yearly: ${text}, feb29: ${options.feb29}, at: ${minutes.map(timeText).join(', ')}`,
    sources: [daySource(yearly(parseYearlyDate(text)!, options), seconds(minutes))],
    definitions: [onDays(isDay, minutes)],
  }));
}

interface WrittenLunarDay {
  readonly text: string;
  readonly date: LunarDay;
  readonly options: LunarYearlyOptions;
}

/** The lunar date of a day near the watch, sometimes made a leap month's or the 30th. */
function anyLunarDay(watch: Watch): fc.Arbitrary<WrittenLunarDay> {
  const options = fc.record(
    {
      leapMonth: fc.constantFrom('skip' as const, 'regular' as const, 'both' as const),
      day30: fc.constantFrom('29th' as const, 'next-day' as const, 'skip' as const),
    },
    { requiredKeys: [] },
  );
  const flip = fc.constantFrom(false, false, true);
  return fc.tuple(daysNear(watch), options, flip, flip).map(([near, chosen, otherLeap, thirtieth]) => {
    const { code, dayOfMonth } = lunarShownOn(near);
    const month = Number(code.slice(1, 3));
    // No year repeats the first month or the twelfth: a date in such a leap month is refused.
    const leap = code.endsWith('L') !== (otherLeap && month > 1 && month < 12);
    const day = thirtieth && dayOfMonth === 29 ? 30 : dayOfMonth;
    return {
      text: `${leap ? '闰' : ''}${pad(month)}-${pad(day)}`,
      date: { kind: 'month-day', month, leap, day },
      options: chosen,
    };
  });
}

function isLunarDay({ date, options }: WrittenLunarDay): (day: DayNumber) => boolean {
  return (day) => keepsLunarDay(date, options, lunarShownOn(day), lunarShownOn(addDays(day, -1)));
}

function anyLunarYearly(watch: Watch): fc.Arbitrary<Case> {
  return fc.tuple(anyLunarDay(watch), timesNear(watch)).map(([written, minutes]) => {
    const parsed = parseLunarDate(written.text);
    if (parsed.kind === 'fault') throw new Error(parsed.message.en);
    return {
      text: `yearly: { lunar: ${written.text}, ${JSON.stringify(written.options)} }, at: ${minutes.map(timeText).join(', ')}`,
      sources: [daySource(lunarYearly(parsed.date, written.options), seconds(minutes))],
      definitions: [onDays(isLunarDay(written), minutes)],
    };
  });
}

interface BornPerson {
  readonly written: WrittenBirthday;
  readonly isDay: (day: DayNumber) => boolean;
}

function anyPerson(watch: Watch): fc.Arbitrary<BornPerson> {
  return fc.oneof(
    anySolarDay(watch).map(({ text, options, isDay }) => ({ written: { date: text, ...options }, isDay })),
    anyLunarDay(watch).map((day) => ({ written: { lunar: day.text, ...day.options }, isDay: isLunarDay(day) })),
  );
}

function anyBirthdays(watch: Watch): fc.Arbitrary<Case> {
  return fc.tuple(anyPerson(watch), anyPerson(watch), timesNear(watch)).map(([lili, xiaoming, minutes]) => {
    const people = Object.entries({ lili, xiaoming });
    return {
      text: `birthdays: ${JSON.stringify([lili.written, xiaoming.written])}, at: ${minutes.map(timeText).join(', ')}`,
      sources: people.map(([id, { written }]) => {
        const birthday = parseBirthday(written);
        if (birthday.kind === 'fault') throw new Error(birthday.message.en);
        return daySource(birthdayRule(birthday), seconds(minutes), id);
      }),
      definitions: people.map(([id, { isDay }]) => onDays(isDay, minutes, id)),
    };
  });
}

function anyOnce(watch: Watch): fc.Arbitrary<Case> {
  return fc.tuple(daysNear(watch), minutesNear(watch)).map(([day, minute]) => {
    const text = `${dateOn(day).toISOString().slice(0, 10)}T${timeText(minute)}`;
    const parsed = parseOnce(text);
    if (parsed.kind === 'fault') throw new Error(parsed.message.en);
    return {
      text: `once: ${text}`,
      sources: [{ pattern: once(parsed.wall) }],
      definitions: [onDays((each) => each === day, [minute])],
    };
  });
}

describe('in every zone whose clocks change, 1970-2100, a watcher of the wall clock agrees with', () => {
  it('the zones being all there', () => {
    expect(CHANGES.size).toBeGreaterThan(250);
    expect([...CHANGES.keys()]).toEqual(expect.arrayContaining(['Asia/Shanghai', 'Pacific/Apia', 'Africa/Monrovia']));
  });

  it.each<[string, (watch: Watch) => fc.Arbitrary<Case>]>([
    ['at', anyAt],
    ['cron, anchored', anyAnchoredCron],
    ['cron, hourly', anyHourlyCron],
    ['every, with and without between', anyEvery],
    ['monthly, with and without shift', anyMonthly],
    ['yearly, by the sun', anySolarYearly],
    ['yearly, by the moon', anyLunarYearly],
    ['birthdays of two people', anyBirthdays],
    ['once', anyOnce],
  ])('%s', (_, anyCase) => {
    expectAgreement(anyCase);
  });
});
