import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Calendar } from '../../../src/schedule/calendar/calendar.ts';
import { CALENDAR_DAYS, type CalendarDays } from '../../../src/schedule/calendar/calendar-days.ts';
import { addDays, type DayNumber, toDayNumber } from '../../../src/schedule/civil.ts';
import { breadth } from '../../support/breadth.ts';

const MONDAY = toDayNumber(2026, 11, 30);

/** Weeks as people draw them, Monday first: W is worked, O off, H a holiday. */
function calendarOf(drawn: string): Calendar {
  const at = (day: DayNumber): string => drawn[day - MONDAY] ?? 'W';
  return {
    isWorkday: (day) => at(day) === 'W',
    isHoliday: (day) => at(day) === 'H',
    verdict: () => ({ kind: 'weekday', workday: true, provisional: false }),
    weekStartsOn: 1,
    isKnown: () => true,
    unknownYear: 'provisional',
  };
}

function drawnBy(words: CalendarDays, drawn: string): string {
  const holds = CALENDAR_DAYS[words](calendarOf(drawn));
  return Array.from(drawn, (_, index) => (holds(addDays(MONDAY, index)) ? 'x' : '.')).join('');
}

it.each<[CalendarDays, string, string]>([
  ['workdays', 'WWWWWOO WWHHHOO WWWWWWO', 'xxxxx.. xx..... xxxxxx.'],
  ['days-off', 'WWWWWOO WWHHHOO WWWWWWO', '.....xx ..xxxxx ......x'],
  ['holidays', 'WWWWWOO WWHHHOO WWWWWWO', '....... ..xxx.. .......'],
  ['before-holiday', 'WWWWWOO WWHHHOO WWWWWOO', '....... .x..... .......'],
  // The weekend comes first, then a Monday off: the evening before is Sunday, the last workday Friday.
  ['before-holiday', 'WWWWWOO HWWWWOO WWWWWOO', '......x ....... .......'],
  ['last-workday-before-holiday', 'WWWWWOO HWWWWOO WWWWWOO', '....x.. ....... .......'],
  ['last-workday-before-holiday', 'WWWWWOO WWHHHOO WWWWWOO', '....... .x..... .......'],
  ['after-holiday', 'WWWWWOO WWHHHOO WWWWWOO', '....... ....... x......'],
  ['after-holiday', 'WWWWWOO HWWWWOO WWWWWOO', '....... .x..... .......'],
  ['last-workday-of-week', 'WWWWWOO WWHHHOO WWWWWWO', '....x.. .x..... .....x.'],
  ['last-workday-of-week', 'WWWWWOW OOOOOOO WWWWWOO', '......x ....... ....x..'],
])('%s of %s', (words, drawn, expected) => {
  expect(drawnBy(words, drawn.replaceAll(' ', ''))).toBe(expected.replaceAll(' ', ''));
});

/** The same, read off the drawing. */
const PATTERNS: Readonly<Record<CalendarDays, RegExp>> = {
  workdays: /^.*_W/,
  holidays: /_H/,
  'days-off': /_[OH]/,
  'before-holiday': /_[WO]H/,
  'after-holiday': /H[OH]*_W/,
  'last-workday-of-week': /^(?:.{7})*.{0,6}_W[OH]*$/,
  'last-workday-before-holiday': /_WO*H/,
};

it('any calendar is read as its drawing is', () => {
  const words = fc.constantFrom(...(Object.keys(CALENDAR_DAYS) as CalendarDays[]));
  const drawing = fc.string({ unit: fc.constantFrom('W', 'O', 'H'), minLength: 28, maxLength: 28 });
  fc.assert(
    fc.property(words, drawing, (word, drawn) => {
      const expected = Array.from(drawn, (_, index) => {
        const endOfWeek = word === 'last-workday-of-week' ? (Math.floor(index / 7) + 1) * 7 : drawn.length;
        const marked = `${drawn.slice(0, index)}_${drawn.slice(index, endOfWeek)}`;
        return PATTERNS[word].test(marked) ? 'x' : '.';
      }).join('');
      expect(drawnBy(word, drawn)).toBe(expected);
    }),
    { numRuns: breadth({ quick: 300, long: 5_000 }) },
  );
});
