import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Scalar } from '../../src/config/tree.ts';
import { oneOrMore } from '../../src/config/decode/collections.ts';
import type { Decoder, Written } from '../../src/config/decode/decoder.ts';
import { field, group, needed } from '../../src/config/decode/group.ts';
import { integer, words } from '../../src/config/decode/scalars.ts';
import { merge } from '../../src/config/merge.ts';
import { own } from '../../src/config/printable.ts';
import { readSections } from '../../src/config/read-sections.ts';
import { readYaml } from '../../src/config/read-yaml.ts';
import { createReport } from '../../src/config/report.ts';
import { SECTION_NAMES, SECTIONS } from '../../src/config/sections.ts';
import { createSource } from '../../src/config/source.ts';
import { breadth } from '../support/breadth.ts';

function decode<Value>(decoder: Decoder<Value>, text: string, env: Readonly<Record<string, string>> = {}) {
  const report = createReport();
  const tree = readYaml(createSource('a.yaml', text), env, report);
  if (!tree) throw new Error('no tree');
  const value = decoder.read(tree, { key: undefined, inList: false, owner: tree.place, report });
  return { value, codes: report.problems('en').map(({ code }) => code) };
}

const meal = group('reminder', {
  name: needed(words('name'), 'its name'),
  guests: field(integer('integer', 1, 9), 'how many'),
  days: field(oneOrMore(words('on'), 'on'), 'when'),
});

describe('a group', () => {
  it('gives what stands under its keys, each with its place', () => {
    const { value } = decode(meal, 'name: lunch\nguests: 3\ndays: mon\n');
    expect(value).toMatchObject({ name: { value: 'lunch' }, guests: { value: 3 }, days: [{ value: 'mon' }] });
    expect(value?.guests?.place).toMatchObject({ start: 20, end: 21 });
  });

  it.each([
    ['name: lunch\nguest: 3\n', ['unknown-key']],
    ['name: lunch\nguests: many\ndays: []\n', ['wrong-value', 'wrong-value']],
    ['guests: 3\n', ['missing-key']],
    ['nmae: lunch\n', ['unknown-key']],
    ['lunch', ['wrong-value']],
  ])('%j says %j and goes on', (text, codes) => {
    expect(decode(meal, text)).toEqual({ value: undefined, codes });
  });

  it('keeps what is sound of it', () => {
    const report = createReport();
    const tree = readYaml(createSource('a.yaml', 'name: lunch\nguests: many\n'), {}, report);
    if (!tree) throw new Error('no tree');
    const found = meal.readPart(tree, { key: undefined, inList: false, owner: tree.place, report });
    expect(found?.part).toMatchObject({ name: { value: 'lunch' } });
    expect(found?.isWhole).toBe(false);
  });

  it('tells editors the same', () => {
    expect(meal.schema).toMatchObject({
      required: ['name'],
      properties: { guests: { minimum: 1, maximum: 9, description: 'how many' } },
      additionalProperties: false,
    });
  });
});

describe('a value from the environment', () => {
  it('is read, and only its place is told when it is wrong', () => {
    expect(decode(meal, 'name: ${A}\nguests: "${B}"', { A: 'lunch', B: 'zzsecretzz' }).codes).toEqual([
      'bad-environment-value',
    ]);
  });

  it('is nothing that a problem takes: the compiler refuses', () => {
    const report = createReport();
    const { value } = decode(words('name'), '${A}', { A: 'zzsecretzz' });
    if (!value) throw new Error('no value');
    const { place } = value;
    // @ts-expect-error what stands in a value may have come from the environment
    report.error(place, 'no-such-date', { written: value.value });
    // @ts-expect-error neither its text as a whole
    report.error(place, 'no-such-date', { written: value.scalar.text ?? '' });
    // @ts-expect-error nor by calling it a word of our own
    report.error(place, 'no-such-date', { written: own(value.value) });
    // @ts-expect-error nor put into other words
    report.error(place, 'no-such-date', { written: `the day ${value.value}` });
    report.error(place, 'no-such-date', { written: own('our own words') });
  });
});

const keys = SECTION_NAMES.flatMap((name) => Object.keys(SECTIONS[name].entry.fields));
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('08:50', '2026-03-01', 'mon', '第一行\n第二行', 'a: b', '# x', "it's", '提醒 #12', 'a\\b', ' x '),
);
const values = fc.oneof(texts, fc.array(texts, { maxLength: 3 }), fc.dictionary(fc.constantFrom(...keys), texts));
const entries = fc.dictionary(fc.constantFrom(...keys), values, { maxKeys: 6 });
const styles = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE') as fc.Arbitrary<'PLAIN'>;

describe('any decoded place', () => {
  it('printed, is the text that stands there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SECTION_NAMES), entries, styles, fc.boolean(), (section, entry, style, flow) => {
        const file = { [section]: SECTIONS[section].kind === 'named' ? { some: entry } : entry };
        const options = { defaultStringType: style, ...(flow && { collectionStyle: 'flow' as const }) };
        const source = createSource('a.yaml', stringify(file, options));
        const report = createReport();
        const tree = readYaml(source, {}, report);
        if (!tree) return;
        for (const { scalar, place } of writtenIn(readSections(merge([tree], report), report))) {
          expect(parse(dedented(source.text, place), { schema: 'failsafe' })).toBe(scalar.parsed);
        }
      }),
      { numRuns: breadth({ quick: 150, long: 5_000 }) },
    );
  });
});

/** With the indentation of its first line, which a text over several lines may need. */
function dedented(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return ' '.repeat(start - lineStart) + text.slice(start, end);
}

function writtenIn(value: unknown): readonly Written<unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isWritten(value)) return [value];
  return Object.entries(value).flatMap(([key, each]) => (key === 'entry' ? [] : writtenIn(each)));
}

function isWritten(value: object): value is Written<unknown> & { readonly scalar: Scalar } {
  return 'scalar' in value && 'place' in value;
}
