/**
 * The gaps of a text that has plain ones only (`{{ … }}` without braces inside, quotes closed, no `{% … %}`), without
 * the words between them. Such words decide about nothing but themselves: whatever is wrong or right with one text, its
 * offset aside, is with every text of the same outline. `undefined` where that is not so.
 */
export function outlineOf(source: string): string | undefined {
  if (source.length > LONGEST) return undefined;
  const words = source.split(GAP);
  const isPlain = words.every(
    (each, index) => !UNCLEAR.test(each) && (index === words.length - 1 || !each.endsWith('{')),
  );
  return isPlain ? (source.match(GAP) ?? []).join(' ') : undefined;
}

/** Whether anything but white space stands between the gaps. */
export function hasWords(source: string): boolean {
  return source.replaceAll(GAP, '').trim() !== '';
}

/** Far below what the engine refuses to parse. */
const LONGEST = 50_000;
const GAP = /\{\{(?:[^{}"']|"[^"{}]*"|'[^'{}]*')*\}\}/g;
const UNCLEAR = /\{[{%]/;
