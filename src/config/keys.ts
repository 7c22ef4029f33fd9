import { keyOf, meantEntry } from './meant-entry.ts';
import { meantKey } from './meant-key.ts';
import type { Fields } from './decode/group.ts';
import type { Place } from './source.ts';
import type { Mapping } from './tree.ts';

/** Whether a group has a key that is unknown and probably means one of these: then none of them is missing. */
export function hasMisspelt({ entries }: Mapping, keys: readonly string[], known: Fields): boolean {
  // Whatever a merge brings.
  const names = Object.keys(known);
  return entries.some((entry) => {
    const { key } = entry;
    if (key === '<<') return true;
    if (Object.hasOwn(known, key)) return false;
    const instead = meantEntry(entry, entries, names);
    return instead ? instead.some((line) => keys.includes(keyOf(line))) : meantKey(key, keys) !== undefined;
  });
}

/** Where the last of the given keys stands, when there is one key too many. */
export function lastKeyPlace({ entries }: Mapping, keys: readonly string[]): Place | undefined {
  return entries.findLast(({ key }) => keys.includes(key))?.keyPlace;
}
