import type { Calendar } from '../schedule/calendar/calendar.ts';
import { parseRotation } from '../schedule/parse-rotation.ts';
import { rotation } from '../schedule/rotation.ts';
import type { Rotation } from '../schedule/rotation.ts';
import { pathsOfEach, reportFault, scalarAt } from './entry-fault.ts';
import { unknownName } from './merge.ts';
import type { Names } from './merge.ts';
import type { Report } from './report.ts';
import type { ReminderShape } from './shape.ts';
import type { Entry, Tree } from './tree.ts';
import { entryOf } from './tree.ts';

interface RotationContext {
  readonly peopleNames: Names;
  readonly report: Report;
}

/** `rotate:` of a reminder; `undefined` when there is none, or something in it is wrong. */
export function resolveRotation(
  { rotate }: ReminderShape,
  { value }: Entry,
  calendar: Calendar,
  { peopleNames, report }: RotationContext,
): Rotation | undefined {
  const written = entryOf(value, 'rotate');
  if (!rotate || !written) return undefined;
  // A birthday is somebody's already.
  if (entryOf(value, 'birthdays')) {
    report.error(written.keyPlace, 'keys-exclude', { key: 'rotate', other: 'birthdays' });
  }
  reportUnknownPeople(written.value, peopleNames, report);
  const { every, from } = rotate;
  const parsed = parseRotation({ people: [rotate.people].flat(), from, ...(every === undefined ? {} : { every }) });
  if (parsed.kind === 'rotation') return rotation(parsed, calendar.isWorkday);
  const key = KEYS[parsed.code] ?? 'people';
  reportFault(scalarAt(written.value, [key]), parsed, report);
  return undefined;
}

/** Whether a calendar decides whose turn it is. */
export function countsWorkdays({ rotate }: ReminderShape): boolean {
  return /workday/i.test(rotate?.every ?? '');
}

/** Where the fault of each code stands. */
const KEYS: Readonly<Record<string, string>> = { 'unknown-turn': 'every', 'unknown-start': 'from' };

function reportUnknownPeople(tree: Tree, names: Names, report: Report): void {
  for (const path of pathsOfEach(tree, 'people')) {
    const scalar = scalarAt(tree, path);
    const unknown = unknownName(scalar.text ?? '', scalar.place, names);
    if (unknown) report.error(scalar.place, 'unknown-person', unknown);
  }
}
