const MASK = '***';

/**
 * Takes every token, secret and signature out of a text that a person or a log is going to see.
 * Errors of HTTP clients carry URLs, and a robot's URL *is* its credential.
 *
 * @param secrets Known secrets to remove wherever they stand, raw or url-encoded. Empty ones are ignored.
 */
export function scrub(text: string, secrets: readonly string[] = []): string {
  const known = secrets
    .flatMap((secret) => [secret, secret.trim(), encodeURIComponent(secret)])
    .filter((secret) => secret !== '')
    // A secret that contains another one goes first, or the rest of it would stay.
    .toSorted((a, b) => b.length - a.length);
  const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
  return SHAPES.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), withoutKnown);
}

/** What gives a secret away without knowing it: the parameter it stands in, or its prefix. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/(access_token|\bsign)("?\s*(?:=|%3D|:)\s*"?)[^\s&"'<>#;,\]})]+/gi, `$1$2${MASK}`],
  [/\bSEC[\w-]{8,}/g, MASK],
  [/\b(Bearer)\s+[\w.~+/=-]+/gi, `$1 ${MASK}`],
];
