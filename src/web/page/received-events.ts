import type { EventState, Received } from '../../delivery/inbox.ts';
import { present } from '../present.ts';
import type { View } from './view.ts';

export const EVENT_STATES = ['waiting', 'told', 'ignored', 'refused'] as const satisfies readonly EventState[];

export interface FoundEvents {
  readonly events: readonly Received[];
  /** What is `before` of the next page; `undefined` = there is none. */
  readonly next?: string;
  /** `?event=` asked for one: it is here with what was received. */
  readonly isAlone?: boolean;
}

const PAGE = 50;

/** The page of what hooks received that the address asks for, newest first. `?event=` asks for one alone. */
export async function receivedEvents({ daemon, query }: View): Promise<FoundEvents> {
  const alone = query.get('event');
  if (alone !== null) {
    const found = await daemon.inbox.find(alone);
    return { events: found ? [found] : [], isAlone: true };
  }
  const asked = present({
    hook: query.get('hook') || undefined,
    state: eventStateIn(query),
    after: query.get('before') || undefined,
  });
  // One more than asked for tells whether there is a next page.
  const found = await daemon.inbox.list({ ...asked, limit: PAGE + 1 });
  const events = found.slice(0, PAGE);
  const last = events.at(-1);
  return { events, ...(found.length > PAGE && last && { next: last.id }) };
}

/** What makes no sense is passed over, as if it had been left empty. */
export function eventStateIn(query: URLSearchParams): EventState | undefined {
  return EVENT_STATES.find((each) => each === query.get('state'));
}
