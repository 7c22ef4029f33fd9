import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWithin } from '../../src/config/place-within.ts';
import { readYaml } from '../../src/config/read-yaml.ts';
import { createReport } from '../../src/config/report.ts';
import { createSource } from '../../src/config/source.ts';
import { entryOf } from '../../src/config/tree.ts';
import type { Scalar } from '../../src/config/tree.ts';

function scalarOf(yaml: string, env = {}): Scalar {
  const source = createSource('a.yaml', yaml);
  const tree = readYaml(source, env, createReport());
  const scalar = entryOf(tree, 'text')?.value;
  if (scalar?.kind !== 'scalar') throw new Error(`no text in ${yaml}`);
  return scalar;
}

/** The characters of the file at which a part of the scalar's text stands. */
function writtenAt(yaml: string, part: string, env = {}): string {
  const scalar = scalarOf(yaml, env);
  const start = scalar.text?.indexOf(part) ?? -1;
  const place = placeWithin(scalar, start, start + part.length);
  return yaml.slice(place.start, place.end);
}

describe('placeWithin', () => {
  it.each([
    ['plain', 'text: a {{ wrong }} b\n'],
    ['plain over lines', 'text: a\n  b\n\n  c {{ wrong }}\n'],
    ['single quotes', "text: 'it''s, it''s {{ wrong }}'\n"],
    ['double quotes', 'text: "a\\tb\\u4e2d\\U0001F35A {{ wrong }}"\n'],
    ['double quotes over lines', 'text: "a\n  b \\\n  c {{ wrong }}"\n'],
    ['literal block', 'text: |\n    first\n\n      more\n    {{ wrong }}\n'],
    ['literal block with an indentation indicator', 'text: |2-\n    first\n  {{ wrong }}\n'],
    ['folded block', 'text: >-\n  first\n  second\n\n  third {{ wrong }}\n'],
    ['Windows line ends', 'text: |\r\n  first\r\n  {{ wrong }}\r\n'],
    ['emoji before it', 'text: 🍚🍚 {{ wrong }}\n'],
    ['a variable before it', 'text: "${GREETING} {{ wrong }}"\n'],
    ['a doubled dollar before it', 'text: $$5 $$6 {{ wrong }}\n'],
  ])('finds what stands in %s', (_, yaml) => {
    expect(writtenAt(yaml, 'wrong', { GREETING: 'a much longer text' })).toBe('wrong');
  });

  it('is the whole reference for what came from the environment', () => {
    const scalar = scalarOf('text: hello ${NAME}!\n', { NAME: 'somebody' });
    const place = placeWithin(scalar, 8, 10);
    expect(place.start).toBe('text: hello '.length);
  });

  it('stays within the scalar, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(50), fc.nat(50), (text, start, length) => {
        const yaml = `text: ${JSON.stringify(text)}\n`;
        const scalar = scalarOf(yaml, {});
        const place = placeWithin(scalar, start, start + length);
        expect(place.start).toBeGreaterThanOrEqual(scalar.place.start);
        expect(place.start).toBeLessThanOrEqual(scalar.place.end);
      }),
    );
  });
});
