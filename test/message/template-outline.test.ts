import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/message/template-outline.ts';
import { compileTemplate, compileWhole, type TemplateResult } from '../../src/message/template.ts';
import { sampleValues } from '../../src/message/values.ts';
import { breadth } from '../support/breadth.ts';

describe('the outline of a text', () => {
  it.each([
    ['上班打卡啦', ''],
    ['今天是{{ date | date: "M月d日" }}，{{person.name}}', '{{ date | date: "M月d日" }} {{person.name}}'],
    ['{ a } and }} b', ''],
    ['{{ date }', undefined],
    ['{{{ date }}', undefined],
    ['{% if years %}x{% endif %}', undefined],
    ['{{ "a }} say "hi" {{ b" }}', undefined],
    [`{{ 'it"s' }}`, `{{ 'it"s' }}`],
    ['字'.repeat(50_001), undefined],
  ])('%.40j is %j', (source, outline) => {
    expect(outlineOf(source)).toBe(outline);
  });
});

const piece = fc.constantFrom(
  '{{ date }}',
  '{{ date | date: "M月d日" }}',
  '{{date|date:"yyyy"}}',
  "{{ at | date: 'HH:mm' }}",
  '{{- note -}}',
  '{{ person.name | upcase }}',
  '{{ persn.name }}',
  '{{ person.nmae }}',
  '{{ years | plus: 1 }}',
  '{{ years | plsu: 1 }}',
  '{{ date | date: "%Y" }}',
  '{{ date: "M" }}',
  '{{ date ｜ date: "M" }}',
  '{{ }}',
  '{{ "a" }}',
  '{{ "',
  '{{',
  '}}',
  '{',
  '}',
  '"',
  "'",
  '{% if years %}',
  '{% endif %}',
  '{%',
  '%}',
  ' ',
  '\n',
  '提醒',
  'x',
);

const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

/** Everything that can be told of a result from outside. */
function told(result: TemplateResult): object {
  if (result.kind === 'fault') return result;
  const { template } = result;
  const texts = sampleValues.map((values) => template.render(values));
  return { uses: [...template.uses].toSorted(), isBlank: template.isBlank, texts };
}

describe('a text compiled by its outline', () => {
  it('is what it is compiled whole', () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(told(compileTemplate(source))).toEqual(told(compileWhole(source)));
      }),
      { numRuns: breadth({ quick: 200, long: 6_000 }) },
    );
  });

  it('is so for more outlines than are remembered', () => {
    for (let index = 0; index < 1_500; index += 1) {
      const source = `第 ${index} 个：{{ late_minutes | plus: ${index} }}`;
      const result = compileTemplate(source);
      expect(result.kind === 'template' && result.template.render(sampleValues[0])).toBe(
        `第 ${index} 个：${5 + index}`,
      );
    }
  });
});
