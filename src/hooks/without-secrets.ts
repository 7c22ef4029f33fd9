/**
 * A body as it may be read and stored: without the sender's secrets, by the names it has for them or because they are
 * what the hook knows; without what is nested so deep that only an attacker writes it.
 */
export function withoutSecrets(body: unknown, { keys, values }: Secrets): unknown {
  return cleaned(body, { keys: new Set(keys), values: new Set(values) }, 0);
}

export interface Secrets {
  /** Of the body, wherever they stand. */
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

const DEEPEST = 100;

interface Sets {
  readonly keys: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

function cleaned(value: unknown, secrets: Sets, depth: number): unknown {
  if (typeof value === 'string') return secrets.values.has(value) ? null : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return null;
  if (Array.isArray(value)) return value.map((each: unknown) => cleaned(each, secrets, depth + 1));
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__' && !secrets.keys.has(key));
  return Object.fromEntries(entries.map(([key, each]) => [key, cleaned(each, secrets, depth + 1)]));
}

/** The headers that may be read and stored: without those by which a sender is known. */
export function withoutProof(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !PROOF.test(name)));
}

const PROOF = /authorization|cookie|token|secret|signature|password|api-?key|^x-trello-webhook$/;
