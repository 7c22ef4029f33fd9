import { distance } from 'fastest-levenshtein';
import { nearestAmong } from '../message/nearest.ts';
import { type Printable, vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Place } from './source.ts';
import type { Entry } from './tree.ts';
import { bare } from './tree.ts';
import type { Written } from './decode/decoder.ts';

/** The names of a section, to look one up. */
export interface Names {
  readonly all: readonly Printable[];
  has(name: string): boolean;
  /** The one that was probably meant. */
  nearest(name: string): Printable | undefined;
  /** Some file could not be read: a name that is not known here may stand there. */
  readonly incomplete: boolean;
}

export function namesOf(entries: readonly Entry[], incomplete: boolean): Names {
  const all = entries.map(({ key }) => vouched(key));
  const known: ReadonlySet<string> = new Set(all);
  let near: Names['nearest'] | undefined;
  return { all, has: (name) => known.has(name), nearest: (name) => (near ??= nearestAmong(all))(name), incomplete };
}

/** Names of people: another person is worse than none, so one letter at most is a slip, and in Chinese none. */
export function namesOfPeople(entries: readonly Entry[], incomplete: boolean): Names {
  const names = namesOf(entries, incomplete);
  return {
    ...names,
    nearest(name) {
      const near = names.nearest(name);
      return near !== undefined && isSlip(plainly(name), plainly(near)) ? near : undefined;
    },
  };
}

function isSlip(name: string, other: string): boolean {
  if (name === other) return true;
  const isLatin = /^[!-~]{5,}$/.test(name) && /^[!-~]{4,}$/.test(other);
  return isLatin && (distance(name, other) < 2 || letters(name) === letters(other));
}

function plainly(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replaceAll(/[-_ ]/g, '');
}

function letters(name: string): string {
  return name.split('').toSorted().join('');
}

type UnknownName = 'unknown-robot' | 'unknown-person' | 'unknown-calendar';

/** Reports a name that is not among the known ones, with the one that was probably meant. */
export function checkName(
  { value, place }: Written,
  code: UnknownName,
  names: Names,
  report: Report,
  meant?: Printable,
): void {
  const unknown = unknownName(value, place, names);
  if (unknown) report.error(place, code, meant === undefined ? unknown : { ...unknown, nearest: meant });
}

function unknownName(name: string, place: Place, names: Names) {
  const { all, incomplete } = names;
  if (incomplete || names.has(name)) return undefined;
  const meant = names.nearest(name) ?? severalIn(name, names);
  return { name: bare(place), known: all, ...(meant === undefined ? {} : { nearest: meant }) };
}

/** `xiaoming, lili` without brackets. */
function severalIn(name: string, names: Names): Printable | undefined {
  const written = name.split(/\s*[,，、]\s*/);
  if (written.length < 2) return undefined;
  const parts = written.map((part) => names.nearest(part));
  return parts.every((part) => part !== undefined) ? vouched(`[${parts.join(', ')}]`) : undefined;
}
