import type { WrittenBirthday } from '../schedule/birthday.ts';
import type { Report } from './report.ts';
import type { PersonShape } from './shape.ts';
import type { Place } from './source.ts';
import type { Path, Tree } from './tree.ts';
import { entryOf, treeAt } from './tree.ts';

/** A day of the year as written, by either calendar. */
export type WrittenDay = Exclude<NonNullable<PersonShape['birthday']>, string>;

/**
 * Decides by which calendar a day is written: a text is a solar date. Reports both, neither, and options that belong
 * to the other calendar.
 */
export function writtenDay(
  written: string | WrittenDay,
  tree: Tree,
  path: Path,
  owner: Place,
  report: Report,
): WrittenBirthday | undefined {
  if (typeof written === 'string') return { date: written.trim() };
  const { date, lunar, feb29, leapMonth, day30, count } = written;
  const map = treeAt(tree, path);
  const keyPlace = (key: string): Place => entryOf(map, key)?.keyPlace ?? owner;
  if (date !== undefined && lunar !== undefined) {
    report.error(keyPlace('lunar'), 'keys-exclude', { key: 'date', other: 'lunar' });
    return undefined;
  }
  const counted = count === undefined ? {} : { count };
  if (lunar !== undefined) {
    if (feb29 !== undefined)
      report.error(keyPlace('feb29'), 'key-without-partner', { key: 'feb29', partners: ['date'] });
    return {
      lunar,
      ...counted,
      ...(leapMonth === undefined ? {} : { leapMonth }),
      ...(day30 === undefined ? {} : { day30 }),
    };
  }
  for (const [key, value] of Object.entries({ leapMonth, day30 })) {
    if (value !== undefined) report.error(keyPlace(key), 'key-without-partner', { key, partners: ['lunar'] });
  }
  if (date !== undefined) return { date: date.trim(), ...counted, ...(feb29 === undefined ? {} : { feb29 }) };
  report.error(owner, 'missing-key', { key: 'date', expected: 'yearly-options' });
  return undefined;
}
