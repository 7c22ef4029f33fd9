import type { Command } from 'commander';
import type { Config } from '../../config/config.ts';
import { type Continuation, understand } from '../completion/candidates.ts';
import type { Candidate, Line } from '../completion/values.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { inOneLine } from '../one-line.ts';
import type { Session } from '../session.ts';

export interface CompleteInput {
  /** The command line as far as it is typed, the program's name left out. */
  readonly words: readonly string[];
  /** A new word begins after them; by default the last one is being typed. */
  readonly newWord?: boolean;
}

/** What could come next, for the scripts of `completion`: a candidate per line, or what the shell is to look for. */
export async function complete(session: Session, program: Command, input: CompleteInput): Promise<ExitCode> {
  const words = input.newWord || input.words.length === 0 ? [...input.words, ''] : input.words;
  const current = words.at(-1) ?? '';
  const { command, operands, continuation, given } = understand(program, words);
  const line = { command: command.name(), operands, now: session.now };
  const found = await candidatesOf(session, continuation, line, given.get('--dir') ?? 'schedules');
  if (typeof found === 'string') await session.out.line(found);
  else {
    const typed = current === '=' ? '' : current;
    for (const { value, description } of found) {
      if (!value.startsWith(typed)) continue;
      await session.out.line(description === '' ? value : `${value}\t${inOneLine(description)}`);
    }
  }
  return EXIT.fine;
}

async function candidatesOf(
  session: Session,
  { values, prefix }: Continuation,
  line: Line,
  directory: string,
): Promise<string | readonly Candidate[]> {
  if (typeof values === 'string') return values;
  const config = typeof values === 'function' ? await configIn(session, directory) : undefined;
  const found = typeof values === 'function' ? (config ? await values(config, line) : []) : values;
  const candidates = Array.from(found, (one) => (typeof one === 'string' ? { value: one, description: '' } : one));
  return candidates.map((each) => ({ ...each, value: prefix + each.value }));
}

/** Whatever is wrong with it is not to be told while somebody types. */
async function configIn(session: Session, directory: string): Promise<Config | undefined> {
  const { readConfiguration } = await import('../configuration.ts');
  const read = await readConfiguration(session, directory);
  return read.kind === 'config' ? read.config : undefined;
}
