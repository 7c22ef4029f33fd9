import { en } from './en.ts';
import type { Language, Texts } from './texts.ts';
import { zhCn } from './zh-cn.ts';

export function textsIn(language: Language): Texts {
  return CATALOGUE[language];
}

const CATALOGUE: Readonly<Record<Language, Texts>> = { 'zh-CN': zhCn, en };
