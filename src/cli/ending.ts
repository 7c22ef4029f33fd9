import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { isReaderGone } from './output.ts';
import type { Texts } from './texts/catalogue.ts';
import { usageErrorText } from './usage-error.ts';
import type { Language } from '../message/language.ts';

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
  return { exitCode: EXIT.notFine, message: wordsOf(error, language) ?? texts.unexpected(messageOf(error)) };
}

/**
 * Of an error that knows how to say what to do: the store's, the page's. By its shape: to load the rooms that they come
 * from would slow every start.
 */
function wordsOf(error: unknown, language: Language): string | undefined {
  return isTelling(error) ? error.tell(language) : undefined;
}

function isTelling(error: unknown): error is { readonly tell: (language: Language) => string } {
  return error instanceof Error && 'tell' in error && typeof error.tell === 'function';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function endingOfParsing(error: CommanderError, texts: Texts): Ending {
  // `--help` and `--version` end this way too.
  if (error.exitCode === 0) return { exitCode: EXIT.fine };
  // No command at all: the help has been shown.
  if (error.code === 'commander.help') return { exitCode: EXIT.usage };
  return { exitCode: EXIT.usage, message: usageErrorText(error, texts) };
}
