import { beginning } from '../../message/beginning.ts';

/** Enough of a text to be recognised, on one line. */
export function short(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > LONGEST || line !== text ? `${beginning(line, LONGEST)}…` : text;
}

const LONGEST = 40;
