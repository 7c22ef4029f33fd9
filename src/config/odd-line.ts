import type { ContentLine } from './content-lines.ts';
import { SECTION_NAMES } from './sections.ts';

/**
 * The line that breaks the indentation, at or before the one over which the parser stumbled. The parser sees only that
 * a line fits nothing above it; where that line is indented as the rest of the file is, one of those above is odd.
 */
export function oddLine(lines: readonly ContentLine[], stumbled: number): ContentLine | undefined {
  const step = stepOf(lines);
  const levels: Level[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.line > stumbled) return undefined;
    const before = lines[index - 1];
    const left = leaveDeeper(levels, line);
    const level = levels.at(-1);
    if (isOffTheMargin(line, lines) || isStray(line, before, level)) return line;
    if (level?.indent === line.indent) continue;
    if (before === undefined || (opensGroup(before) && line.indent > before.indent)) {
      levels.push({ indent: line.indent, first: line });
    } else {
      return oddBefore({ line, before, beforeThat: lines[index - 2], levels, left, step }) ?? line;
    }
  }
  return undefined;
}

/** Lines that belong to one group. */
interface Level {
  readonly indent: number;
  readonly first: ContentLine;
}

/** Spaces by which groups are usually deeper than their names in this file. */
function stepOf(lines: readonly ContentLine[]): number {
  const steps = lines.flatMap((line, index) => {
    const child = lines[index + 1];
    return child && opensGroup(line) && child.indent > line.indent ? [child.indent - line.indent] : [];
  });
  const counted = [...Map.groupBy(steps, (step) => step)];
  // Of several as frequent, two: that is what examples have.
  counted.sort(([a, as], [b, bs]) => bs.length - as.length || Math.abs(a - 2) - Math.abs(b - 2));
  return counted[0]?.[0] ?? 2;
}

/** The last of the levels that end before this line. */
function leaveDeeper(levels: Level[], { indent }: ContentLine): Level | undefined {
  let left: Level | undefined;
  while ((levels.at(-1)?.indent ?? -1) > indent) left = levels.pop();
  return left;
}

/** What begins at the margin is a section; and where anything does, the first line must. */
function isOffTheMargin(line: ContentLine, lines: readonly ContentLine[]): boolean {
  if (line === lines[0]) return line.indent > 0 && lines.some(({ indent }) => indent < line.indent);
  const name = /^([\w-]+)\s*[:：]/.exec(line.text)?.[1];
  return line.indent === 0 && !SECTION_NAMES.some((section) => section === name);
}

/** A colon without a name, or an item of a list among names. */
function isStray(line: ContentLine, before: ContentLine | undefined, level: Level | undefined): boolean {
  if (/^[:?](?:\s|$)/.test(line.text)) return true;
  if (!isItem(line) || level?.indent !== line.indent || isItem(level.first)) return false;
  return before?.indent !== line.indent || !opensGroup(before);
}

function isItem({ text }: ContentLine): boolean {
  return /^-(?:\s|$)/.test(text);
}

/** `name:`, `- name:`, or a dash alone: what belongs to it follows deeper. */
function opensGroup({ text }: ContentLine): boolean {
  return /[:：]$|^-$|^- +.*:\s/.test(text);
}

interface Misfit {
  readonly line: ContentLine;
  readonly before: ContentLine;
  readonly beforeThat: ContentLine | undefined;
  readonly levels: readonly Level[];
  readonly left: Level | undefined;
  readonly step: number;
}

/** The line above that is odd rather than this one: without it, this one would fit. */
function oddBefore({ line, before, beforeThat, levels, left, step }: Misfit): ContentLine | undefined {
  const [level, parent] = [levels.at(-1), levels.at(-2)];
  const fitsUnder = (group: { readonly indent: number } | undefined): boolean =>
    group !== undefined && line.indent === group.indent + step;
  if (left && fitsUnder(level)) return left.first;
  if (level && fitsUnder(parent)) return level.first;
  if (beforeThat?.indent === line.indent) return before;
  return beforeThat && opensGroup(beforeThat) && fitsUnder(beforeThat) ? before : undefined;
}
