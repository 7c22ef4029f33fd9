import { type Alternation, type Week, week } from '../schedule/calendar/week.ts';
import type { DayNumber } from '../schedule/civil.ts';
import { parseDayOfWeek } from '../schedule/filter.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import type { Report } from './report.ts';
import { suggestionFor } from './suggestion.ts';
import { type Scalar, shown, type Tree, treeAt } from './tree.ts';

/**
 * `week` and `alternate` of a calendar; `undefined` where neither they nor the country say anything.
 *
 * @param from that of `alternate`
 */
export function resolveWeek(
  tree: Tree,
  byCountry: ReadonlySet<number> | undefined,
  from: DayNumber | undefined,
  report: Report,
): Week | undefined {
  const written = pathsOfEach(tree, 'week').map((path) => dayAt(scalarAt(tree, path), path.length > 1, report));
  const named = written.filter((day) => day !== undefined);
  const alternations = resolveAlternate(tree, from, report);
  if (named.length === 0 && alternations.length === 0 && !byCountry) return undefined;
  return week(named.length > 0 ? new Set(named) : (byCountry ?? MONDAY_TO_FRIDAY), alternations);
}

const MONDAY_TO_FRIDAY: ReadonlySet<number> = new Set([1, 2, 3, 4, 5]);

function dayAt(scalar: Scalar, inList: boolean, report: Report): number | undefined {
  const day = parseDayOfWeek((scalar.text ?? '').trim());
  if (day !== undefined) return day;
  const written = shown(scalar.place);
  if (scalar.fromEnvironment) {
    report.error(scalar.place, 'bad-environment-value', { written });
    return undefined;
  }
  const guess = suggestionFor('on', scalar.text ?? '');
  const suggestion = guess === 'weekdays' ? '[mon, tue, wed, thu, fri]' : guess;
  report.error(scalar.place, 'wrong-value', {
    expected: 'week',
    got: { kind: 'text', written },
    ...(suggestion === undefined ? {} : { suggestion: inList ? suggestion : `week: ${suggestion}` }),
  });
  return undefined;
}

/** `alternate: { saturday: work, from: 2026-12-05 }` */
function resolveAlternate(tree: Tree, from: DayNumber | undefined, report: Report): readonly Alternation[] {
  const group = treeAt(tree, ['alternate']);
  if (group?.kind !== 'map' || from === undefined) return [];
  const days = group.entries.filter(({ key }) => key !== 'from');
  if (days.length === 0) report.error(group.place, 'missing-key', { key: 'saturday', expected: 'alternate' });
  return days.map(({ key, value }) => ({
    weekday: parseDayOfWeek(key) ?? 0,
    isWorked: value.kind === 'scalar' && value.text === 'work',
    from,
  }));
}
