import { parseEnv } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeEnv } from '../../src/cli/init/env-text.ts';
import { parseBirthday, splitKeywords } from '../../src/cli/init/wizard.ts';

describe('values put into a .env', () => {
  it.each([
    ['nothing yet', '', { A: '1' }, 'A=1\n'],
    ['others stay, comments too', '# mine\nB=2\n', { A: '1' }, '# mine\nB=2\nA=1\n'],
    ['a line without an end', 'B=2', { A: '1' }, 'B=2\nA=1\n'],
    ['one that was there', 'A=old # why\nB=2\n', { A: 'new' }, 'A=new\nB=2\n'],
    ['one that was exported', 'export A=old\n', { A: 'new' }, 'export A=new\n'],
    ['one that was there twice', 'A=1\nA=2\n', { A: '3' }, 'A=3\nA=3\n'],
    ['a name that begins alike', 'AB=1\n', { A: '2' }, 'AB=1\nA=2\n'],
    ['what needs quotes', '', { A: 'a b#c' }, 'A="a b#c"\n'],
    ['dollars, which mean nothing', 'A=1\n', { A: 'a$&b' }, 'A="a$&b"\n'],
  ])('%s', (_, text, values, expected) => {
    expect(mergeEnv(text, values)).toBe(expected);
  });

  it('reads back as what was put in, and changes nothing else', () => {
    const name = fc.stringMatching(/^[A-Z][A-Z_]{0,5}$/);
    const value = fc.stringMatching(/^[\w:/?=&.%+#$ -]{0,20}$/).map((text) => text.trim());
    fc.assert(
      fc.property(fc.dictionary(name, value), fc.dictionary(name, value, { minKeys: 1 }), (before, values) => {
        const text = mergeEnv('', before);
        expect(parseEnv(mergeEnv(text, values))).toEqual({ ...before, ...values });
      }),
    );
  });

  it('a value over several lines that holds the name of another is left whole', () => {
    const text = 'KEY="begin\nA=not an assignment\nend"\n';
    expect(parseEnv(mergeEnv(text, { A: '1' }))).toEqual({ KEY: 'begin\nA=not an assignment\nend', A: '1' });
  });
});

describe('answers of the wizard', () => {
  it.each([
    ['1992-02-29', { date: '1992-02-29', isLunar: false }],
    ['lunar 1990-08-15', { date: '1990-08-15', isLunar: true }],
    ['农历1990-12-30', { date: '1990-12-30', isLunar: true }],
    ['1991-02-29', undefined],
    ['农历 1990-13-01', undefined],
    ['29.2.1992', undefined],
    ['', undefined],
  ])('the birthday “%s”', (text, birthday) => {
    expect(parseBirthday(text)).toEqual(birthday);
  });

  it.each([
    ['提醒，钉铃', ['提醒', '钉铃']],
    [' build failed , 提醒 ', ['build failed', '提醒']],
    [',,', []],
  ])('the keywords “%s”', (text, keywords) => {
    expect(splitKeywords(text)).toEqual(keywords);
  });
});
