import type { Config } from '../../config/config.ts';
import { nearest } from '../../message/nearest.ts';
import { contactOf } from '../../config/mention.ts';
import { isUserId, lostMentions, MAX_MENTIONS, parseMobile } from '../../message/mention.ts';
import type { Mentions, Message } from '../../message/message.ts';
import { wrong } from './wrong.ts';

export interface AskedMentions {
  /** Ids from `people:`, mobile numbers, user ids. */
  readonly mention: readonly string[];
  readonly atAll: boolean;
}

/** Whom a message from outside calls; what a message of its kind cannot do is refused, not left out. */
export function readMentions(
  { mention, atAll }: AskedMentions,
  kind: Message['kind'],
  people: Config['people'],
): Mentions {
  const mobiles: string[] = [];
  const userIds: string[] = [];
  for (const who of mention) {
    const contact = contactWith(who, kind, people);
    if (contact.kind === 'mobile') mobiles.push(contact.mobile);
    else userIds.push(contact.userId);
  }
  const mentions = { all: atAll, mobiles, userIds };
  if (lostMentions(kind, mentions)) throw wrong(422, limitsOf(kind));
  return mentions;
}

type Contact =
  | { readonly kind: 'mobile'; readonly mobile: string }
  | { readonly kind: 'user-id'; readonly userId: string };

function contactWith(who: string, kind: Message['kind'], people: Config['people']): Contact {
  const wanted = WANTED[kind];
  if (wanted === undefined) throw wrong(422, limitsOf(kind));
  const person = people.get(who);
  if (!person) return strangerWith(who, people);
  const contact = contactOf(person, kind);
  if (contact && contact.kind !== 'all') return contact;
  throw wrong(422, `mention: ${JSON.stringify(who)} has no ${wanted} under people: in the configuration`);
}

/** None for a kind that mentions nobody. */
const WANTED: Readonly<Partial<Record<Message['kind'], string>>> = {
  text: 'mobile number and no user id',
  markdown: 'mobile number and no user id',
  actionCard: 'user id (a card needs it)',
};

function strangerWith(who: string, people: Config['people']): Contact {
  const mobile = parseMobile(who);
  if (mobile !== undefined) return { kind: 'mobile', mobile };
  if (isUserId(who)) return { kind: 'user-id', userId: who };
  const meant = nearest(who, people.keys());
  const hint = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
  throw wrong(
    422,
    `mention: ${JSON.stringify(who)} is unknown; send an id under people:, a mobile number or a user id${hint}`,
  );
}

function limitsOf(kind: Message['kind']): string {
  switch (kind) {
    case 'text':
    case 'markdown':
      return `mention: at most ${MAX_MENTIONS} people can be mentioned`;
    case 'actionCard':
      return 'mention: a card mentions people only by their user id, and never everyone';
    case 'link':
    case 'feedCard':
      return `mention: a ${kind} cannot mention anybody; send a text or a markdown`;
  }
}
