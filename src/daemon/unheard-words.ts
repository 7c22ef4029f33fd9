import { becauseText } from '../hooks/because-text.ts';
import { type Language, wordsIn } from '../message/language.ts';
import type { Held } from './hook-hold.ts';
import type { Unheard } from './hook-judgement.ts';

/** Why what came is not told, in words. */
export function tellUnheard(because: Unheard, language: Language): string {
  if (because.kind === 'paused') return wordsIn(language, { zh: '这个 hook 已暂停', en: 'the hook is paused' });
  if (because.kind === 'no-hook') {
    return wordsIn(language, { zh: '这个 hook 已经不在配置里', en: 'the hook is not in the configuration any more' });
  }
  return becauseText(because, language);
}

/** Why what came is not told yet. @param until when it will be, as people read it */
export function tellHeld({ kind }: Held, until: string, language: Language): string {
  if (kind === 'digest') return wordsIn(language, { zh: `${until} 汇总时通知`, en: `in the digest at ${until}` });
  if (kind === 'quota') {
    return wordsIn(language, {
      zh: `这个月的额度快用完了，${until} 汇总时通知`,
      en: `the monthly quota is nearly used up: in the digest at ${until}`,
    });
  }
  return wordsIn(language, { zh: `免打扰，留到 ${until}`, en: `quiet hours, held until ${until}` });
}
