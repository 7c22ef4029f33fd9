import { reasonIn } from '../../delivery/reason-in.ts';
import type { Texts } from '../texts/texts.ts';

/** Why something is as it is, in the page's language. */
export function reasonWords(reason: string, { language }: Texts): string {
  return reasonIn(language, reason);
}
