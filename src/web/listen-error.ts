import type { Language } from '../message/language.ts';
import { textsIn } from './texts/catalogue.ts';

/** The web server cannot have its address. Its message, and `tell`, are for people: what is wrong and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  /** The system's code: `EADDRINUSE`. */
  readonly code: string | undefined;
  readonly tell: (language: Language) => string;

  constructor(host: string, port: number, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const said = cause instanceof Error ? cause.message : String(cause);
    const tell = (language: Language): string => {
      const { cannotListen, advice } = textsIn(language).listen;
      const known: Readonly<Record<string, string>> = advice;
      return cannotListen(`${host}:${port}`, known[code] ?? said);
    };
    super(tell('en'), { cause });
    this.code = code;
    this.tell = tell;
  }
}
