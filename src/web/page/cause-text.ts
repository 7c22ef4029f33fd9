import type { Cause } from '../../delivery/cause.ts';
import { tellCause } from '../../delivery/cause-words.ts';
import type { View } from './view.ts';

/** Why something is as it is, in the page's language. People go by their names, times by the page's clock. */
export function causeText(cause: Cause, { texts, zone, daemon }: View): string {
  const nameOf = (person: string) => daemon.config.people.get(person)?.name ?? person;
  return tellCause(cause, texts.language, { timezone: zone, nameOf });
}
