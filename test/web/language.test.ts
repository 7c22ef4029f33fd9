import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../src/web/language.ts';

describe('the language of an answer', () => {
  it.each<[string | undefined, string | undefined, 'zh-CN' | 'en', 'zh-CN' | 'en']>([
    [undefined, undefined, 'zh-CN', 'zh-CN'],
    [undefined, undefined, 'en', 'en'],
    ['en', 'zh-CN', 'zh-CN', 'en'],
    ['zh', 'en', 'en', 'zh-CN'],
    ['zh-TW', 'en', 'en', 'zh-CN'],
    ['de', 'en-GB,de;q=0.5', 'zh-CN', 'en'],
    [undefined, 'de-DE,de;q=0.9', 'zh-CN', 'zh-CN'],
    [undefined, 'de,en;q=0.3,zh;q=0.7', 'en', 'zh-CN'],
    [undefined, 'zh-Hans-CN, en', 'en', 'zh-CN'],
    [undefined, 'en;q=0, zh;q=0', 'en', 'en'],
    // What is named with a weight that nobody can read is named all the same.
    [undefined, 'en;q=much', 'zh-CN', 'en'],
    [undefined, '', 'en', 'en'],
  ])('asked %s, accepting %s, configured %s: %s … %s', (asked, acceptLanguage, fallback, expected) => {
    expect(chooseLanguage({ asked, acceptLanguage, fallback })).toBe(expected);
  });

  it('any header gives one of ours', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (asked, acceptLanguage) => {
        expect(['zh-CN', 'en']).toContain(chooseLanguage({ asked, acceptLanguage, fallback: 'en' }));
      }),
    );
  });
});
