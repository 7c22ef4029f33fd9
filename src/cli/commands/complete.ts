import type { Command } from 'commander';
import type { Config } from '../../config/config.ts';
import { type Candidate, understand, type Understood } from '../completion/candidates.ts';
import { valuesFrom } from '../completion/values.ts';
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
  const understood = understand(program, words);
  const { continuation } = understood;
  if (continuation.kind === 'values' && (continuation.source === 'folders' || continuation.source === 'files')) {
    await session.out.line(continuation.source === 'folders' ? ':dirs' : ':files');
    return EXIT.fine;
  }
  const typed = current === '=' ? '' : current;
  for (const { value, description } of await candidatesOf(session, understood)) {
    if (!value.startsWith(typed)) continue;
    await session.out.line(description === '' ? value : `${value}\t${inOneLine(description)}`);
  }
  return EXIT.fine;
}

async function candidatesOf(session: Session, { continuation, given }: Understood): Promise<readonly Candidate[]> {
  if (continuation.kind === 'words') return continuation.words;
  const { source, prefix } = continuation;
  if (source === 'folders' || source === 'files') return [];
  const config = NEEDS_CONFIG.has(source) ? await configIn(session, given.get('--dir') ?? 'schedules') : undefined;
  return valuesFrom(source, config).map((each) => ({ ...each, value: prefix + each.value }));
}

const NEEDS_CONFIG: ReadonlySet<unknown> = new Set(['reminders', 'robots', 'people', 'calendars']);

/** Whatever is wrong with it is not to be told while somebody types, nor is he to wait for it when he needs none. */
async function configIn(session: Session, directory: string): Promise<Config | undefined> {
  const { readConfiguration } = await import('../configuration.ts');
  const read = await readConfiguration(session, directory);
  return read.kind === 'config' ? read.config : undefined;
}
