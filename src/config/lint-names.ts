import type { Merged } from './merge.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';

/** Warns of names in one section that people take for the same: full-width letters, capitals. */
export function lintNames({ entries }: Merged, report: Report): void {
  for (const section of entries.values()) {
    const first = new Map<string, string>();
    for (const { key, keyPlace } of section) {
      const looks = PLAIN.test(key) ? key : key.normalize('NFKC').toLowerCase();
      const other = first.get(looks);
      if (other === undefined) first.set(looks, key);
      else report.warning(keyPlace, 'names-look-alike', { name: vouched(key), other: vouched(other) });
    }
  }
}

/** Looks like itself alone. */
const PLAIN = /^[a-z\d\-_.]*$/;
