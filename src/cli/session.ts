import type { Environment } from '../config/substitute.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Language } from '../message/language.ts';
import type { Output } from './output.ts';
import type { Texts } from './texts/catalogue.ts';

/** One call of the command: what every command needs besides its own arguments. */
export interface Session {
  /** Standard output: what was asked for, and with `json` nothing but JSON lines. */
  readonly out: Output;
  /** Standard error: progress and what went wrong. */
  readonly err: Output;
  readonly json: boolean;
  readonly language: Language;
  readonly texts: Texts;
  /** What the environment says, and `.env` where that is silent, when the command was called. */
  readonly env: Environment;
  /** Read once, when the command was called. */
  readonly now: EpochMs;
}
