import type { CommanderError } from 'commander';
import { unsheltered } from './dashed-text.ts';
import type { Texts } from './texts/catalogue.ts';

/** What a usage error is about, taken out of commander's English. */
export interface UsageError {
  /** The command, option or argument. */
  readonly subject: string;
  /** The value given for it. */
  readonly value: string;
  /** The nearest known one, or several: `next`, `--count, --color`. */
  readonly nearest?: string | undefined;
  /** The values it may have. */
  readonly choices?: string | undefined;
  /** What we said about the value ourselves. */
  readonly advice: string;
}

/** What commander found wrong with the command line, in the reader's language: one line with what to do. */
export function usageErrorText({ code, message }: CommanderError, texts: Texts): string {
  const translate = texts.usage[code];
  const said = unsheltered(message);
  return translate ? translate(understand(said)) : said.replace(/^error: /, '').replaceAll('\n', ' ');
}

function understand(message: string): UsageError {
  const [subject = '', value = ''] = Array.from(message.matchAll(/'([^']*)'/g), ([, quoted = '']) => quoted);
  return {
    subject,
    value,
    nearest: /Did you mean (?:one of )?(.+)\?\)/.exec(message)?.[1],
    choices: /Allowed choices are (.+)\./.exec(message)?.[1],
    advice: / is invalid\. (.*)$/.exec(message)?.[1] ?? '',
  };
}
