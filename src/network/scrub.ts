const MASK = '***';
/** Less than that is no secret, and stands in so many texts that masking it would leave nothing to read. */
const SHORTEST = 4;

/**
 * Takes every token, secret and signature out of a text that a person or a log is going to see.
 * Errors of HTTP clients carry URLs, and a robot's URL *is* its credential.
 *
 * @param secrets Known secrets to remove wherever they stand, raw, url-encoded or in JSON. Those of fewer than four
 *   characters are ignored.
 */
export function scrub(text: string, secrets: readonly string[] = []): string {
  return scrubberOf(secrets)(text);
}

/** {@link scrub} for many texts and the same secrets, which are put in order once. */
export function scrubberOf(secrets: readonly string[]): (text: string) => string {
  const without = maskerOf(secrets);
  return (text) => SHAPES.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), without(text));
}

/** The known secrets alone: also for a text that a program is going to read, such as JSON. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return maskerOf(secrets)(text);
}

/** All of them are looked for at once: one after the other, those of 500 robots take longer than sending a message. */
function maskerOf(secrets: readonly string[]): (text: string) => string {
  const known = inOrder(secrets);
  if (known.length === 0) return (text) => text;
  const any = new RegExp(known.map((secret) => RegExp.escape(secret)).join('|'), 'g');
  return (text) => text.replace(any, MASK);
}

/** All spellings. A secret that begins with another one goes first, or the rest of it would stay. */
function inOrder(secrets: readonly string[]): readonly string[] {
  const spellings = secrets.filter((secret) => secret.trim().length >= SHORTEST).flatMap(spellingsOf);
  return [...new Set(spellings)].toSorted((a, b) => b.length - a.length);
}

function spellingsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inUrl = encodeURIComponent(secret.toWellFormed());
  return [secret, secret.trim(), inUrl, inJson, inJson.replaceAll('/', String.raw`\/`)];
}

/** What gives a secret away without knowing it: the parameter it stands in, or its prefix. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/(access_token|\bsign)("?\s*(?:=|%3D|:)\s*"?)[^\s&"'<>#;,\]})]+/gi, `$1$2${MASK}`],
  [/\bSEC[\w-]{8,}/g, MASK],
  [/\b(Bearer)\s+[\w.~+/=-]+/gi, `$1 ${MASK}`],
];
