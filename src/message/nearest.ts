import { distance } from 'fastest-levenshtein';

/** The known name that was probably meant: the same but for case and width, or with at most a third of it mistyped. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  const plain = plainly(name);
  const same = names.find((each) => plainly(each) === plain);
  // A name as long as a page is no typing error, and the distance costs the product of both lengths.
  if (same !== undefined || plain.length > LONGEST) return same;
  const twisted = names.find((each) => letters(plainly(each)) === letters(plain));
  if (twisted !== undefined) return twisted;
  const [best] = names
    .map((each) => ({ each, typos: distance(plain, plainly(each)) }))
    .filter(({ each, typos }) => typos <= allowedIn(each))
    // Of two as near, the one that begins alike: people lose endings rather than beginnings.
    .toSorted((a, b) => a.typos - b.typos || sharedStart(plain, plainly(b.each)) - sharedStart(plain, plainly(a.each)));
  return best?.each;
}

const LONGEST = 100;

/** In a name of one letter every other letter would be one. */
function allowedIn(name: string): number {
  return Math.min(name.length - 1, Math.max(1, Math.floor(name.length / 3)));
}

/** `taem` for `team`: two letters in the wrong order are one slip, though two edits. */
function letters(name: string): string {
  return name.split('').toSorted().join('');
}

/** Full-width letters, capitals, and `clockIn`, `clock_in` for `clock-in`: what people do to names. */
function plainly(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replaceAll(/[-_ ]/g, '');
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
