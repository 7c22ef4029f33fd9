import type { Source } from './source.ts';
import { lineRange } from './source.ts';

/** A line that says something: neither blank, nor a comment, nor part of a block of text (`|`, `>`). */
export interface ContentLine {
  /** 1-based. */
  readonly line: number;
  /** Characters of white space before it, of whatever kind. */
  readonly indent: number;
  /** Without its indentation, a comment after it, and white space at its end. */
  readonly text: string;
}

/** The lines of a file as a person reads it, whether or not it is YAML. */
export function contentLines(source: Source): readonly ContentLine[] {
  const lines: ContentLine[] = [];
  let blockIndent: number | undefined;
  for (let line = 1; line <= source.lineStarts.length; line += 1) {
    const { start, end } = lineRange(source, line);
    const written = source.text.slice(start, end);
    const text = written.replace(/(?:^|\s)#.*$/, '').trim();
    const indent = written.length - written.trimStart().length;
    if (blockIndent !== undefined && (written.trim() === '' || indent > blockIndent)) continue;
    blockIndent = undefined;
    if (text === '') continue;
    lines.push({ line, indent, text });
    if (BLOCK_HEADER.test(text)) blockIndent = indent;
  }
  return lines;
}

/** `text: |`: what follows deeper is text. */
export const BLOCK_HEADER = /(?:^|[:：-]\s*)[|>][-+\d]{0,2}$/;
