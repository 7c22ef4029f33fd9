import { becauseText } from '../hooks/because-text.ts';
import { type Language, wordsIn } from '../message/language.ts';
import type { Unheard } from './hook-judgement.ts';

/** Why what came is not told, in words. */
export function tellUnheard(because: Unheard, language: Language): string {
  if (because.kind === 'paused') return wordsIn(language, { zh: '这个 hook 已暂停', en: 'the hook is paused' });
  if (because.kind === 'no-hook') {
    return wordsIn(language, { zh: '这个 hook 已经不在配置里', en: 'the hook is no more in the configuration' });
  }
  return becauseText(because, language);
}
