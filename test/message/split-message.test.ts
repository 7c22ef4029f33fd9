import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasKeyword } from '../../src/message/keyword.ts';
import { withMentions } from '../../src/message/mention.ts';
import type { MarkdownMessage, Message, TextMessage } from '../../src/message/message.ts';
import { splitMessage } from '../../src/message/split-message.ts';
import { breadth } from '../support/breadth.ts';

const bytes = (message: Message): number => Buffer.byteLength(JSON.stringify(message));

function partsOf(
  message: Message,
  limit: number,
  keywords: readonly string[] = [],
): readonly (TextMessage | MarkdownMessage)[] {
  const split = splitMessage(message, { fits: (one) => bytes(one) <= limit, keywords });
  expect(split.kind).toBe('parts');
  return split.kind === 'parts' ? (split.parts as readonly (TextMessage | MarkdownMessage)[]) : [];
}

const text = (body: string): TextMessage => ({ kind: 'text', text: body });
const markdown = (body: string): MarkdownMessage => ({ kind: 'markdown', title: '周报', text: body });
const textsOf = (parts: readonly (TextMessage | MarkdownMessage)[]): readonly string[] =>
  parts.map((part) => part.text);

describe('splitMessage', () => {
  it.each([
    [
      'paragraphs',
      `${'甲'.repeat(20)}\n乙乙\n\n${'丙'.repeat(20)}`,
      [`(1/2) ${'甲'.repeat(20)}\n乙乙`, `(2/2) ${'丙'.repeat(20)}`],
    ],
    ['lines', `${'a'.repeat(50)}\n${'b'.repeat(50)}`, [`(1/2) ${'a'.repeat(50)}`, `(2/2) ${'b'.repeat(50)}`]],
    [
      'sentences',
      `${'甲'.repeat(12)}。${'乙'.repeat(10)}。${'丙'.repeat(12)}`,
      [`(1/2) ${'甲'.repeat(12)}。${'乙'.repeat(10)}。`, `(2/2) ${'丙'.repeat(12)}`],
    ],
    [
      'words',
      'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen',
      [
        '(1/2) one two three four five six seven eight nine ten eleven twelve thirteen',
        '(2/2) fourteen fifteen sixteen seventeen',
      ],
    ],
    [
      'graphemes',
      '👨‍👩‍👧‍👦'.repeat(5),
      ['👨‍👩‍👧‍👦'.repeat(3), '👨‍👩‍👧‍👦'.repeat(2)].map((family, index) => `(${index + 1}/2) ${family}`),
    ],
  ])('cuts between %s', (_, body, expected) => {
    expect(textsOf(partsOf(text(body), 116))).toEqual(expected);
  });

  it('leaves alone what fits', () => {
    expect(splitMessage(text('吃饭'), { fits: () => true, keywords: ['提醒'] })).toEqual({ kind: 'whole' });
  });

  it('closes a code block at the cut and opens it again', () => {
    const code = Array.from({ length: 8 }, (_, index) => `  line_${index}();`).join('\n');
    const parts = partsOf(markdown(`前言\n\n~~~ts\n${code}\n~~~\n\n后记`), 150);
    expect(textsOf(parts)).toEqual([
      '(1/2)\n\n前言\n\n~~~ts\n  line_0();\n  line_1();\n  line_2();\n  line_3();\n~~~',
      '(2/2)\n\n~~~ts\n  line_4();\n  line_5();\n  line_6();\n  line_7();\n~~~\n\n后记',
    ]);
    expect(parts.map((part) => part.kind === 'markdown' && part.title)).toEqual(['周报 (1/2)', '周报 (2/2)']);
  });

  it('calls the same people in each part, and puts a keyword into each', () => {
    const called = withMentions(text('字'.repeat(200)), { mobiles: ['13800000000'], userIds: ['manager'] }).message;
    const parts = partsOf(called, 400, ['提醒']);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(part.mentions).toEqual({ mobiles: ['13800000000'], userIds: ['manager'] });
      expect(part.text).toMatch(/@13800000000 @manager\n提醒$/);
    }
  });

  it.each([
    ['a link', { kind: 'link', title: '菜单', text: '字'.repeat(99), url: 'https://example.com' }],
    ['a text whose parts have no room', text('字'.repeat(99))],
    ['a text of too many parts', text('字'.repeat(3_000))],
  ] as const)('says of %s that it is too long', (_, message) => {
    expect(splitMessage(message, { fits: (one) => bytes(one) <= 40 }).kind).toBe('too-long');
  });
});

/** Texts made of what is hard to cut: graphemes of many code points, code blocks, borders of every kind. */
const token = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '提醒',
    '。',
    '. ',
    '\n',
    '\n\n',
    '\r\n',
    ' ',
    '```',
    '~~~\n',
    '\n```js\n',
    '\n```\n',
    '@13800000000',
    '👨‍👩‍👧‍👦',
    'e\u0301',
    '🇨🇳',
  ),
);
const body = fc.array(token, { minLength: 1, maxLength: 120 }).map((tokens) => tokens.join(''));
const mentions = fc.constantFrom(
  {},
  { all: true },
  { mobiles: ['13800000000'] },
  { userIds: ['a', 'b'], mobiles: ['+852-1234'] },
);
const message = fc
  .tuple(body, fc.constantFrom(text, markdown), mentions)
  .map(([content, kind, called]) => withMentions(kind(content), called).message as TextMessage | MarkdownMessage);
const keywords = fc.constantFrom([], ['提醒'], ['keyword', '提醒']);
const limit = fc.integer({ min: 220, max: 500 });

describe('whatever is split', () => {
  const strip = (whole: string): string => whole.replaceAll(/\s/g, '');

  it('has parts that fit, call, contain a keyword, and are the same every time', () => {
    fc.assert(
      fc.property(message, keywords, limit, (whole, all, most) => {
        const options = { fits: (one: Message) => bytes(one) <= most, keywords: all };
        const split = splitMessage(whole, options);
        expect(splitMessage(whole, options)).toEqual(split);
        if (split.kind !== 'parts') return;
        expect(split.parts.length).toBeGreaterThan(1);
        for (const part of split.parts as readonly (TextMessage | MarkdownMessage)[]) {
          expect(bytes(part)).toBeLessThanOrEqual(most);
          expect(part.text.isWellFormed()).toBe(true);
          expect(part.mentions).toEqual(whole.mentions);
          for (const who of [...(whole.mentions?.mobiles ?? []), ...(whole.mentions?.userIds ?? [])]) {
            expect(part.text).toContain(`@${who}`);
          }
          if (all.length > 0) expect(hasKeyword(part, all)).toBe(true);
        }
      }),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });

  it('is the whole again when the parts are put together', () => {
    fc.assert(
      fc.property(body, limit, (content, most) => {
        const split = splitMessage(text(content), { fits: (one) => bytes(one) <= most });
        if (split.kind !== 'parts') return;
        const parts = split.parts as readonly TextMessage[];
        const joined = parts.map((part, index) => part.text.replace(`(${index + 1}/${parts.length}) `, '')).join('');
        expect(strip(joined)).toBe(strip(content));
      }),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });
});
