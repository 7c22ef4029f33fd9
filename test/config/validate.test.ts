import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/config/read-yaml.ts';
import { createReport } from '../../src/config/report.ts';
import { SHAPES } from '../../src/config/shape.ts';
import { createSource } from '../../src/config/source.ts';
import type { Tree } from '../../src/config/tree.ts';
import { toData } from '../../src/config/tree.ts';
import { narrowed } from '../../src/config/validate.ts';
import { breadth } from '../support/breadth.ts';

function treeOf(text: string): Tree {
  const tree = readYaml(createSource('a.yaml', text), {}, createReport());
  if (!tree) throw new Error('no tree');
  return tree;
}

const shapes = fc.constantFrom(...Object.values(SHAPES));
const keys = fc.constantFrom(
  ...Object.values(SHAPES).flatMap(({ shape }) => Object.keys(shape)),
  'txet',
  'toString',
  '__proto__',
);
const values = fc.constantFrom('x', '"08:50"', '[a, b]', '{ a: b }', '~', '1', 'true', '[]', 'workdays', '2026-03-01');
const groups = fc.dictionary(keys, values, { maxKeys: 6 }).map(
  (entries) =>
    `{ ${Object.entries(entries)
      .map(([key, value]) => `${key}: ${value}`)
      .join(', ')} }`,
);

describe('a shape narrowed to the keys that are written', () => {
  it('says what the whole shape says', () => {
    fc.assert(
      fc.property(shapes, groups, (shape, text) => {
        const tree = treeOf(text);
        const [narrow, whole] = [narrowed(shape, tree), shape].map((each) => each.safeParse(toData(tree)));
        expect(narrow?.data).toEqual(whole?.data);
        expect(narrow?.error?.issues).toEqual(whole?.error?.issues);
      }),
      { numRuns: breadth({ quick: 200, long: 5_000 }) },
    );
  });

  it.each(['x', '[a]', '~'])('leaves %s to the whole shape', (text) => {
    expect(narrowed(SHAPES.reminder, treeOf(text))).toBe(SHAPES.reminder);
  });
});
