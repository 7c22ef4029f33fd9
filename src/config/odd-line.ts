import type { ContentLine } from './content-lines.ts';

/**
 * The line that breaks the indentation, at or before the one over which the parser stumbled. The parser sees only that
 * a line fits nothing above it; where its neighbours agree with each other, it is the line between them that is odd.
 */
export function oddLine(lines: readonly ContentLine[], stumbled: number): ContentLine | undefined {
  const levels: Level[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.line > stumbled) return undefined;
    const before = lines[index - 1];
    while ((levels.at(-1)?.indent ?? -1) > line.indent) levels.pop();
    const level = levels.at(-1);
    const fits = level?.indent === line.indent;
    if (fits) {
      level.count += 1;
      continue;
    }
    if (before === undefined || (opensGroup(before) && line.indent > before.indent)) {
      levels.push({ indent: line.indent, count: 1 });
      continue;
    }
    return fitsWithout(lines, index) && before ? before : line;
  }
  return undefined;
}

interface Level {
  readonly indent: number;
  count: number;
}

/** `name:`, `- name:`, or a dash alone: what belongs to it follows deeper. */
function opensGroup({ text }: ContentLine): boolean {
  return /[:：]$|^-$|^- +.*:\s/.test(text);
}

/** Whether the line before is odd rather than this one: the lines around it agree. */
function fitsWithout(lines: readonly ContentLine[], index: number): boolean {
  const [line, beforeThat, next] = [lines[index], lines[index - 2], lines[index + 1]];
  if (!line || !beforeThat) return false;
  if (beforeThat.indent === line.indent) return true;
  return opensGroup(beforeThat) && line.indent > beforeThat.indent && next?.indent === line.indent;
}
