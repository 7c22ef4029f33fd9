import type { Mentions, Message } from '../message/message.ts';
import type { Called, Contact, Person } from './config.ts';
import { contactOf } from './mention.ts';

interface Occasion {
  /** Whom the occurrence is about. */
  readonly about: readonly Person[];
  /** The people on vacation: a mobile number or user id that is written only under them is left out. */
  readonly away: ReadonlySet<string>;
  readonly people: ReadonlyMap<string, Person>;
  readonly kind: Message['kind'];
}

/** Whom one message calls. */
export function mentionsOf(called: readonly Called[], { about, away, people, kind }: Occasion): Mentions {
  const contacts = called
    .flatMap((each) => (each.kind === 'occurrence-person' ? about.map((person) => contactOf(person, kind)) : [each]))
    .filter((each) => each !== undefined)
    .filter((each) => !isAway(each, away, people));
  const mobiles = contacts.flatMap((each) => (each.kind === 'mobile' ? [each.mobile] : []));
  const userIds = contacts.flatMap((each) => (each.kind === 'user-id' ? [each.userId] : []));
  return {
    ...(contacts.some(({ kind }) => kind === 'all') ? { all: true } : {}),
    ...(mobiles.length === 0 ? {} : { mobiles }),
    ...(userIds.length === 0 ? {} : { userIds }),
  };
}

/** Also someone whose number is written in the place of the name. */
function isAway(contact: Contact, away: ReadonlySet<string>, people: ReadonlyMap<string, Person>): boolean {
  return [...away].some((id) => {
    const person = people.get(id);
    if (contact.kind === 'mobile') return person?.mobile === contact.mobile;
    return contact.kind === 'user-id' && person?.userId === contact.userId;
  });
}
