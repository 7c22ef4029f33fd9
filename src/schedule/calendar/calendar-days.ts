import { addDays, type DayNumber, weekday } from '../civil.ts';
import type { DayPredicate } from '../filter.ts';
import type { Calendar } from './calendar.ts';

/** The days that `on` and `unless` name by asking a calendar. */
export const CALENDAR_DAYS = {
  workdays: ({ isWorkday }) => isWorkday,
  /** Named days off, not ordinary weekends. */
  holidays: ({ isHoliday }) => isHoliday,
  'days-off':
    ({ isWorkday }) =>
    (day) =>
      !isWorkday(day),
  /** The day before the first of a holiday, whatever day that is. */
  'before-holiday':
    ({ isHoliday }) =>
    (day) =>
      !isHoliday(day) && isHoliday(addDays(day, 1)),
  /** The first workday after days off that include a holiday. */
  'after-holiday':
    ({ isWorkday, isHoliday }) =>
    (day) =>
      isWorkday(day) && restBeside(day, -1, isWorkday).some(isHoliday),
  'last-workday-of-week':
    ({ isWorkday, weekStartsOn }) =>
    (day) =>
      isWorkday(day) && !restOfWeek(day, weekStartsOn).some(isWorkday),
  /** The last workday before days off that include a holiday. */
  'last-workday-before-holiday':
    ({ isWorkday, isHoliday }) =>
    (day) =>
      isWorkday(day) && restBeside(day, 1, isWorkday).some(isHoliday),
} as const satisfies Readonly<Record<string, (calendar: Calendar) => DayPredicate>>;

export type CalendarDays = keyof typeof CALENDAR_DAYS;

export function isCalendarDays(word: string): word is CalendarDays {
  return Object.hasOwn(CALENDAR_DAYS, word);
}

/** Nobody rests longer; a calendar without workdays must not be walked through for ever. */
const LONGEST_REST = 60;

/** The days off that follow a day directly, or with -1 come before it. */
function restBeside(day: DayNumber, step: 1 | -1, isWorkday: DayPredicate): readonly DayNumber[] {
  const rest: DayNumber[] = [];
  for (let each = addDays(day, step); !isWorkday(each) && rest.length < LONGEST_REST; each = addDays(each, step)) {
    rest.push(each);
  }
  return rest;
}

/** The days after it up to the end of its week. */
function restOfWeek(day: DayNumber, startsOn: number): readonly DayNumber[] {
  const left = (startsOn + 6 - weekday(day)) % 7;
  return Array.from({ length: left }, (_, index) => addDays(day, index + 1));
}
