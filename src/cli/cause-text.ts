import type { Config } from '../config/config.ts';
import type { Cause } from '../delivery/cause.ts';
import { tellCause } from '../delivery/cause-words.ts';
import type { Session } from './session.ts';

/** Why something is as it is, in the language of the person who called the command. */
export function causeText({ language }: Session, { people, daemon }: Config, cause: Cause): string {
  const nameOf = (person: string) => people.get(person)?.name ?? person;
  return tellCause(cause, language, { timezone: daemon.timezone, nameOf });
}
