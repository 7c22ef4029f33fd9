import { parseMobile } from '../message/mention.ts';
import { parseBirthday } from '../schedule/birthday.ts';
import type { Birthday } from '../schedule/birthday.ts';
import type { Person } from './config.ts';
import { reportFault, scalarAt } from './entry-fault.ts';
import { reportNoSolarDate } from './no-solar-date.ts';
import type { Report } from './report.ts';
import { SHAPES } from './shape.ts';
import type { PersonShape } from './shape.ts';
import type { Entry, Path } from './tree.ts';
import { entryOf, shown } from './tree.ts';
import { soundPart, validate } from './validate.ts';
import { writtenDay } from './written-day.ts';

/** A person, with the birthday understood. */
export interface KnownPerson {
  readonly person: Person;
  readonly birthday?: Birthday;
}

/** One entry of `people:`; `undefined` when something in it is wrong. */
export function resolvePerson(entry: Entry, report: Report): KnownPerson | undefined {
  const empty = entry.value.kind === 'scalar' && entry.value.text === undefined;
  const shape = empty ? {} : validate(SHAPES.person, entry.value, entry.keyPlace, report);
  if (!shape) {
    const rest = soundPart(SHAPES.person, entry);
    if (rest) resolvePerson(rest, report);
    return undefined;
  }
  const { name = entry.key, userId = '' } = shape;
  const mobile = resolveMobile(shape.mobile ?? '', entry, report);
  const birthday = resolveBirthday(shape.birthday, entry, report);
  const person: Person = {
    id: entry.key,
    name,
    ...(mobile === undefined ? {} : { mobile }),
    ...(userId === '' ? {} : { userId }),
    ...(shape.birthday === undefined ? {} : { birthday: { text: birthdayText(shape.birthday) } }),
  };
  return { person, ...(birthday === undefined ? {} : { birthday }) };
}

function resolveMobile(written: string, { value }: Entry, report: Report): string | undefined {
  if (written === '') return undefined;
  const mobile = parseMobile(written);
  if (mobile !== undefined) return mobile;
  const scalar = scalarAt(value, ['mobile']);
  const text = shown(scalar.place);
  if (scalar.fromEnvironment) report.error(scalar.place, 'bad-environment-value', { written: text });
  else report.error(scalar.place, 'wrong-value', { expected: 'mobile', got: { kind: 'text', written: text } });
  return undefined;
}

function resolveBirthday(written: PersonShape['birthday'], entry: Entry, report: Report): Birthday | undefined {
  if (written === undefined) return undefined;
  const owner = entryOf(entry.value, 'birthday')?.keyPlace ?? entry.keyPlace;
  const day = writtenDay(written, entry.value, ['birthday'], owner, report);
  if (!day) return undefined;
  const birthday = parseBirthday(day);
  if (birthday.kind !== 'fault') return birthday;
  const path = dayPath(written);
  const scalar = scalarAt(entry.value, path);
  if (path.at(-1) === 'lunar') reportFault(scalar, birthday, report);
  else reportNoSolarDate(scalar, 'birthday', path.length > 1, report);
  return undefined;
}

function dayPath(written: NonNullable<PersonShape['birthday']>): Path {
  if (typeof written === 'string') return ['birthday'];
  return ['birthday', written.lunar === undefined ? 'date' : 'lunar'];
}

function birthdayText(written: NonNullable<PersonShape['birthday']>): string {
  return typeof written === 'string' ? written : (written.lunar ?? written.date ?? '');
}
