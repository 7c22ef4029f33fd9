import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { missingClosing } from '../../src/message/fence.ts';
import { type Piece, splitText } from '../../src/message/split-text.ts';
import { breadth } from '../support/breadth.ts';

const token = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 9 }),
  fc.constantFrom(
    '。',
    '\n',
    '\n\n',
    '\r\n',
    ' ',
    '\n```js\n',
    '\n```\n',
    '\n~~~~\n',
    '\n````\n',
    'code();',
    '👩‍🚀',
    'e\u0301',
  ),
);
const text = fc.array(token, { minLength: 1, maxLength: 80 }).map((tokens) => tokens.join(''));

const whole = ({ text, opening, closing }: Piece): string =>
  [...(opening === '' ? [] : [opening]), text.trimEnd(), ...(closing === '' ? [] : [closing])].join('\n');
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

it('cuts any text into pieces that are the whole again, between graphemes, with every code block closed', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 90, max: 160 }), fc.boolean(), (content, limit, isMarkdown) => {
      const fits = (piece: Piece): boolean => whole(piece).length <= limit;
      const pieces = splitText(content, { fits, isMarkdown }) ?? [];
      expect(pieces.map((piece) => piece.text).join('')).toBe(content);
      const borders = new Set([...graphemes.segment(content)].map(({ index }) => index));
      let end = 0;
      for (const piece of pieces) {
        expect(whole(piece).length).toBeLessThanOrEqual(limit);
        expect(borders).toContain(end);
        end += piece.text.length;
        if (isMarkdown && end < content.length) expect(missingClosing(whole(piece))).toBe('');
      }
    }),
    { numRuns: breadth({ quick: 50, long: 2_000 }) },
  );
});

it('prefers a paragraph over a later line, unless half of the post would stay empty', () => {
  const fits = (piece: Piece): boolean => piece.text.length <= 20;
  const cut = (content: string) => splitText(content, { fits, isMarkdown: false })?.map((piece) => piece.text);
  expect(cut('aaaaaaaaaaaa\n\nbb\nccccccccccc')).toEqual(['aaaaaaaaaaaa\n\n', 'bb\nccccccccccc']);
  expect(cut('aaa\n\nbbbbbbbb\ncccccccccccc')).toEqual(['aaa\n\nbbbbbbbb\n', 'cccccccccccc']);
});

it('cuts a grapheme only when it is larger than a whole post, and a code point never', () => {
  const zalgo = `a${'\u0301'.repeat(30)}😀`;
  const fits = (piece: Piece): boolean => piece.text.length <= 20;
  const pieces = splitText(zalgo, { fits, isMarkdown: false }) ?? [];
  expect(pieces.map((piece) => piece.text.length)).toEqual([20, 13]);
  expect(splitText('😀'.repeat(3), { fits: (piece) => piece.text.length <= 3, isMarkdown: false })).toHaveLength(3);
  expect(splitText('😀', { fits: () => false, isMarkdown: false })).toBeUndefined();
});
