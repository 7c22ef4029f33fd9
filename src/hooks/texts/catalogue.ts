import type { Language } from '../../message/language.ts';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

/** English decides the shape: what is missing in another language does not compile. */
export type Texts = typeof en;

export function textsIn(language: Language): Texts {
  return CATALOGUE[language];
}

const CATALOGUE: Readonly<Record<Language, Texts>> = { 'zh-CN': zhCn, en };
