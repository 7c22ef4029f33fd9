import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { dotEnvFor, unclosedQuote } from '../dot-env.ts';
import { isEnvExposed } from '../init/git-ignore.ts';
import { fail, type Finding, ok, warn } from './finding.ts';
import type { Patient } from './patient.ts';

/** The file with the secrets: who may read it, and whether it reads as it was meant. */
export async function envFindings({ directory, texts: { envFile } }: Patient): Promise<readonly Finding[]> {
  const path = dotEnvFor(directory);
  if (!existsSync(path)) return [ok('env-file', envFile.none)];
  const mode = statSync(path).mode & 0o777;
  const line = unclosedQuote(readFileSync(path, 'utf8'));
  const exposed = await isEnvExposed(dirname(resolve(path)));
  const findings = [
    // Windows has no such modes.
    ...(process.platform !== 'win32' && (mode & 0o077) !== 0
      ? [fail('env-file', envFile.readable(mode.toString(8)), `chmod 600 ${path}`)]
      : []),
    ...(line === undefined ? [] : [fail('env-file', envFile.unclosed(line), envFile.closeIt)]),
    ...(exposed ? [warn('env-file', envFile.exposed, "echo '.env' >> .gitignore")] : []),
  ];
  return findings.length > 0 ? findings : [ok('env-file', envFile.fine)];
}
