const MASK = '***';

/**
 * Takes every token, secret and signature out of a text that a person or a log is going to see.
 * Errors of HTTP clients carry URLs, and a robot's URL *is* its credential.
 *
 * @param secrets Known secrets to remove wherever they stand, raw, url-encoded or in JSON. Empty ones are ignored.
 */
export function scrub(text: string, secrets: readonly string[] = []): string {
  return SHAPES.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), withoutSecrets(text, secrets));
}

/** The known secrets alone: also for a text that a program is going to read, such as JSON. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets
    .flatMap((secret) => [secret, secret.trim(), encodeURIComponent(secret), secret.replaceAll('/', String.raw`\/`)])
    .filter((secret) => secret !== '')
    // A secret that contains another one goes first, or the rest of it would stay.
    .toSorted((a, b) => b.length - a.length);
  return known.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
}

/** What gives a secret away without knowing it: the parameter it stands in, or its prefix. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/(access_token|\bsign)("?\s*(?:=|%3D|:)\s*"?)[^\s&"'<>#;,\]})]+/gi, `$1$2${MASK}`],
  [/\bSEC[\w-]{8,}/g, MASK],
  [/\b(Bearer)\s+[\w.~+/=-]+/gi, `$1 ${MASK}`],
];
