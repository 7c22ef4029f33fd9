import { type Unheard } from '../../daemon/hook-judgement.ts';
import { tellUnheard } from '../../daemon/unheard-words.ts';
import type { Received } from '../../delivery/inbox.ts';
import type { Refused } from '../../hooks/because.ts';
import { refusedText } from '../../hooks/because-text.ts';
import type { View } from './view.ts';

/** Why an event is not told; `undefined`: it is, or will be. */
export function whyOf({ state, because }: Received, { texts: { language } }: View): string | undefined {
  if (because === undefined) return undefined;
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
