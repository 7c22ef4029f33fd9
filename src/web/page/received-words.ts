import type { Held } from '../../daemon/hook-hold.ts';
import { type Unheard } from '../../daemon/hook-judgement.ts';
import { tellHeld, tellUnheard } from '../../daemon/unheard-words.ts';
import type { Received } from '../../delivery/inbox.ts';
import type { Refused } from '../../hooks/because.ts';
import { refusedText } from '../../hooks/because-text.ts';
import { momentText } from './time.ts';
import type { View } from './view.ts';

/** Why an event is not told, or not yet; `undefined`: it is, or will be soon. */
export function whyOf({ state, because, dueAt }: Received, view: View): string | undefined {
  const { language } = view.texts;
  if (because === undefined) return undefined;
  if (state === 'waiting') return dueAt && tellHeld(because as Held, momentText(dueAt, view), language);
  return state === 'refused' ? refusedText(because as Refused, language) : tellUnheard(because as Unheard, language);
}

/** What it is about, in a line; of what nobody could read, why. */
export function subjectLine(received: Received, view: View): string {
  const { subject = '', kind, state } = received;
  return subject || whyOf(received, view) || kind || view.texts.hooks.states[state];
}

/** What came, and what became of it. */
export function eventLine(received: Received, view: View): string {
  const { history, hooks } = view.texts;
  return history.announce(subjectLine(received, view), hooks.states[received.state]);
}
