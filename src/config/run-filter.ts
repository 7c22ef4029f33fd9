import type { Calendar } from '../schedule/calendar/calendar.ts';
import { CALENDAR_DAYS } from '../schedule/calendar/calendar-days.ts';
import { daysOfWeek, type DayPredicate, type Filter, WEEKDAYS, WEEKENDS } from '../schedule/filter.ts';
import type { FilterConfig, OnDay } from './config.ts';

export function runFilter({ on, unless, ...others }: FilterConfig, calendar: Calendar): Filter {
  return {
    ...others,
    ...(on && { on: anyOf(on, calendar) }),
    ...(unless && { unless: anyOf(unless, calendar) }),
  };
}

function anyOf(days: readonly OnDay[], calendar: Calendar): DayPredicate {
  const predicates = days.map((each) => predicateOf(each, calendar));
  return (day) => predicates.some((holds) => holds(day));
}

function predicateOf(day: OnDay, calendar: Calendar): DayPredicate {
  if (typeof day === 'number') return daysOfWeek([day]);
  if (day === 'weekdays') return WEEKDAYS;
  return day === 'weekends' ? WEEKENDS : CALENDAR_DAYS[day](calendar);
}
