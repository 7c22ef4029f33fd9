import { html } from 'hono/html';
import { charactersOf, displayWidth } from '../../config/display-width.ts';
import type { Html } from './view.ts';

/**
 * A code frame with the place itself marked: carets below it stand under it only in a font in which a Chinese character
 * is as wide as two others, and few browsers have one.
 */
export function codeFrame(text: string): Html {
  const lines = text.split('\n');
  return html`${lines.map((line, index) => frameLine(line, lines[index + 1], index === 0))}`;
}

function frameLine(line: string, below: string | undefined, isFirst: boolean): Html | '' {
  if (CARETS.test(line)) return '';
  const [, gutter = '', code = line] = ROW.exec(line) ?? [];
  const carets = CARETS.exec(below ?? '');
  return html`${isFirst ? '' : '\n'}<span class="frame-gutter">${gutter}</span>${carets ? marked(code, carets) : code}`;
}

/** `> 12 | code`, and below it `     |   ^^`. */
const ROW = /^([> ] *\d+ \| ?)(.*)$/su;
const CARETS = /^ +\| (?<before> *)(?<mark>\^+)$/u;

function marked(code: string, { groups }: RegExpExecArray): Html {
  const start = columnToIndex(code, groups?.['before']?.length ?? 0);
  const end = start + columnToIndex(code.slice(start), groups?.['mark']?.length ?? 1);
  // Something is missing after the last character.
  const words = code.slice(start, end) || ' ';
  return html`${code.slice(0, start)}<mark>${words}</mark>${code.slice(end)}`;
}

function columnToIndex(code: string, column: number): number {
  let [index, width] = [0, 0];
  for (const character of charactersOf(code)) {
    if (width >= column) break;
    width += displayWidth(character);
    index += character.length;
  }
  return index;
}
