/** What of a request nobody may read. */
export interface Secrets {
  /** Keys of the body, wherever they stand. */
  readonly keys: readonly string[];
  /** Names of headers, in lower case. */
  readonly headers: readonly string[];
  /** What the hook knows: some senders repeat the address that they were given, with its token. */
  readonly values: readonly string[];
}

/**
 * A body as it may be read and stored: without the sender's secrets, by the names it has for them or because they are
 * what the hook knows; without what is nested so deep that only an attacker writes it.
 */
export function withoutSecrets(body: unknown, { keys, values }: Secrets): unknown {
  return cleaned(body, { keys: new Set(keys), values: new Set(values), spellings: spellingsOf(values) }, 0);
}

const DEEPEST = 100;

interface Sets {
  readonly keys: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  readonly spellings: readonly string[];
}

function cleaned(value: unknown, secrets: Sets, depth: number): unknown {
  if (typeof value === 'string') return secrets.values.has(value) ? null : masked(value, secrets.spellings);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return null;
  if (Array.isArray(value)) return value.map((each: unknown) => cleaned(each, secrets, depth + 1));
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__' && !secrets.keys.has(key));
  return Object.fromEntries(
    entries.map(([key, each]) => [masked(key, secrets.spellings), cleaned(each, secrets, depth + 1)]),
  );
}

/** The headers that may be read and stored: without those by which a sender is known. */
export function withoutProof(
  headers: Readonly<Record<string, string>>,
  { headers: names, values }: Secrets,
): Readonly<Record<string, string>> {
  const spellings = spellingsOf(values);
  const others = Object.entries(headers).filter(([name]) => !PROOF.test(name) && !names.includes(name));
  return Object.fromEntries(others.map(([name, value]) => [name, masked(value, spellings)]));
}

const PROOF = /authorization|cookie|token|secret|signature|password|api-?key|^x-trello-webhook$/;

/** What is shorter stands in many a word. */
const SHORTEST = 8;

function spellingsOf(values: readonly string[]): readonly string[] {
  const long = values.filter(({ length }) => length >= SHORTEST);
  return [...new Set(long.flatMap((value) => [value, encodeURIComponent(value.toWellFormed())]))].toSorted(
    (a, b) => b.length - a.length,
  );
}

function masked(text: string, spellings: readonly string[]): string {
  return spellings.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
