import { distance } from 'fastest-levenshtein';

/** The known name that was probably meant: the same but for case and width, or with at most a third of it mistyped. */
export function nearest<Name extends string>(name: string, known: Iterable<Name>): Name | undefined {
  return nearestAmong(known)(name);
}

/** The same for many names that are looked up among many. */
export function nearestAmong<Name extends string>(known: Iterable<Name>): (name: string) => Name | undefined {
  const names = Array.from(known, (each) => ({ each, ...formsOf(each), allowed: allowedIn(each) }));
  const [byPlain, bySorted] = [firstBy(names, ({ plain }) => plain), firstBy(names, ({ sorted }) => sorted)];
  return (name) => {
    const asked = formsOf(name);
    const { plain } = asked;
    const same = byPlain.get(plain)?.each;
    // A name as long as a page is no typing error, and the distance costs the product of both lengths.
    if (same !== undefined || plain.length > LONGEST) return same;
    const twisted = bySorted.get(asked.sorted);
    if (twisted !== undefined) return twisted.each;
    const [best] = names
      .filter((each) => leastDistance(asked, each) <= each.allowed)
      .map((each) => ({ ...each, typos: distance(plain, each.plain) }))
      .filter(({ allowed, typos }) => typos <= allowed)
      // Of two as near, the one that begins alike: people lose endings rather than beginnings.
      .toSorted((a, b) => a.typos - b.typos || sharedStart(plain, b.plain) - sharedStart(plain, a.plain));
    return best?.each;
  };
}

function firstBy<Each>(all: readonly Each[], keyOf: (each: Each) => string): ReadonlyMap<string, Each> {
  return new Map(all.toReversed().map((each) => [keyOf(each), each]));
}

interface Forms {
  readonly plain: string;
  readonly sorted: string;
  /** A bit for each letter that occurs, several letters to a bit. */
  readonly bits: number;
}

function formsOf(name: string): Forms {
  const plain = plainly(name);
  let bits = 0;
  for (let index = 0; index < plain.length; index += 1) bits |= 1 << (plain.charCodeAt(index) & 31);
  return { plain, sorted: letters(plain), bits };
}

/** No fewer edits lead from one to the other: each mends one letter that is missing and one that is too many. */
function leastDistance(a: Forms, b: Forms): number {
  const [missing, extra] = [bitCount(b.bits & ~a.bits), bitCount(a.bits & ~b.bits)];
  return Math.max(missing, extra, Math.abs(a.plain.length - b.plain.length));
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
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
