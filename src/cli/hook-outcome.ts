import { tellUnheard } from '../daemon/unheard-words.ts';
import { refusedText } from '../hooks/because-text.ts';
import type { Unheard } from '../daemon/hook-judgement.ts';
import type { Received } from '../delivery/inbox.ts';
import type { Refused } from '../hooks/because.ts';
import { printable } from '../message/printable.ts';
import type { Session } from './session.ts';

/** What became of an event, in a line. */
export function outcomeText({ texts, language }: Session, { state, because, repeats }: Received): string {
  const again = repeats === 0 ? '' : ` · ${texts.hook.repeats(repeats)}`;
  return printable(`${texts.hook.states[state]}${whyOf()}${again}`);

  function whyOf(): string {
    if (because === undefined) return '';
    const why =
      state === 'refused' ? refusedText(because as Refused, language) : tellUnheard(because as Unheard, language);
    return texts.hook.because(why);
  }
}
