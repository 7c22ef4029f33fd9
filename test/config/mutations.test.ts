import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentLines } from '../../src/config/content-lines.ts';
import type { Problem } from '../../src/config/problem.ts';
import { createSource } from '../../src/config/source.ts';
import { breadth } from '../support/breadth.ts';
import { printed, problemsOf, readFiles } from './folder.ts';

const SCHEDULES = join(import.meta.dirname, '../../schedules');
const NAMES = (await readdir(SCHEDULES)).filter((name) => name.endsWith('.yaml'));
const shipped = Object.fromEntries(
  await Promise.all(NAMES.map(async (name) => [name, await readFile(join(SCHEDULES, name), 'utf8')] as const)),
) as Readonly<Record<string, string>>;

const FULL_WIDTH: Readonly<Record<string, string>> = {
  ':': '：',
  ',': '，',
  '"': '“',
  '{': '｛',
  '[': '【',
  ' ': '\u3000',
  '#': '＃',
  '|': '｜',
};
const STRAY = `:"'{}[]*&!#-x ,：，%@\`|>?\t`.split('');

/** One slip of the hand on one line. */
const slips = {
  'a character lost': (line: string, at: number) => line.slice(0, at) + line.slice(at + 1),
  'a character too many': (line: string, at: number, pick: number) =>
    line.slice(0, at) + (STRAY[pick % STRAY.length] ?? '') + line.slice(at),
  'a character twice': (line: string, at: number) => line.slice(0, at + 1) + line.slice(at),
  'two characters swapped': (line: string, at: number) =>
    line.slice(0, at) + line.slice(at + 1, at + 2) + line.charAt(at) + line.slice(at + 2),
  'a character in full width': (line: string, at: number) =>
    line.slice(0, at) + line.slice(at).replace(/[:,"{[ #|]/, (found) => FULL_WIDTH[found] ?? found),
  'indented too far': (line: string, _at: number, pick: number) => ' '.repeat(1 + (pick % 3)) + line,
  'indented too little': (line: string) => line.replace(/^ {1,2}/, ''),
  'a line twice': (line: string) => `${line}\n${line}`,
} as const;

interface Slip {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

const slip = fc
  .record({
    file: fc.constantFrom(...NAMES),
    kind: fc.constantFrom(...(Object.keys(slips) as (keyof typeof slips)[])),
    line: fc.nat(),
    at: fc.nat(),
    pick: fc.nat(),
  })
  .map(({ file, kind, line: anyLine, at, pick }): Slip => {
    const lines = (shipped[file] ?? '').split('\n');
    const written = contentLines(createSource(file, shipped[file] ?? ''));
    const line = written[anyLine % written.length]?.line ?? 1;
    const before = lines[line - 1] ?? '';
    return { file, line, text: lines.with(line - 1, slips[kind](before, at % before.length, pick)).join('\n') };
  });

/** What is told where a name is used that is defined, or was until now, somewhere else. */
const REFERENCES: ReadonlySet<string> = new Set([
  'unknown-robot',
  'unknown-person',
  'unknown-calendar',
  'no-robot',
  'person-without-birthday',
  'nobody-has-birthday',
]);

/**
 * Whether a person who looks there sees the slip: on the line itself, on the one before or after it (comments and blank
 * lines aside), or on a name that what was written there belongs to.
 */
function isNear(problem: Problem, { file, line, text }: Slip): boolean {
  if (problem.file !== file) return false;
  const lines = contentLines(createSource(file, text));
  const seen = lines.map((each) => each.line);
  const [before, after] = [seen.findLast((each) => each < line), seen.find((each) => each > line)];
  const was = contentLines(createSource(file, shipped[file] ?? '')).find((each) => each.line === line)?.indent ?? 0;
  const indent = Math.max(was, lines.find((each) => each.line === line)?.indent ?? 0);
  const owners = seen.filter((each, index) => each < line && (lines[index]?.indent ?? 0) < indent);
  return problem.line === line || [before, after, ...owners].includes(problem.line);
}

describe('one slip of the hand in the shipped schedules', () => {
  it('is shown where it is, or it is none', async () => {
    await fc.assert(
      fc.asyncProperty(slip, async (slipped) => {
        const result = await readFiles({ ...shipped, [slipped.file]: slipped.text }, { locale: 'en' });
        const first = problemsOf(result).find(({ severity, code }) => severity === 'error' && !REFERENCES.has(code));
        if (first && !isNear(first, slipped)) {
          expect.fail(`${slipped.file}:${slipped.line} was changed, and told is\n${printed(first)}`);
        }
      }),
      { numRuns: breadth({ quick: 60, long: 3_000 }) },
    );
  });
});

/** One that ended the reading once. */
const MAP_IN_LIST: Slip = {
  file: 'life.yaml',
  line: 9,
  text: (shipped['life.yaml'] ?? '').replace('on: [mon,', 'on: [mon:,'),
};

describe('any number of slips', () => {
  it('gives problems within their files, in both languages, and never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(slip, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('en', 'zh-CN'),
        async (slipped, locale) => {
          const files = { ...shipped, ...Object.fromEntries(slipped.map(({ file, text }) => [file, text])) };
          for (const problem of problemsOf(await readFiles(files, { locale }))) {
            const lines = (files[problem.file] ?? '').split('\n');
            expect(problem.line).toBeLessThanOrEqual(lines.length);
            expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1] ?? '').length + 1);
            expect(printed(problem)).not.toMatch(/\bundefined\b|\[object|\bat .*\.ts:/);
          }
        },
      ),
      { numRuns: breadth({ quick: 30, long: 1_000 }), examples: [[[MAP_IN_LIST], 'en']] },
    );
  });
});
