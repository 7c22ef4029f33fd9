import type { Language } from '../../message/language.ts';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

/** Everything the command says to people. English decides the shape: a text missing in Chinese does not compile. */
export type Texts = typeof en;

export function textsIn(language: Language): Texts {
  return CATALOGUE[language];
}

const CATALOGUE: Readonly<Record<Language, Texts>> = { 'zh-CN': zhCn, en };
