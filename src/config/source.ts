import { maskSecrets } from './mask-secrets.ts';

/** One file's text, ready to be pointed into. Offsets are UTF-16 code units, as editors and the YAML parser count. */
export interface Source {
  /** As problems name it, relative to where the command runs: `schedules/work.yaml`. */
  readonly file: string;
  readonly text: string;
  /** The same text, character for character, with literal secrets masked: only this is ever shown. */
  readonly shown: string;
  /** The offset at which each line begins. */
  readonly lineStarts: readonly number[];
}

/** A stretch of a file: `end` is exclusive, `start === end` points between two characters. */
export interface Place {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

export function createSource(file: string, text: string): Source {
  return { file, text, shown: maskSecrets(text), lineStarts: lineStartsOf(text) };
}

export function positionAt({ lineStarts }: Source, offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** Where a line (1-based) begins and ends, without its line break. */
export function lineRange(
  { text, lineStarts }: Source,
  line: number,
): { readonly start: number; readonly end: number } {
  const start = lineStarts[line - 1] ?? text.length;
  const next = lineStarts[line] ?? text.length + 1;
  const end = text[next - 2] === '\r' ? next - 2 : next - 1;
  return { start, end: Math.max(start, end) };
}

/** The place as a person reads it: `schedules/work.yaml:12`. */
export function fileAndLine({ source, start }: Place): string {
  return `${source.file}:${positionAt(source, start).line}`;
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
