import { meantEntry } from '../meant-entry.ts';
import { meantKey, RUN_TOGETHER } from '../meant-key.ts';
import { type Printable, vouched } from '../printable.ts';
import type { Report } from '../report.ts';
import type { Place } from '../source.ts';
import { type Entry, shown } from '../tree.ts';

/** A key that means nothing where it stands, with the one that was probably meant. */
export function reportUnknownKey(
  entry: Entry,
  beside: readonly Entry[],
  known: readonly Printable[],
  report: Report,
): void {
  const { key: name, keyPlace: place } = entry;
  if (/^[\u3000\u00A0]/.test(name)) {
    return report.error({ ...place, end: place.start + 1 }, 'yaml-full-width-space', {});
  }
  if (isForMerging(name)) return report.error(place, 'yaml-merge-key', { key: shown(place) });
  const instead = meantEntry(entry, beside, known);
  if (instead) return report.error(place, 'unknown-key', { key: shown(place), known, instead });
  const meant = meantKey(name, known);
  if (meant !== undefined && reportRunTogether(place, name, report)) return;
  report.error(place, 'unknown-key', { key: shown(place), known, ...(meant === undefined ? {} : { nearest: meant }) });
}

/** `<<: *base`, and `x-base: &base` that is there to be merged. */
export function isForMerging(name: string): boolean {
  return name === '<<' || /^x[-_]/.test(name);
}

/** `{at:"08:30"}`, `at：08:30`: the key is known, but nothing parts it from its value. */
function reportRunTogether(place: Place, name: string, report: Report): boolean {
  const { key, colon, rest = '' } = RUN_TOGETHER.exec(name)?.groups ?? {};
  if (key === undefined) return false;
  const start = place.start + shown(place).indexOf(key) + key.length;
  const gap = colon === ':' ? (/^[\u3000\u00A0]+/.exec(rest)?.[0].length ?? 0) : 0;
  if (gap > 0) report.error({ ...place, start: start + 1, end: start + 1 + gap }, 'yaml-full-width-gap', {});
  else {
    const code = colon === ':' ? 'yaml-space-after-colon' : 'yaml-full-width-colon';
    report.error({ ...place, start, end: start + 1 }, code, { key: vouched(key) });
  }
  return true;
}
