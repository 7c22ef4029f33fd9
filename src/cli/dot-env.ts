import { readFileSync } from 'node:fs';

/**
 * Takes `.env` of the current folder into the environment, where there is one; what is set already stays.
 *
 * @returns the line of a quote that is never closed: what was meant to be its value is not.
 */
export function loadDotEnv(): number | undefined {
  try {
    process.loadEnvFile('.env');
    return unclosedQuote(readFileSync('.env', 'utf8'));
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}

/** The line, from 1, on which a quoted value begins that has no end. Node then takes the bare quote for the value. */
export function unclosedQuote(text: string): number | undefined {
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const [, quote, rest = ''] = ASSIGNMENT.exec(lines[index] ?? '') ?? [];
    if (quote === undefined || rest.includes(quote)) continue;
    const end = lines.findIndex((line, later) => later > index && line.includes(quote));
    // The opening quote of a later value is no end either, though it is taken for one.
    if (end === -1 || ASSIGNMENT.test(lines[end] ?? '')) return index + 1;
    index = end;
  }
  return undefined;
}

/** `NAME="value`, with any of the three quotes. */
const ASSIGNMENT = /^\s*(?:export\s+)?[\w.-]+\s*=\s*(["'`])(.*)$/;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
