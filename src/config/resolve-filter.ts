import type { Calendar } from '../schedule/calendar/calendar.ts';
import type { DayNumber } from '../schedule/civil.ts';
import { WEEKDAYS, WEEKENDS, daysOfWeek, parseDayOfWeek, parseDayRange } from '../schedule/filter.ts';
import type { DayPredicate, DayRange, Filter } from '../schedule/filter.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import type { Report } from './report.ts';
import { dateAt } from './resolve-calendar.ts';
import type { ReminderShape } from './shape.ts';
import { suggestionFor } from './suggestion.ts';
import type { Scalar, Tree } from './tree.ts';
import { shown, treeAt } from './tree.ts';

/** `on`, `skip` and `active` of a reminder. */
export function resolveFilter(shape: ReminderShape, tree: Tree, calendar: Calendar, report: Report): Filter {
  const on = resolveOn(shape, tree, calendar, report);
  const skip = resolveSkip(tree, report);
  const active = shape.active && resolveActive(tree, report);
  return {
    ...(on === undefined ? {} : { on }),
    ...(skip.length === 0 ? {} : { skip }),
    ...(active === undefined ? {} : { active }),
  };
}

/** Whether a calendar decides about any day of it. */
export function usesCalendar(shape: ReminderShape): boolean {
  const { shift, monthly, yearly } = shape;
  const days = [monthly, yearly].flat().filter((each) => typeof each === 'string');
  return isJudgedByCalendar(shape) || shift !== undefined || days.some((text) => /workday/i.test(text));
}

/** Whether `on` asks a calendar. */
export function isJudgedByCalendar({ on }: ReminderShape): boolean {
  return [on ?? []].flat().some((word) => word === 'workdays' || word === 'holidays');
}

function resolveOn(shape: ReminderShape, tree: Tree, calendar: Calendar, report: Report): DayPredicate | undefined {
  if (shape.on === undefined) return undefined;
  const predicates = pathsOfEach(tree, 'on').map((path) =>
    predicateAt(scalarAt(tree, path), path.length > 1, calendar, report),
  );
  const known = predicates.filter((each) => each !== undefined);
  return (day) => known.some((holds) => holds(day));
}

function predicateAt(scalar: Scalar, inList: boolean, calendar: Calendar, report: Report): DayPredicate | undefined {
  const text = (scalar.text ?? '').trim();
  switch (text) {
    case 'weekdays':
      return WEEKDAYS;
    case 'weekends':
      return WEEKENDS;
    case 'workdays':
      return (day) => calendar.isWorkday(day);
    case 'holidays':
      return (day) => calendar.isHoliday(day);
  }
  const day = parseDayOfWeek(text);
  if (day !== undefined) return daysOfWeek([day]);
  reportUnknownDay(scalar, inList, report);
  return undefined;
}

function reportUnknownDay(scalar: Scalar, inList: boolean, report: Report): void {
  const written = shown(scalar.place);
  if (scalar.fromEnvironment) return report.error(scalar.place, 'bad-environment-value', { written });
  const suggestion = suggestionFor('on', scalar.text ?? '');
  report.error(scalar.place, 'wrong-value', {
    expected: 'on',
    got: { kind: 'text', written },
    ...(suggestion === undefined ? {} : { suggestion: inList ? suggestion : `on: ${suggestion}` }),
  });
}

function resolveSkip(tree: Tree, report: Report): readonly DayRange[] {
  return pathsOfEach(tree, 'skip')
    .map((path) => {
      const scalar = scalarAt(tree, path);
      const range = parseDayRange(scalar.text ?? '');
      if (!range) reportBadRange(scalar, report);
      return range;
    })
    .filter((range) => range !== undefined);
}

/** It has the form of a range: either a day does not exist, or it ends before it begins. */
function reportBadRange(scalar: Scalar, report: Report): void {
  const written = shown(scalar.place);
  const [from = '', until = ''] = (scalar.text ?? '').split('..').map((each) => each.trim());
  const bothExist = [from, until].every((each) => parseDayRange(each) !== undefined);
  if (scalar.fromEnvironment) report.error(scalar.place, 'bad-environment-value', { written });
  else if (bothExist) report.error(scalar.place, 'wrong-order', { from, until });
  else report.error(scalar.place, 'no-such-date', { written });
}

function resolveActive(tree: Tree, report: Report): Filter['active'] {
  const dateOf = (key: 'from' | 'until'): DayNumber | undefined =>
    treeAt(tree, ['active', key]) && dateAt(tree, ['active', key], report);
  const [from, until] = [dateOf('from'), dateOf('until')];
  if (from !== undefined && until !== undefined && until < from) {
    const [first, last] = [scalarAt(tree, ['active', 'from']).place, scalarAt(tree, ['active', 'until']).place];
    report.error(last, 'wrong-order', { from: shown(first), until: shown(last) });
  }
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}
