import { REASONS_ZH_CN } from './reasons-zh-cn.ts';

/** Why something is as it is, in a reader's language as far as it is known there; the vendor's words stay as they are. */
export function reasonIn(language: 'zh-CN' | 'en', reason: string): string {
  if (language === 'en') return reason;
  const words = REASONS_ZH_CN.reduce((said, [english, chinese]) => said.replace(english, chinese), reason);
  return words === reason ? reason : words.replaceAll(/ \(([^()]*)\)/g, '（$1）');
}
