import { beginBeside, endBeside, meantEntry } from '../meant-entry.ts';
import { meantKey, RUN_TOGETHER } from '../meant-key.ts';
import { type Printable, vouched } from '../printable.ts';
import type { Report } from '../report.ts';
import type { Place } from '../source.ts';
import { tornList } from '../torn-list.ts';
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
  const list = tornList(entry, beside, known);
  if (list === 'told') return;
  if (list !== undefined) return report.error(place, 'yaml-list-without-brackets', { line: list });
  const instead = meantEntry(entry, beside, known);
  const begin = isInterval(beside) ? undefined : beginBeside(name, beside);
  const also = begin && { also: shown(begin.keyPlace) };
  if (instead) return report.error(place, 'unknown-key', { key: shown(place), known, instead, ...also });
  // Told together with it.
  if (endBeside(name, beside)) return;
  const meant = meantKey(name, known);
  if (meant !== undefined && reportRunTogether(place, name, report)) return;
  report.error(place, 'unknown-key', { key: shown(place), known, ...(meant === undefined ? {} : { nearest: meant }) });
}

/** `every: 2 weeks` begins with a `from` of its own. */
function isInterval(beside: readonly Entry[]): boolean {
  const every = beside.find(({ key }) => key === 'every')?.value;
  return every?.kind === 'scalar' && /(?:day|week|month|year)s?$/.test(every.text ?? '');
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
