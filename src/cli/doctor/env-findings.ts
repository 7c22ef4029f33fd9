import { existsSync, readFileSync, statSync } from 'node:fs';
import { isEnvExposed } from '../init/git-ignore.ts';
import { unclosedQuote } from '../dot-env.ts';
import { fail, type Finding, ok, warn } from './finding.ts';
import type { Patient } from './patient.ts';

const ENV_FILE = '.env';

/** The file with the secrets: who may read it, and whether it reads as it was meant. */
export async function envFindings({ texts: { envFile } }: Patient): Promise<readonly Finding[]> {
  if (!existsSync(ENV_FILE)) return [ok('env-file', envFile.none)];
  const mode = statSync(ENV_FILE).mode & 0o777;
  const line = unclosedQuote(readFileSync(ENV_FILE, 'utf8'));
  const exposed = await isEnvExposed(process.cwd());
  const findings = [
    // Windows has no such modes.
    ...(process.platform !== 'win32' && (mode & 0o077) !== 0
      ? [fail('env-file', envFile.readable(mode.toString(8)), 'chmod 600 .env')]
      : []),
    ...(line === undefined ? [] : [fail('env-file', envFile.unclosed(line), envFile.closeIt)]),
    ...(exposed ? [warn('env-file', envFile.exposed, "echo '.env' >> .gitignore")] : []),
  ];
  return findings.length > 0 ? findings : [ok('env-file', envFile.fine)];
}
