import { distance } from 'fastest-levenshtein';

/** The name that was probably meant; `undefined` when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const allowed = Math.min(3, Math.max(1, Math.floor(name.length / 2)));
  const [best] = known
    .map((each) => ({ each, away: distance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ away }) => away <= allowed)
    // Of two as near, the one that begins alike: people lose endings rather than beginnings.
    .toSorted((a, b) => a.away - b.away || sharedStart(b.each, name) - sharedStart(a.each, name));
  return best?.each;
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
