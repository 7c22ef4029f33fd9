import { parseEnv } from 'node:util';

export type EnvValues = Readonly<Record<string, string>>;

/**
 * The text of a `.env` with these values in it: a line that set one is replaced, everything else stays as it is,
 * comments and order included.
 *
 * @throws {Error} when a value can be written in no way that reads back as itself, or would change another one.
 */
export function mergeEnv(text: string, values: EnvValues): string {
  const expected = { ...parseEnv(text), ...values };
  const entries = Object.entries(values);
  const attempts = [replaceLines(text, entries), append(text, entries)];
  const good = attempts.find((attempt) => isSame(parseEnv(attempt), expected));
  if (good === undefined) throw new Error('.env cannot be changed without changing other values in it');
  return good;
}

type Assignments = readonly (readonly [name: string, value: string])[];

function replaceLines(text: string, entries: Assignments): string {
  const missing: [string, string][] = [];
  let changed = text;
  for (const [name, value] of entries) {
    const line = new RegExp(`^([ \\t]*(?:export[ \\t]+)?)${name}[ \\t]*=.*$`, 'gm');
    const found = changed.match(line);
    // The last one is what counts; a function, so that no `$` in the value means anything.
    if (found === null) missing.push([name, value]);
    else changed = changed.replace(line, (_, before: string) => before + assignment(name, value));
  }
  return append(changed, missing);
}

function append(text: string, entries: Assignments): string {
  if (entries.length === 0) return text;
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return start + entries.map(([name, value]) => `${assignment(name, value)}\n`).join('');
}

function assignment(name: string, value: string): string {
  if (/^[\w.:/?=&%+-]*$/.test(value)) return `${name}=${value}`;
  const quote = ['"', "'", '`'].find((each) => !value.includes(each)) ?? '"';
  return `${name}=${quote}${value}${quote}`;
}

function isSame(a: NodeJS.Dict<string>, b: NodeJS.Dict<string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
