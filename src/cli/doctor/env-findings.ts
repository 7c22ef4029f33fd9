import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ENV_FILE, envDirectoryFor, unclosedQuote } from '../../config/dot-env.ts';
import { isEnvExposed } from '../init/git-ignore.ts';
import { fail, type Finding, ok, warn } from './finding.ts';
import type { Patient } from './patient.ts';

/** The file with the secrets: who may read it, and whether it reads as it was meant. */
export async function envFindings({ directory, texts: { envFile } }: Patient): Promise<readonly Finding[]> {
  const envDirectory = envDirectoryFor(directory);
  const path = relative(process.cwd(), join(envDirectory, ENV_FILE));
  if (!existsSync(path)) return [ok('env-file', envFile.none)];
  const mode = statSync(path).mode & 0o777;
  const line = unclosedQuote(readFileSync(path, 'utf8'));
  const exposed = await isEnvExposed(envDirectory);
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
