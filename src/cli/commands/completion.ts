import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { completionScript, type Shell } from '../completion/scripts.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Session } from '../session.ts';

export interface CompletionInput {
  readonly shell: Shell;
}

/** The script that teaches a shell to complete our command line. */
export async function completion({ out }: Session, { shell }: CompletionInput): Promise<ExitCode> {
  // Whether this is the source or what was built of it.
  const main = join(findPackageJSON(import.meta.url) ?? '', '../src/dingbell.cjs');
  out.append(completionScript(shell, { node: process.execPath, main }));
  return EXIT.fine;
}
