import * as fc from 'fast-check';
import { it } from 'vitest';
import { anyOf } from '../../src/schedule/any-of.ts';
import { CALENDAR_DAYS, type CalendarDays } from '../../src/schedule/calendar/calendar-days.ts';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { addDays, type DayNumber, wallAt } from '../../src/schedule/civil.ts';
import { countdown } from '../../src/schedule/countdown.ts';
import { daily } from '../../src/schedule/daily.ts';
import { every, parseEvery } from '../../src/schedule/every.ts';
import { daysOfWeek, filtered } from '../../src/schedule/filter.ts';
import { DAY, MINUTE } from '../../src/schedule/instant.ts';
import { monthly } from '../../src/schedule/monthly.ts';
import { parseMonthlyDay } from '../../src/schedule/parse-monthly-day.ts';
import { shiftedSource } from '../../src/schedule/shifted-source.ts';
import { daySource } from '../../src/schedule/source.ts';
import {
  type Case,
  dateOn,
  daysNear,
  expectAgreement,
  isKept,
  isWorkday,
  minuteOf,
  minutesNear,
  onDays,
  seconds,
  timesNear,
  timeText,
  type Watch,
} from './zone-watch.ts';

/* What is said beside a trigger, and triggers that it belongs to, in every zone whose clocks change. */

const weekdaysNear = (watch: Watch): fc.Arbitrary<ReadonlySet<number>> =>
  fc.array(daysNear(watch), { minLength: 1, maxLength: 3 }).map((days) => new Set(days.map(weekdayOf)));
const weekdayOf = (day: number): number => dateOn(day).getUTCDay();
const isLastOfMonth = (day: number): boolean => dateOn(day + 1).getUTCDate() === 1;

/** So many workdays of its month come after the day. */
function workdaysAfter(day: number): number {
  if (isLastOfMonth(day)) return 0;
  return workdaysAfter(day + 1) + (isWorkday(day + 1) ? 1 : 0);
}

/** Several days of some months, the 29th to 31st taken by the last day where there is none, and workdays from the end. */
function anyListOfMonths(watch: Watch): fc.Arbitrary<Case> {
  const ofMonth = fc.oneof(
    daysNear(watch).map((near) => dateOn(near).getUTCDate()),
    fc.integer({ min: 29, max: 31 }),
  );
  return fc
    .tuple(ofMonth, daysNear(watch), fc.constantFrom('last' as const, 'skip' as const), fc.nat(2), timesNear(watch))
    .map(([date, near, short, otherMonths, minutes]) => {
      const fromEnd = Math.min(9, Math.max(2, workdaysAfter(near) + 1));
      const months = new Set([dateOn(near).getUTCMonth() + 1, otherMonths + 1]);
      const rules = [date, `${fromEnd}th last workday`].map((text) => {
        const parsed = parseMonthlyDay(text);
        if (parsed.kind === 'fault') throw new Error(parsed.message.en);
        return monthly(parsed.day, { isWorkday, months, short });
      });
      const isDate = (day: number): boolean => {
        const shown = dateOn(day).getUTCDate();
        return shown === date || (short === 'last' && isLastOfMonth(day) && shown < date);
      };
      const isNthLast = (day: number): boolean => isWorkday(day) && workdaysAfter(day) === fromEnd - 1;
      return {
        text: `monthly: [${date}, ${fromEnd}th last workday], short: ${short}, months: [${[...months].join(', ')}]`,
        sources: [daySource(anyOf(rules), seconds(minutes))],
        definitions: [
          onDays((day) => months.has(dateOn(day).getUTCMonth() + 1) && (isDate(day) || isNthLast(day)), minutes),
        ],
      };
    });
}

/** To a time of day, or to a whole day. */
function anyCountdown(watch: Watch): fc.Arbitrary<Case> {
  const ends = fc.option(minutesNear(watch), { nil: undefined });
  return fc.tuple(daysNear(watch), ends, timesNear(watch)).map(([last, end, minutes]) => ({
    text: `countdown: ${dateOn(last).toISOString().slice(0, 10)} ${end === undefined ? '' : timeText(end)}`,
    sources: [countdown(wallAt(last, (end ?? 0) * 60), seconds(minutes))],
    definitions: [
      {
        clockChange: 'anchored',
        names: (wall) =>
          wall % MINUTE === 0 &&
          minutes.includes(minuteOf(wall)) &&
          // Midnight stands for the whole day.
          (end ? wall <= last * DAY + end * MINUTE : Math.floor(wall / DAY) <= last),
      },
    ],
  }));
}

/** Nights of some weekdays: what comes after midnight belongs to the day before. */
function anyNights(watch: Watch): fc.Arbitrary<Case> {
  const window = fc.tuple(minutesNear(watch), minutesNear(watch)).filter(([from, until]) => from > until);
  return fc
    .tuple(window, fc.integer({ min: 10, max: 200 }), weekdaysNear(watch))
    .map(([[from, until], minutes, weekdays]) => {
      const between = `${timeText(from)}-${timeText(until)}`;
      const grid = parseEvery(minutes * MINUTE, between);
      if (grid.kind === 'fault') throw new Error(grid.message.en);
      const nightOf = (wall: number): number => Math.floor(wall / DAY) - (minuteOf(wall) <= until ? 1 : 0);
      return {
        text: `every: ${minutes}m, between: ${between}, on: ${[...weekdays].join(', ')}`,
        sources: [{ pattern: filtered(every(grid), { on: daysOfWeek(weekdays) }) }],
        definitions: [
          {
            clockChange: 'hourly',
            names: (wall) =>
              wall % MINUTE === 0 &&
              (minuteOf(wall) >= from || minuteOf(wall) <= until) &&
              ((minuteOf(wall) - from + 1_440) % 1_440) % minutes === 0 &&
              weekdays.has(weekdayOf(nightOf(wall))),
          },
        ],
      };
    });
}

/** Times on some weekdays, moved with `shift`, then judged by a part of the year and by what is left out. */
function anyShifted(watch: Watch): fc.Arbitrary<Case> {
  const shift = fc.constantFrom('next-workday' as const, 'previous-workday' as const, 'skip' as const);
  const isOther = fc.constantFrom(false, false, true);
  return fc
    .tuple(timesNear(watch), weekdaysNear(watch), shift, daysNear(watch), isOther, fc.integer({ min: 0, max: 6 }))
    .map(([minutes, weekdays, where, near, isOtherHalf, left]) => {
      const season = isInSummer(near) === isOtherHalf ? { from: 1101, until: 331 } : { from: 401, until: 1031 };
      const on = daysOfWeek(weekdays);
      const moved = shiftedSource({ pattern: filtered(daily(seconds(minutes)), { on }) }, where, isWorkday);
      const isDay = (day: number): boolean =>
        isKept(day, (each) => weekdays.has(weekdayOf(each)), where) &&
        isInSummer(day) === (season.from === 401) &&
        weekdayOf(day) !== left;
      return {
        text: `at: ${minutes.map(timeText).join(', ')}, on: ${[...weekdays].join(', ')}, shift: ${where}`,
        sources: [{ ...moved, pattern: filtered(moved.pattern, { season, unless: daysOfWeek([left]) }) }],
        definitions: [onDays(isDay, minutes)],
      };
    });
}

/** April to October. */
function isInSummer(day: number): boolean {
  return dateOn(day).getUTCMonth() >= 3 && dateOn(day).getUTCMonth() <= 9;
}

const calendar = createCalendar();

/** By the words' meaning, day by day. */
const MEANINGS: Readonly<Record<CalendarDays, (day: DayNumber) => boolean>> = {
  workdays: (day) => calendar.isWorkday(day),
  'days-off': (day) => !calendar.isWorkday(day),
  holidays: (day) => calendar.verdict(day).kind === 'holiday',
  'before-holiday': (day) => !MEANINGS.holidays(day) && MEANINGS.holidays(addDays(day, 1)),
  'after-holiday': (day) => MEANINGS.workdays(day) && restOf(day, -1).some(MEANINGS.holidays),
  'last-workday-before-holiday': (day) => MEANINGS.workdays(day) && restOf(day, 1).some(MEANINGS.holidays),
  'last-workday-of-week': (day) => MEANINGS.workdays(day) && !weekAfter(day).some((each) => MEANINGS.workdays(each)),
};

/** The days off beside a day, so many at most: beyond what is known there is no end of them. */
function restOf(day: DayNumber, step: 1 | -1, most = 60): readonly DayNumber[] {
  const next = addDays(day, step);
  return most === 0 || MEANINGS.workdays(next) ? [] : [next, ...restOf(next, step, most - 1)];
}

/** Up to Sunday. */
function weekAfter(day: DayNumber): readonly DayNumber[] {
  return weekdayOf(day) === 0 ? [] : [addDays(day, 1), ...weekAfter(addDays(day, 1))];
}

/** The day whose word it is lies near the watch, or does not. */
function anyDayWord(watch: Watch): fc.Arbitrary<Case> {
  const words = Object.keys(CALENDAR_DAYS) as CalendarDays[];
  return fc
    .tuple(daysNear(watch), fc.constantFrom(...words), fc.boolean(), timesNear(watch))
    .map(([near, word, isUnless, minutes]) => {
      // Of words that hold there, if any does: most days are neither before nor after a holiday.
      const holding = words.filter((each) => MEANINGS[each](near));
      const chosen = isUnless ? word : (holding.at(-1) ?? word);
      const days = CALENDAR_DAYS[chosen](calendar);
      return {
        text: `${isUnless ? 'unless' : 'on'}: ${chosen}`,
        sources: [{ pattern: filtered(daily(seconds(minutes)), isUnless ? { unless: days } : { on: days }) }],
        definitions: [onDays((day) => MEANINGS[chosen](day) !== isUnless, minutes)],
      };
    });
}

it.each<[string, (watch: Watch) => fc.Arbitrary<Case>]>([
  ['several days of some months, short ones too', anyListOfMonths],
  ['a countdown', anyCountdown],
  ['nights of some weekdays', anyNights],
  ['days moved to workdays, within a season, but for some', anyShifted],
  ['words for days about holidays', anyDayWord],
])('%s, in every zone', (_, anyCase) => {
  expectAgreement(anyCase);
});
