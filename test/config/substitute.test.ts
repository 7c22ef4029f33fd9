import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { substitute, writtenOffset } from '../../src/config/substitute.ts';

const env = { NAME: 'value', EMPTY: '', NESTED: '${NAME}', DOLLARS: '$$' };

describe('substitute', () => {
  it.each([
    ['${NAME}', 'value', true],
    ['a ${NAME} b ${NAME}', 'a value b value', true],
    ['${NOPE:-sandbox}', 'sandbox', false],
    ['${EMPTY:-sandbox}', 'sandbox', false],
    ['${NAME:-sandbox}', 'value', true],
    ['${NOPE:-}', '', false],
    ['${EMPTY}', '', true],
    ['${NOPE:-a:-b ${c}', 'a:-b ${c', false],
    ['$$', '$', false],
    ['$${NAME}', '${NAME}', false],
    ['$$$${NAME}', '$${NAME}', false],
    ['$$${NAME}', '$value', true],
    ['${NESTED}', '${NAME}', true],
    ['${DOLLARS}', '$$', true],
    ['costs $5, {{ date }}', 'costs $5, {{ date }}', false],
    ['NAME', 'NAME', false],
  ])('%s becomes %s', (written, text, fromEnvironment) => {
    expect(substitute(written, env)).toMatchObject({ text, fromEnvironment, faults: [] });
  });

  it.each([
    ['${NOPE}', 'unset-variable', 'NOPE', 0, 7],
    ['ab ${NOPE}', 'unset-variable', 'NOPE', 3, 10],
    ['${toString}', 'unset-variable', 'toString', 0, 11],
    ['${A-B}', 'malformed-variable', 'A-B', 0, 6],
    ['${}', 'malformed-variable', '', 0, 3],
    ['${1A}', 'malformed-variable', '1A', 0, 5],
    ['${NAME', 'malformed-variable', 'NAME', 0, 6],
    ['${NAME-x}', 'malformed-variable', 'NAME-x', 0, 9],
  ])('%s is %s', (written, code, name, start, end) => {
    expect(substitute(written, env).faults).toEqual([{ code, name, start, end }]);
  });

  it.each([
    ['https://example.com\nOTHER=', true],
    ['first\n export OTHER=x', true],
    ['"https://example.com', true],
    ["'abc", true],
    ['two\nlines', false],
    ['"quoted" and more', false],
    ['a=b', false],
  ])('takes %j for what an unclosed quote in .env makes: %s', (value, expected) => {
    const { faults } = substitute('${A}', { A: value });
    expect(faults).toEqual(expected ? [{ code: 'unclosed-quote-in-env', name: 'A', start: 0, end: 4 }] : []);
  });

  it('leaves alone what has no dollar', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('$')),
        (text) => {
          expect(substitute(text, env).text).toBe(text);
        },
      ),
    );
  });

  it('knows where each character was written', () => {
    const written = 'ab ${NAME} cd $$ e';
    const result = substitute(written, env);
    expect(result.text).toBe('ab value cd $ e');
    const at = (part: string) => writtenOffset(result, result.text.indexOf(part));
    expect([at('ab'), at('value'), at('ue'), at('cd'), at('$'), at(' e')]).toEqual([0, 3, 3, 11, 14, 16]);
  });
});
