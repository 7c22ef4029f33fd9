import { InvalidArgumentError, Option } from 'commander';
import type { Texts } from './texts/catalogue.ts';

export function countOption(flags: string, description: string, texts: Texts): Option {
  return new Option(flags, description).argParser((text) => wholeNumber(text, 1, Number.MAX_SAFE_INTEGER, texts));
}

export function priorityOption(flags: string, description: string, texts: Texts): Option {
  return new Option(flags, description).argParser((text) => wholeNumber(text, 0, 1_000, texts));
}

export function port(text: string, texts: Texts): number {
  return wholeNumber(text, 0, 65_535, texts);
}

function wholeNumber(text: string, least: number, most: number, texts: Texts): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(texts.notANumber(least, most));
}
