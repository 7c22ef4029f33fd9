import type { Birthday } from '../schedule/birthday.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import { unknownName } from './merge.ts';
import type { Names } from './merge.ts';
import type { Report } from './report.ts';
import type { KnownPerson } from './resolve-person.ts';
import type { Entry, Scalar } from './tree.ts';
import { shown } from './tree.ts';

interface BirthdayContext {
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly peopleNames: Names;
  readonly report: Report;
}

/** Whose birthdays `birthdays:` means, `all` being everyone who has one. */
export function resolveBirthdays(
  { value }: Entry,
  context: BirthdayContext,
): readonly { readonly id: string; readonly birthday: Birthday }[] {
  const { people, peopleNames, report } = context;
  const scalars = pathsOfEach(value, 'birthdays').map((path) => scalarAt(value, path));
  const everyone = scalars.find(({ text }) => text === 'all');
  if (everyone === undefined) return scalars.flatMap((scalar) => birthdayOf(scalar, context));
  const known = [...people].flatMap(([id, { birthday }]) => (birthday ? [{ id, birthday }] : []));
  // A person whose own entry is wrong may well have one.
  const complete = !peopleNames.incomplete && people.size === peopleNames.all.length;
  if (known.length === 0 && complete) report.error(everyone.place, 'nobody-has-birthday', {});
  return known;
}

function birthdayOf(scalar: Scalar, { people, peopleNames, report }: BirthdayContext) {
  const id = scalar.text ?? '';
  const unknown = unknownName(id, scalar.place, peopleNames);
  if (unknown) report.error(scalar.place, 'unknown-person', unknown);
  const known = people.get(id);
  if (!known) return [];
  if (known.birthday) return [{ id, birthday: known.birthday }];
  if (known.person.birthday === undefined) {
    report.error(scalar.place, 'person-without-birthday', { person: shown(scalar.place) });
  }
  return [];
}
