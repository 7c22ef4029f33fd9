import { fileURLToPath } from 'node:url';
import { completionScript, type Shell } from '../completion/scripts.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Session } from '../session.ts';

export interface CompletionInput {
  readonly shell: Shell;
}

/** The script that teaches a shell to complete our command line. */
export async function completion({ out }: Session, { shell }: CompletionInput): Promise<ExitCode> {
  const main = fileURLToPath(new URL('../../dingbell.cjs', import.meta.url));
  out.append(completionScript(shell, { node: process.execPath, main }));
  return EXIT.fine;
}
