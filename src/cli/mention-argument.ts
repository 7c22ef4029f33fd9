import type { Config, Person } from '../config/config.ts';
import { parseMobile } from '../message/mention.ts';
import type { Mentions } from '../message/message.ts';
import { wrongUsage } from './failure.ts';
import type { Session } from './session.ts';

export interface MentionArgument {
  /** Ids from `people:`, mobile numbers, user ids. */
  readonly mention?: readonly string[];
  readonly atAll?: boolean;
}

/**
 * Whom a command line calls.
 *
 * @throws {Failure} wrong usage when a person has neither a mobile number nor a user id.
 */
export function mentionsOf(
  { texts }: Pick<Session, 'texts'>,
  { mention = [], atAll = false }: MentionArgument,
  { people }: Pick<Config, 'people'>,
): Mentions {
  const called = mention.map((who) => {
    const person = people.get(who);
    if (!person) return stranger(who);
    if (person.mobile === undefined && person.userId === undefined) throw wrongUsage(texts.send.callsNobody(who));
    return addressOf(person);
  });
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

function addressOf({ mobile, userId }: Person): Address {
  return mobile === undefined ? { userId } : { mobile };
}

function stranger(who: string): Address {
  const mobile = parseMobile(who);
  return mobile === undefined ? { userId: who } : { mobile };
}
