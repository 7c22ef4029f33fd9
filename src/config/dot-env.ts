import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { EXTRA_CERTIFICATES, extraCertificates } from '../network/extra-certificates.ts';
import { proxyFault } from '../network/proxy.ts';
import { reasonOf } from './find-files.ts';
import { vouched } from './printable.ts';
import { wholeFile } from './read-source.ts';
import type { Report } from './report.ts';
import { createSource, type Place } from './source.ts';
import type { Environment } from './substitute.ts';

/** The file with the secrets. */
export const ENV_FILE = '.env';

/** Where that of a folder of schedules lies: beside it, unless there is only one in the current folder. Absolute. */
export function envDirectoryFor(schedules: string): string {
  const beside = dirname(resolve(schedules));
  const isOnlyHere = !existsSync(join(beside, ENV_FILE)) && existsSync(ENV_FILE);
  return isOnlyHere ? process.cwd() : beside;
}

/**
 * What the environment says, and `.env` where that is silent: as it stands now, not as it stood when the process began.
 * Nothing of it is put into `process.env`, where what the file once said would stay. What is wrong with the file is
 * reported, none of its lines shown; one that is missing says nothing. A proxy that is none is told as well.
 */
export async function readEnvironment(
  own: Environment,
  directory: string,
  told?: { readonly report: Report; readonly cwd: string },
): Promise<Environment> {
  const path = join(directory, ENV_FILE);
  const placeOf = (cwd: string, line: number | undefined): Place =>
    line === undefined ? wholeFile(relative(cwd, path)) : lineOf(relative(cwd, path), line);
  let text = '';
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = reasonOf(error);
    if (reason !== 'ENOENT')
      told?.report.error(placeOf(told.cwd, undefined), 'env-file-unreadable', { reason: vouched(reason) });
  }
  const line = unclosedQuote(text);
  if (line !== undefined) told?.report.error(placeOf(told.cwd, line), 'env-quote-unclosed', {});
  const env = { ...parseEnv(text), ...own };
  const warn = (name: string, code: 'proxy-invalid' | 'certificates-unreadable') =>
    told?.report.warning(placeOf(told.cwd, lineSetting(name, text)), code, { name: vouched(name) });
  const proxy = proxyFault(env);
  if (proxy !== undefined) warn(proxy, 'proxy-invalid');
  if (extraCertificates(env) === undefined) warn(EXTRA_CERTIFICATES, 'certificates-unreadable');
  return env;
}

/** The last line, from 1, that sets a variable. */
function lineSetting(name: string, text: string): number | undefined {
  const lines = text.split(/\r?\n/).map((line) => /^\s*(?:export\s+)?([\w.-]+)\s*=/.exec(line)?.[1]);
  return lines.includes(name) ? lines.lastIndexOf(name) + 1 : undefined;
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

/** Of a text that must not be known. */
function lineOf(name: string, line: number) {
  const before = '\n'.repeat(line - 1);
  return { source: createSource(name, before), start: before.length, end: before.length };
}
