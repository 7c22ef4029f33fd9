import type { Config } from '../config/config.ts';
import { isUserId, MAX_MENTIONS, parseMobile } from '../message/mention.ts';
import type { Mentions } from '../message/message.ts';
import { nearest } from '../message/nearest.ts';
import { wrongUsage } from './failure.ts';
import { personOf } from './named.ts';
import type { Session } from './session.ts';

export interface MentionArgument {
  /** Ids or names from `people:`, mobile numbers, user ids. */
  readonly mention?: readonly string[];
  readonly atAll?: boolean;
}

/**
 * Whom a command line calls.
 *
 * @throws {Failure} wrong usage when a person has neither a mobile number nor a user id, when somebody is nobody that is
 *   known and looks like neither of them, and when there are more than DingTalk calls.
 */
export function mentionsOf(
  { texts }: Pick<Session, 'texts'>,
  { mention = [], atAll = false }: MentionArgument,
  { people }: Pick<Config, 'people'>,
): Mentions {
  const called = [...new Set(mention)].map((who) => {
    const person = personOf({ texts }, people, who) ?? stranger(who);
    if (!person) throw wrongUsage(texts.unknown.person(who, nearest(who, people.keys())));
    if (person.mobile === undefined && person.userId === undefined) throw wrongUsage(texts.send.callsNobody(who));
    return addressOf(person);
  });
  if (called.length > MAX_MENTIONS) throw wrongUsage(texts.send.callsTooMany(MAX_MENTIONS));
  return {
    all: atAll,
    mobiles: called.flatMap(({ mobile }) => mobile ?? []),
    userIds: called.flatMap(({ userId }) => userId ?? []),
  };
}

interface Address {
  readonly mobile?: string | undefined;
  readonly userId?: string | undefined;
}

function addressOf({ mobile, userId }: Address): Address {
  return mobile === undefined ? { userId } : { mobile };
}

/** A mobile number or a user id, written in the place of a name; `undefined` when it looks like neither. */
function stranger(who: string): Address | undefined {
  const mobile = parseMobile(who);
  if (mobile !== undefined) return { mobile };
  return isUserId(who) ? { userId: who } : undefined;
}
