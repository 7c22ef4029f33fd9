import { closest, distance } from 'fastest-levenshtein';

/** The known name that was probably meant: the same but for case and width, or with at most a third of it mistyped. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  const plain = plainly(name);
  const same = names.find((each) => plainly(each) === plain);
  if (same !== undefined || names.length === 0) return same;
  // A name as long as a page is no typing error, and the distance costs the product of both lengths.
  if (plain.length > 100) return undefined;
  const candidate = closest(plain, names);
  const twisted = names.find((each) => letters(each) === letters(plain));
  if (twisted !== undefined) return twisted;
  const typos = distance(plain, candidate);
  const allowed = Math.max(1, Math.floor(candidate.length / 3));
  return typos <= allowed && typos < candidate.length ? candidate : undefined;
}

/** `taem` for `team`: two letters in the wrong order are one slip, though two edits. */
function letters(name: string): string {
  return name.split('').toSorted().join('');
}

/** Full-width letters, capitals, and `clockIn`, `clock_in` for `clock-in`: what people do to names. */
function plainly(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replaceAll(/[-_ ]/g, '');
}
