import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasFixedWords, maySayNothing } from '../../src/message/says-nothing.ts';
import { engine } from '../../src/message/template-engine.ts';
import { breadth } from '../support/breadth.ts';

it.each([
  ['{% if note %}有{% else %}没有{% endif %}', false],
  ['{% unless note %}没有{% else %}有{% endunless %}', false],
  ['{% for each in coming_birthdays %}{{ each.name }}，{% else %}这周没人过生日{% endfor %}', false],
  ['{% case days_left %}{% when 0 %}今天{% when 1 %}明天{% else %}还早{% endcase %}', false],
  ['{% unless note %}没有{% endunless %}', true],
  ['{% unless note %}没有{% else %}{{ note }}{% endunless %}', true],
  ['{% for each in coming_birthdays %}{{ each.name }}{% else %}没人{% endfor %}', true],
  ['{% case days_left %}{% when 0 %}今天{% when 1 %}{% else %}还早{% endcase %}', true],
  ['{% case days_left %}{% when 0 %}今天{% when 1 %}明天{% endcase %}', true],
  ['{% case days_left %}从不打印{% when 0 %}今天{% else %}{{ note }}{% endcase %}', true],
  // Conditions within conditions, complete on every path, and not.
  ['{% if note %}{% if holiday %}甲{% else %}乙{% endif %}{% else %}丙{% endif %}', false],
  ['{% if note %}{% if holiday %}甲{% endif %}{% else %}丙{% endif %}', true],
  ['{% if note %}{% if holiday %}甲{% endif %}！{% else %}丙{% endif %}', false],
  ['{% if note %}甲{% elsif holiday %}{% unless years %}乙{% else %}丁{% endunless %}{% else %}丙{% endif %}', false],
  ['{% if note %}甲{% elsif holiday %}{% unless years %}乙{% endunless %}{% else %}丙{% endif %}', true],
  ['{% case days_left %}{% when 0 %}{% if note %}甲{% else %}乙{% endif %}{% else %}丙{% endcase %}', false],
  ['{% for each in coming_birthdays %}{% if each.years %}甲{% else %}乙{% endif %}{% else %}没人{% endfor %}', false],
  ['{% for each in coming_birthdays %}{% if each.years %}甲{% endif %}{% else %}没人{% endfor %}', true],
  // What is not printed.
  ['{% assign day = date %}{% if note %}甲{% else %}乙{% endif %}', false],
  ['{% assign day = date %}{{ day }}', true],
  ['{% capture day %}甲{% endcapture %}{{ day }}', true],
  ['{% comment %}甲{% endcomment %}', true],
  ['{% # 甲 %}', true],
  ['{%- if note -%} 甲 {%- else -%} 乙 {%- endif -%}', false],
  ['{% if note %} {% else %}乙{% endif %}', true],
  ['{% raw %}{{ 甲 }}{% endraw %}', false],
  ['{% raw %} {% endraw %}', true],
  ['{{ note | default: "}}" }}', true],
  ['{% liquid echo note %}', true],
  // Nothing behind a break is printed.
  ['{% for each in coming_birthdays %}{% if note %}{% break %}{% endif %}甲{% else %}没人{% endfor %}', true],
  ['{% unless note %}{% case tags.size %}{% when 0 %}{% break %}{% endcase %}{% endunless %}甲', true],
  ['{% for each in coming_birthdays %}{% if note %}乙{% break %}{% endif %}甲{% else %}没人{% endfor %}', false],
])('%s: %s', (text, may) => {
  expect(maySayNothing({ kind: 'text', text })).toBe(may);
});

it('is told of whatever can be empty on some path, and of nothing else', () => {
  const fixed = fc.constantFrom('甲', ' ', '\n', '{{ nothing }}', '{% assign x = 1 %}', '{% raw %}乙{% endraw %}');
  const unseen = fc.constantFrom('{% comment %}甲{% endcomment %}', '{% capture y %}甲{% endcapture %}', '{% break %}');
  const { stretch } = fc.letrec<{ stretch: string; block: string }>((tie) => ({
    stretch: fc
      .array(fc.oneof({ depthSize: 'small' }, fixed, unseen, tie('block'), tie('block')), { maxLength: 3 })
      .map((parts) => parts.join('')),
    // `?` becomes a name of its own, so that every path can be gone.
    block: fc
      .tuple(fc.constantFrom(...BLOCKS), tie('stretch'), tie('stretch'), tie('stretch'))
      .map(([block, a, b, c]) =>
        block
          .replace('A', () => a)
          .replace('B', () => b)
          .replace('C', () => c),
      ),
  }));
  const text = stretch.map((each) => {
    let names = 0;
    return { text: each.replaceAll('?', () => `c${names++}`), names };
  });
  fc.assert(
    fc.property(
      text.filter(({ names }) => names <= 5),
      ({ text: each, names }) => {
        const parsed = engine.parse(each);
        // An empty list is true where it is a condition: both kinds of nothing are tried, each beside the other.
        const printed = Array.from({ length: KINDS.length ** names }, (_, path) => {
          const kinds = Array.from(
            { length: names },
            (__, at) => KINDS[Math.floor(path / KINDS.length ** at) % KINDS.length],
          );
          return String(engine.renderSync(parsed, Object.fromEntries(kinds.map((kind, at) => [`c${at}`, kind]))));
        });
        expect(hasFixedWords(each)).toBe(printed.every((of) => of.trim() !== ''));
      },
    ),
    { numRuns: breadth({ quick: 150, long: 5_000 }) },
  );
});

const KINDS = [[1], [], undefined] as const;
const BLOCKS = [
  '{% if ? %}A{% endif %}',
  '{% if ? %}A{% else %}B{% endif %}',
  '{% if ? %}A{% elsif ? %}B{% else %}C{% endif %}',
  '{% unless ? %}A{% else %}B{% endunless %}',
  '{% case ?.size %}A{% when 1 %}B{% else %}C{% endcase %}',
  '{% case ?.size %}{% when 1 %}A{% when 0 %}B{% endcase %}',
  '{% for each in ? %}A{% else %}B{% endfor %}',
  '{% for each in ? %}A{% endfor %}',
];
