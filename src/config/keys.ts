import { meantKey } from './meant-key.ts';
import type { Fields } from './decode/group.ts';
import type { Place } from './source.ts';
import type { Mapping } from './tree.ts';

/** Whether a group has a key that is unknown and probably means one of these: then none of them is missing. */
export function hasMisspelt({ entries }: Mapping, keys: readonly string[], known: Fields): boolean {
  // Whatever a merge brings.
  return entries.some(({ key }) => key === '<<' || (!Object.hasOwn(known, key) && meantKey(key, keys) !== undefined));
}

/** Of keys of which one is too many, where the last one stands. */
export function lastKeyPlace({ entries }: Mapping, keys: readonly string[]): Place | undefined {
  return entries.findLast(({ key }) => keys.includes(key))?.keyPlace;
}
