import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { isReaderGone } from './output.ts';
import type { Texts } from './texts/catalogue.ts';
import { usageErrorText } from './usage-error.ts';
import type { Language } from './language.ts';
import { reasonIn } from '../delivery/reason-in.ts';

export interface Ending {
  readonly exitCode: ExitCode;
  /** One line: what is wrong and what to do. None when nothing is wrong. */
  readonly message?: string;
}

/** How the program ends when a command threw. */
export function endingOf(error: unknown, texts: Texts, language: Language): Ending {
  if (isReaderGone(error)) return { exitCode: EXIT.fine };
  if (error instanceof CommanderError) return endingOfParsing(error, texts);
  if (error instanceof Failure) return { exitCode: error.exitCode, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  const isExplained = error instanceof Error && EXPLAINED.has(error.name);
  return {
    exitCode: EXIT.notFine,
    message: isExplained ? reasonIn(language, message) : texts.unexpected(message),
  };
}

/** Errors whose message says what to do. By name: to load the rooms they come from would slow every start. */
const EXPLAINED: ReadonlySet<string> = new Set(['StoreError', 'ListenError']);

function endingOfParsing(error: CommanderError, texts: Texts): Ending {
  // `--help` and `--version` end this way too.
  if (error.exitCode === 0) return { exitCode: EXIT.fine };
  // No command at all: the help has been shown.
  if (error.code === 'commander.help') return { exitCode: EXIT.usage };
  return { exitCode: EXIT.usage, message: usageErrorText(error, texts) };
}
