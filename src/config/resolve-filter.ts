import type { Calendar } from '../schedule/calendar/calendar.ts';
import { CALENDAR_DAYS, isCalendarDays } from '../schedule/calendar/calendar-days.ts';
import { WEEKDAYS, WEEKENDS, daysOfWeek, parseDayOfWeek } from '../schedule/filter.ts';
import type { DayPredicate, DayRange, Filter } from '../schedule/filter.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import type { Report } from './report.ts';
import type { ReminderShape } from './shape.ts';
import { rangeAt } from './range-at.ts';
import { resolveActive } from './resolve-active.ts';
import { negationGuess } from './negation-guess.ts';
import { suggestionFor } from './suggestion.ts';
import type { Scalar, Tree } from './tree.ts';
import { shown } from './tree.ts';

/** `on`, `unless`, `skip` and `active` of a reminder. */
export function resolveFilter(shape: ReminderShape, tree: Tree, calendar: Calendar, report: Report): Filter {
  const on = shape.on === undefined ? undefined : resolveDays('on', tree, calendar, report);
  const unless = shape.unless === undefined ? undefined : resolveDays('unless', tree, calendar, report);
  const skip = resolveSkip(tree, report);
  return {
    ...(on === undefined ? {} : { on }),
    ...(unless === undefined ? {} : { unless }),
    ...(skip.length === 0 ? {} : { skip }),
    ...(shape.active && resolveActive(tree, report)),
  };
}

/** Whether a calendar decides about any day of it. */
export function usesCalendar(shape: ReminderShape): boolean {
  const { shift, monthly, yearly, advance } = shape;
  const days = [monthly, yearly, advance].flat().filter((each) => typeof each === 'string');
  return isJudgedByCalendar(shape) || shift !== undefined || days.some((text) => /workday/i.test(text));
}

/** Whether `on` or `unless` asks a calendar. */
function isJudgedByCalendar({ on, unless }: ReminderShape): boolean {
  return asksCalendar(on) || asksCalendar(unless);
}

/** Whether one of these, of `on` or of `unless`, does. */
export function asksCalendar(words: ReminderShape['on']): boolean {
  return [words ?? []].flat().some((word) => isCalendarDays(word.trim()));
}

function resolveDays(key: 'on' | 'unless', tree: Tree, calendar: Calendar, report: Report): DayPredicate {
  const predicates = pathsOfEach(tree, key).map((path) => {
    const scalar = scalarAt(tree, path);
    const predicate = predicateOf((scalar.text ?? '').trim(), calendar);
    if (!predicate) reportUnknownDay(scalar, key, path.length > 1, report);
    return predicate;
  });
  const known = predicates.filter((each) => each !== undefined);
  return (day) => known.some((holds) => holds(day));
}

function predicateOf(text: string, calendar: Calendar): DayPredicate | undefined {
  if (text === 'weekdays') return WEEKDAYS;
  if (text === 'weekends') return WEEKENDS;
  if (isCalendarDays(text)) return CALENDAR_DAYS[text](calendar);
  const day = parseDayOfWeek(text);
  return day === undefined ? undefined : daysOfWeek([day]);
}

function reportUnknownDay(scalar: Scalar, key: 'on' | 'unless', inList: boolean, report: Report): void {
  const written = shown(scalar.place);
  if (scalar.fromEnvironment) return report.error(scalar.place, 'bad-environment-value', { written });
  const text = scalar.text ?? '';
  const negated = key === 'on' && !inList ? negationGuess(text) : undefined;
  const guess = suggestionFor('on', text);
  const suggestion = negated ?? (guess === undefined || inList ? guess : `${key}: ${guess}`);
  report.error(scalar.place, 'wrong-value', {
    expected: 'on',
    got: { kind: 'text', written },
    key,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function resolveSkip(tree: Tree, report: Report): readonly DayRange[] {
  return pathsOfEach(tree, 'skip')
    .map((path) => rangeAt(scalarAt(tree, path), report))
    .filter((range) => range !== undefined);
}
