import type { Account } from './hook-event.ts';
import type { SenderName } from './sender-name.ts';

/** One of `people:`, with the accounts by which senders know them. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly mobile?: string;
  readonly userId?: string;
  readonly accounts?: Accounts;
}

/** By sender; `mail` counts at every one. */
type Accounts = Readonly<Partial<Record<SenderName | 'mail', readonly string[]>>>;

export interface KnownPeople {
  find(sender: SenderName, account: Account): KnownPerson | undefined;
}

/** Finds whom an account belongs to. Senders that give nothing but a name (Jenkins, a commit) are taken at their word. */
export function knownPeople(people: readonly KnownPerson[]): KnownPeople {
  const byAccount = new Map(people.flatMap((person) => keysOf(person).map((key) => [key, person] as const)));
  const byName = new Map(people.flatMap((person) => [person.id, person.name].map((name) => [name, person] as const)));
  return {
    find: (sender, { ids, mail, name }) =>
      ids.map((id) => byAccount.get(keyOf(sender, id))).find(Boolean) ??
      (mail === undefined ? undefined : byAccount.get(keyOf('mail', mail))) ??
      (ids.length === 0 ? byName.get(name) : undefined),
  };
}

function keysOf({ accounts = {} }: KnownPerson): readonly string[] {
  return Object.entries(accounts).flatMap(([sender, ids]) => ids.map((id) => keyOf(sender, id)));
}

function keyOf(sender: string, id: string): string {
  return `${sender} ${id.toLowerCase()}`;
}
