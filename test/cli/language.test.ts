import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../src/cli/language.ts';

describe('the language', () => {
  it.each([
    ['nothing says anything', [], {}, 'en'],
    ['LANG is Chinese', [], { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    ['LC_MESSAGES wins over LANG', [], { LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'C' }, 'en'],
    ['LC_ALL wins over LC_MESSAGES', [], { LC_MESSAGES: 'C', LC_ALL: 'zh_TW' }, 'zh-CN'],
    ['an empty LC_ALL says nothing', [], { LC_ALL: '', LANG: 'zh_CN' }, 'zh-CN'],
    ['--lang wins over everything', ['check', '--lang', 'en'], { LC_ALL: 'zh_CN' }, 'en'],
    ['--lang=zh-CN', ['--lang=zh-CN', 'check'], {}, 'zh-CN'],
    ['an unknown --lang is told in the language of the environment', ['--lang', 'fr'], { LANG: 'zh_CN' }, 'zh-CN'],
  ] as const)('%s', (_, argv, env, expected) => {
    expect(chooseLanguage(argv, env)).toBe(expected);
  });
});
