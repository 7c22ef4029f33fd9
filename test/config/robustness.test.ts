import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadth } from '../support/breadth.ts';
import { codesOf, printed, problemsOf, readFiles } from './folder.ts';

const SCHEDULES = join(import.meta.dirname, '../../schedules');
const NAMES = ['robots.yaml', 'work.yaml', 'life.yaml', 'family.yaml'];
const shipped = Object.fromEntries(
  await Promise.all(NAMES.map(async (name) => [name, await readFile(join(SCHEDULES, name), 'utf8')] as const)),
) as Readonly<Record<string, string>>;

describe('whatever is in the folder', () => {
  it('any bytes give problems or a configuration, never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const result = await readFiles({ 'a.yaml': bytes });
        expect(problemsOf(result).every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
      }),
      { numRuns: breadth({ quick: 20, long: 500 }) },
    );
  });

  it('any text of YAML characters does too', async () => {
    const piece = fc.constantFrom(
      ...'reminders:|text|at|"08:50"|\n|\n  |\n    |: |- |{|}|[|]|,|*|&a|!x|#|"|\'|>|%|@|`|${A}|{{|}}|：|，|　|\t'.split(
        '|',
      ),
      '|',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const result = await readFiles({ 'a.yaml': pieces.join('') });
        expect(problemsOf(result).map(printed).join('\n')).not.toMatch(/undefined|\[object|\bat .*\.ts/);
      }),
      { numRuns: breadth({ quick: 30, long: 1_000 }) },
    );
  });

  it('an edit anywhere in the shipped files gives problems with a place, or still a configuration', async () => {
    const edit = fc.record({
      name: fc.constantFrom(...NAMES),
      at: fc.nat(),
      remove: fc.nat(12),
      insert: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('\n', '\t', ': ', '：', '"', '{', '- ', '#', '*', '${X}'),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const files = { ...shipped };
        for (const { name, at, remove, insert } of edits) {
          const text = files[name] ?? '';
          const start = at % (text.length + 1);
          files[name] = text.slice(0, start) + insert + text.slice(start + remove);
        }
        const problems = problemsOf(await readFiles(files));
        expect(problems.every(({ file, message }) => NAMES.includes(file) && message !== '')).toBe(true);
        expect(problems.map(printed).join('\n')).not.toMatch(/\bundefined\b|\[object/);
      }),
      { numRuns: breadth({ quick: 20, long: 500 }) },
    );
  });

  it.each([
    ['open brackets', '['.repeat(50_000)],
    ['open braces', '{a: '.repeat(20_000)],
    ['nested lists', '- '.repeat(20_000)],
    ['nested maps', Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['stars', `a: ${'* '.repeat(50_000)}`],
    ['one long key', `${'k'.repeat(200_000)}: 1`],
    ['one long name', `reminders: { ${'提'.repeat(20_000)}: { at: "08:50", text: x } }`],
    ['many unknown keys', Array.from({ length: 10_000 }, (_, index) => `key${index}: 1`).join('\n')],
    ['the same key again and again', 'a: 1\n'.repeat(10_000)],
    ['a secret that never ends', `secret: ${'token'.repeat(30_000)}`],
    ['dashes', '-'.repeat(200_000)],
    ['variables that never end', `a: "${'${'.repeat(20_000)}"`],
  ])('%s end in problems, soon', async (_, text) => {
    const problems = problemsOf(await readFiles({ 'a.yaml': text }));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(400);
  });

  it('aliases that multiply are stopped', async () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const items = level === 0 ? 'x' : Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      return `l${level}: &a${level} [${items}]`;
    });
    expect(await codesOf(levels.join('\n'))).toContain('yaml-too-large');
  });

  it('a file beyond the limit is refused', async () => {
    expect(await codesOf(`# ${'x'.repeat(1_100_000)}`)).toEqual(['file-too-large']);
  });
});

describe('a very long line', () => {
  const many = 300_000;
  it.each([
    ['spaces where a comma is missing', `reminders:\n  a: { at: "08:30"${' '.repeat(many)}text: x }\n`],
    ['spaces after a quote', `reminders:\n  a:\n    text: "a"${' '.repeat(many)}x\n`],
    ['a value before a variable', `robots: { x: ${'a'.repeat(many)}, y: \${A} }\n`],
    ['a format of a date', `reminders:\n  a: { at: "08:30", text: "{{ date | date: '${'M'.repeat(90_000)}' }}" }\n`],
  ])(
    '%s does not take the square of its length',
    async (_, text) => {
      expect(problemsOf(await readFiles({ 'a.yaml': text }))).not.toEqual([]);
    },
    15_000,
  );
});
