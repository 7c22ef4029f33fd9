import type { Config } from '../config/config.ts';
import type { Mentions } from '../message/message.ts';
import { parseMobile } from '../message/mention.ts';

export interface MentionArgument {
  /** Ids from `people:`, mobile numbers, user ids. */
  readonly mention?: readonly string[];
  readonly atAll?: boolean;
}

/** Whom a command line calls. A person without a number or user id is not called: nothing is known to call them by. */
export function mentionsOf(
  { mention = [], atAll = false }: MentionArgument,
  { people }: Pick<Config, 'people'>,
): Mentions {
  const called = mention.map((who) => {
    const person = people.get(who);
    if (person) return { mobile: person.mobile, userId: person.mobile === undefined ? person.userId : undefined };
    const mobile = parseMobile(who);
    return mobile === undefined ? { userId: who } : { mobile };
  });
  return {
    all: atAll,
    mobiles: called.flatMap(({ mobile }) => mobile ?? []),
    userIds: called.flatMap(({ userId }) => userId ?? []),
  };
}
