import { isUserId, MAX_MENTIONS, parseMobile } from '../message/mention.ts';
import type { Mentions, Message } from '../message/message.ts';
import type { Person } from './config.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import { unknownName } from './merge.ts';
import type { Names } from './merge.ts';
import { nearest } from '../message/nearest.ts';
import type { Report } from './report.ts';
import type { KnownPerson } from './resolve-person.ts';
import type { Entry, Scalar } from './tree.ts';
import { entryOf, shown, treeAt } from './tree.ts';

/**
 * Whom one message calls.
 *
 * @param about whom its occurrence is about, if anybody
 * @param away people on vacation: whoever can be reached by what is written of them only is left out
 */
export type MentionsOf = (about: string | undefined, away: ReadonlySet<string>) => Mentions;

export interface MentionContext {
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly peopleNames: Names;
  readonly report: Report;
}

type MessageKind = Message['kind'];

/** `mention:` of a reminder; `undefined` when there is none. */
export function resolveMentions(kind: MessageKind, { value }: Entry, context: MentionContext): MentionsOf | undefined {
  const { people, report } = context;
  const scalars = pathsOfEach(value, 'mention').map((path) => scalarAt(value, path));
  const [first] = scalars;
  if (!first) return undefined;
  const place = treeAt(value, ['mention'])?.place ?? first.place;
  if (kind === 'link' || kind === 'feedCard') {
    report.error(place, 'mention-in-card', { type: kind });
    return undefined;
  }
  if (scalars.length > MAX_MENTIONS) {
    report.error(place, 'too-many-mentions', { count: scalars.length, limit: MAX_MENTIONS });
  }
  const written = scalars.map((scalar) => calledBy(scalar, kind, value, context)).filter((each) => each !== undefined);
  return (about, away) => {
    const called = written.flatMap((each) => contactsOf(each, about, kind, people));
    return mentionsOf(called.filter((each) => !isAway(each, away, people)));
  };
}

/** The word for whom an occurrence is about: whose turn or whose birthday it is. */
export const OCCURRENCE_PERSON = 'person';

type Contact =
  | { readonly kind: 'all' }
  | { readonly kind: 'mobile'; readonly mobile: string }
  | { readonly kind: 'user-id'; readonly userId: string };

type Called = Contact | { readonly kind: 'occurrence-person' };

/** A person, or whom a number or user id written in the place of one means. A card can call by user id alone. */
function calledBy(scalar: Scalar, kind: MessageKind, reminder: Entry['value'], context: MentionContext) {
  const { people, peopleNames, report } = context;
  const text = (scalar.text ?? '').trim();
  const known = people.get(text);
  if (known) return contactOrWarning(known, scalar, kind, report);
  if (peopleNames.all.includes(text)) return undefined;
  if (text === OCCURRENCE_PERSON) return occurrencePerson(scalar, reminder, report);
  const mobile = parseMobile(text);
  if ((text === 'all' || mobile !== undefined) && kind === 'actionCard') {
    report.error(scalar.place, 'mention-in-card', { type: kind });
    return undefined;
  }
  if (text === 'all') return { kind: 'all' } as const;
  if (mobile !== undefined) return { kind: 'mobile', mobile } as const;
  if (isUserId(text) && nearest(text, peopleNames.all) === undefined) {
    return { kind: 'user-id', userId: text } as const;
  }
  const meant = /^@?(?:all|everyone|所有人|全体|全员|大家)$/i.test(text) ? 'all' : idOf(text, people);
  const unknown = unknownName(text, scalar.place, peopleNames);
  if (unknown && meant !== undefined) report.error(scalar.place, 'unknown-person', { ...unknown, nearest: meant });
  else if (unknown) report.error(scalar.place, 'unknown-person', unknown);
  return undefined;
}

/** Of the person whose name was written where the id belongs. */
function idOf(name: string, people: MentionContext['people']): string | undefined {
  return [...people].find(([, { person }]) => person.name === name.replace(/^@/, ''))?.[0];
}

function contactOrWarning({ person }: KnownPerson, scalar: Scalar, kind: MessageKind, report: Report) {
  const contact = contactOf(person, kind);
  if (!contact) report.warning(scalar.place, 'mention-without-contact', { person: shown(scalar.place), type: kind });
  return contact;
}

function occurrencePerson({ place }: Scalar, reminder: Entry['value'], report: Report): Called | undefined {
  if (entryOf(reminder, 'rotate') || entryOf(reminder, 'birthdays')) return { kind: 'occurrence-person' };
  const key = `mention: ${OCCURRENCE_PERSON}`;
  report.error(place, 'key-without-partner', { key, partners: ['rotate', 'birthdays'] });
  return undefined;
}

/** How DingTalk can call a person in such a message; `undefined` when it cannot. */
export function contactOf({ mobile, userId }: Person, kind: MessageKind): Contact | undefined {
  if (kind !== 'actionCard' && mobile !== undefined) return { kind: 'mobile', mobile };
  return userId === undefined ? undefined : { kind: 'user-id', userId };
}

function contactsOf(
  called: Called,
  about: string | undefined,
  kind: MessageKind,
  people: MentionContext['people'],
): readonly Contact[] {
  if (called.kind !== 'occurrence-person') return [called];
  const person = about === undefined ? undefined : people.get(about)?.person;
  const contact = person && contactOf(person, kind);
  return contact ? [contact] : [];
}

/** Also someone whose number is written in the place of the name. */
function isAway(contact: Contact, away: ReadonlySet<string>, people: MentionContext['people']): boolean {
  return [...away].some((id) => {
    const person = people.get(id)?.person;
    if (contact.kind === 'mobile') return person?.mobile === contact.mobile;
    return contact.kind === 'user-id' && person?.userId === contact.userId;
  });
}

function mentionsOf(contacts: readonly Contact[]): Mentions {
  const mobiles = contacts.flatMap((each) => (each.kind === 'mobile' ? [each.mobile] : []));
  const userIds = contacts.flatMap((each) => (each.kind === 'user-id' ? [each.userId] : []));
  return {
    ...(contacts.some((each) => each.kind === 'all') ? { all: true } : {}),
    ...(mobiles.length === 0 ? {} : { mobiles }),
    ...(userIds.length === 0 ? {} : { userIds }),
  };
}
