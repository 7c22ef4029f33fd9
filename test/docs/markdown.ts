/** What the tests of the documentation look at in one Markdown page; lines count from 1. */
export interface Page {
  /** Relative to the checkout: `docs/yaml.md`. */
  readonly path: string;
  readonly text: string;
  readonly headings: readonly Heading[];
  readonly fences: readonly Fence[];
  readonly tables: readonly Table[];
  readonly links: readonly Link[];
  /** Everything between single backticks, outside fences. */
  readonly codeSpans: readonly CodeSpan[];
}

interface Heading {
  readonly line: number;
  readonly level: number;
  readonly text: string;
  /** The anchor that GitHub gives it. */
  readonly slug: string;
}

export interface Fence {
  /** The line of its opening. */
  readonly line: number;
  /** The first word of the info string; empty when there is none. */
  readonly language: string;
  /** The other words: GitHub shows none of them. `console exit=1` → `['exit=1']`. */
  readonly marks: readonly string[];
  /** Without the indentation of its opening. */
  readonly text: string;
  readonly indent: string;
}

interface Table {
  readonly line: number;
  /** Name behind `<!-- keys: … -->` on the line above, where there is one. */
  readonly label: string | undefined;
  /** Cells as written, without the header and the rule below it. */
  readonly rows: readonly (readonly string[])[];
}

interface Link {
  readonly line: number;
  readonly target: string;
}

interface CodeSpan {
  readonly line: number;
  readonly text: string;
}

/** Reads the subset of Markdown that the pages are written in. */
export function parsePage(path: string, text: string): Page {
  const lines = text.split('\n');
  const fences = fencesOf(lines);
  const inFence = (line: number): boolean =>
    fences.some((fence) => line >= fence.line && line <= fence.line + fence.text.split('\n').length);
  const prose = lines.map((content, index) => ({ line: index + 1, content })).filter(({ line }) => !inFence(line));
  return {
    path,
    text,
    fences,
    headings: headingsOf(prose),
    tables: tablesOf(prose),
    links: prose.flatMap(linksOf),
    codeSpans: prose.flatMap(({ line, content }) =>
      [...content.matchAll(/`([^`]+)`/g)].map(([, span = '']) => ({
        line,
        text: span.replaceAll(String.raw`\|`, '|'),
      })),
    ),
  };
}

interface ProseLine {
  readonly line: number;
  readonly content: string;
}

function fencesOf(lines: readonly string[]): readonly Fence[] {
  const fences: Fence[] = [];
  for (let index = 0; index < lines.length; index++) {
    const [, indent, info] = /^( *)```(.*)$/.exec(lines[index] ?? '') ?? [];
    if (indent === undefined || info === undefined) continue;
    const end = lines.indexOf(`${indent}\`\`\``, index + 1);
    if (end === -1) throw new Error(`line ${index + 1}: this fence never ends`);
    const [language = '', ...marks] = info.trim().split(/\s+/);
    const text = lines.slice(index + 1, end).map((line) => line.slice(indent.length));
    fences.push({ line: index + 1, language, marks, text: [...text, ''].join('\n'), indent });
    index = end;
  }
  return fences;
}

function headingsOf(prose: readonly ProseLine[]): readonly Heading[] {
  const seen = new Map<string, number>();
  return prose.flatMap(({ line, content }) => {
    const [, marks, text] = /^(#{1,6}) (.+)$/.exec(content) ?? [];
    if (marks === undefined || text === undefined) return [];
    const base = slugOf(text);
    const times = seen.get(base) ?? 0;
    seen.set(base, times + 1);
    return { line, level: marks.length, text, slug: times === 0 ? base : `${base}-${times}` };
  });
}

/** As github-slugger does: lower case, punctuation gone, spaces to hyphens. */
function slugOf(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

function tablesOf(prose: readonly ProseLine[]): readonly Table[] {
  const tables: Table[] = [];
  for (const [index, { line, content }] of prose.entries()) {
    if (!/^ *\|[\s:|-]+\|$/.test(content)) continue;
    const rows = prose.slice(index + 1);
    const end = rows.findIndex((row) => !row.content.trimStart().startsWith('|'));
    const above = prose.slice(0, index - 1).findLast((row) => row.content.trim() !== '')?.content ?? '';
    tables.push({
      line,
      label: /^<!-- keys: (.+) -->$/.exec(above)?.[1],
      rows: rows.slice(0, end === -1 ? undefined : end).map((row) => cellsOf(row.content)),
    });
  }
  return tables;
}

function cellsOf(row: string): readonly string[] {
  return row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'));
}

function linksOf({ line, content }: ProseLine): readonly Link[] {
  const withoutCode = content.replaceAll(/`[^`]*`/g, '');
  const written = withoutCode.matchAll(/\[[^\]]*\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g);
  return [...written].map(([, target, attribute = '']) => ({ line, target: target ?? attribute }));
}
