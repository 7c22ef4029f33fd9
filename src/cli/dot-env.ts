import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Takes the `.env` that lies beside a folder of schedules into the environment, else that of the current folder, where
 * there is one; what is set already stays.
 *
 * @returns the line of a quote that is never closed: what was meant to be its value is not.
 */
export function loadDotEnv(schedules: string): number | undefined {
  const path = dotEnvFor(schedules);
  try {
    process.loadEnvFile(path);
    return unclosedQuote(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}

/** The one beside a folder of schedules, else that of the current folder; as it is named from here. */
export function dotEnvFor(schedules: string): string {
  const beside = relative(process.cwd(), join(dirname(resolve(schedules)), DOT_ENV)) || DOT_ENV;
  return existsSync(beside) ? beside : DOT_ENV;
}

const DOT_ENV = '.env';

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
