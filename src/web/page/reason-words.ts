import { REASONS_ZH_CN } from '../texts/reasons-zh-cn.ts';
import type { Texts } from '../texts/texts.ts';

/** Why something is as it is, in the page's language as far as it is known there; the vendor's words stay as they are. */
export function reasonWords(reason: string, { language }: Texts): string {
  if (language === 'en') return reason;
  return REASONS_ZH_CN.reduce((words, [said, chinese]) => words.replace(said, chinese), reason);
}
