/** Something inside `{{ … }}` or `{% … %}` that Liquid passes over in silence, and that is surely a slip. */
export interface TagSlip {
  readonly kind: 'full-width' | 'missing-pipe';
  /** 0-based in the source. */
  readonly offset: number;
  /** The characters in question. */
  readonly text: string;
}

/**
 * What a Chinese keyboard and a hurried hand get wrong: full-width punctuation outside quotes (`｜`, `：`, `“`), and a
 * filter without its pipe (`{{ date: "M月d日" }}`), which Liquid would print as if the filter were not there.
 */
export function findTagSlip(source: string): TagSlip | undefined {
  const text = blankedOut(source, /\{%-?\s*(raw|comment)\s*-?%\}.*?\{%-?\s*end\1\s*-?%\}/gs);
  for (const tag of text.matchAll(/\{\{.*?\}\}|\{%.*?%\}/gs)) {
    const slip = slipIn(tag[0]);
    if (slip !== undefined) return { ...slip, offset: tag.index + slip.offset };
  }
  return undefined;
}

function slipIn(tag: string): TagSlip | undefined {
  const unquoted = blankedOut(tag, /"[^"]*"|'[^']*'/g);
  const fullWidth = /[｜：，“”‘’（）｛｝]/.exec(unquoted);
  if (fullWidth) return { kind: 'full-width', offset: fullWidth.index, text: fullWidth[0] };
  const unpiped = /^\{\{-?\s*[\w.]+\s*(?=[:"'])/.exec(tag);
  if (unpiped) return { kind: 'missing-pipe', offset: unpiped[0].length, text: tag.charAt(unpiped[0].length) };
  return undefined;
}

/** The same length, so that offsets stay true. */
function blankedOut(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => ' '.repeat(match.length));
}
