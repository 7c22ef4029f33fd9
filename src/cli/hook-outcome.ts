import { tellHeld, tellUnheard } from '../daemon/unheard-words.ts';
import { refusedText } from '../hooks/because-text.ts';
import type { Held } from '../daemon/hook-hold.ts';
import type { Unheard } from '../daemon/hook-judgement.ts';
import type { Received } from '../delivery/inbox.ts';
import type { Refused } from '../hooks/because.ts';
import { printable } from '../message/printable.ts';
import { timeForPeople } from './format-time.ts';
import type { Session } from './session.ts';

/** What became of an event, in a line. */
export function outcomeText(session: Session, event: Received, timezone: string): string {
  const { texts, language } = session;
  const { state, because, repeats } = event;
  const again = repeats === 0 ? '' : ` · ${texts.hook.repeats(repeats)}`;
  const why = because === undefined ? '' : texts.hook.because(whyOf());
  return printable(`${texts.hook.states[state]}${why}${again}`);

  function whyOf(): string {
    if (state === 'refused') return refusedText(because as Refused, language);
    return heldText(session, event, timezone) ?? tellUnheard(because as Unheard, language);
  }
}

/** Until when it is held, and why; `undefined`: nothing holds it. */
export function heldText({ language }: Session, event: Received, timezone: string): string | undefined {
  const { state, because, dueAt } = event;
  if (state !== 'waiting' || because === undefined || dueAt === undefined) return undefined;
  return tellHeld(because as Held, timeForPeople(dueAt, timezone, language), language);
}
