import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { displayWidth } from '../../src/config/display-width.ts';
import { breadth } from '../support/breadth.ts';

const parts = [
  'a',
  ' ',
  '~',
  '0',
  '#',
  '·',
  '…',
  '→',
  '中',
  '。',
  '　',
  '（',
  '鿿',
  '〩',
  '〪',
  '｠',
  '｡',
  'é',
  'e\u0301',
];
const joiners = ['\uFE0F', '\u200D', '\u{1F468}', '\u{1F3FD}', '\t', '\u001B[31m', '\uD800', '가', 'ก'];

it('answers what string-width answers, for all texts', () => {
  const text = fc.oneof(
    fc.array(fc.constantFrom(...parts)).map((each) => each.join('')),
    fc.array(fc.constantFrom(...parts, ...joiners)).map((each) => each.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, (text) => {
      expect(displayWidth(text)).toBe(stringWidth(text));
    }),
    { numRuns: breadth({ quick: 200, long: 5_000 }) },
  );
});

it('answers the same for every single character', () => {
  for (let code = 0; code <= 0xff_ff; code += breadth({ quick: 17, long: 1 })) {
    const character = String.fromCodePoint(code);
    if (displayWidth(character) !== stringWidth(character)) expect.fail(`U+${code.toString(16)}`);
  }
});
