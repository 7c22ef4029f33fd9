import { isUserId, MAX_MENTIONS, parseMobile } from '../message/mention.ts';
import type { Message } from '../message/message.ts';
import type { Called, Contact, Person } from './config.ts';
import { noneOrMore } from './decode/collections.ts';
import type { Written } from './decode/decoder.ts';
import { KEYS_OF_PEOPLE } from './days-of-people.ts';
import { type AnyPart, field, type Part, writtenEntry } from './decode/group.ts';
import { TEXT_OR_NUMBER, words } from './decode/scalars.ts';
import { checkName, type Names } from './names.ts';
import { own, type Printable, vouched } from './printable.ts';
import type { Report } from './report.ts';
import { shown } from './tree.ts';

export const MENTION = field(
  noneOrMore(words('mention', TEXT_OR_NUMBER), 'mention'),
  '@ 谁：all，people 里的名字，或 person（轮到的人、过生日的人） · whom to mention: all, people, or person, whose turn or birthday it is',
);

type MentionPart = Part<{ mention: typeof MENTION }>;

interface MentionContext {
  readonly people: ReadonlyMap<string, Person>;
  readonly peopleNames: Names;
  readonly report: Report;
}

type MessageKind = Message['kind'];

/** `mention:` of a reminder: whom its messages call. */
export function resolveMentions(kind: MessageKind, part: MentionPart, context: MentionContext): readonly Called[] {
  const { mention = [] } = part;
  const place = writtenEntry(part, 'mention')?.value.place;
  const { report } = context;
  if (place === undefined || mention.length === 0) return [];
  if (kind === 'link' || kind === 'feedCard') {
    report.error(place, 'mention-in-card', { type: own(kind) });
    return [];
  }
  if (mention.length > MAX_MENTIONS) {
    report.error(place, 'too-many-mentions', { count: mention.length, limit: MAX_MENTIONS });
  }
  return mention.map((each) => calledBy(each, kind, part, context)).filter((each) => each !== undefined);
}

/** Whom a markdown message calls that is about no occurrence. */
export function resolveContacts(
  written: readonly Written[],
  part: AnyPart,
  context: MentionContext,
): readonly Contact[] {
  return written
    .map((each) => calledBy(each, 'markdown', part, context))
    .filter((each) => each !== undefined && each.kind !== 'occurrence-person') as readonly Contact[];
}

/** The word for whom an occurrence is about: whose turn or whose birthday it is. */
export const OCCURRENCE_PERSON = 'person';

/** A person, or whom a number or user id written in the place of one means. A card can call by user id alone. */
function calledBy(
  written: Written,
  kind: MessageKind,
  reminder: AnyPart,
  { people, peopleNames, report }: MentionContext,
): Called | undefined {
  const { place } = written;
  const text = written.value.trim().normalize('NFC');
  const known = people.get(text);
  if (known) return contactOrWarning(known, written, kind, report);
  if (peopleNames.has(text)) return undefined;
  if (text === OCCURRENCE_PERSON) return occurrencePerson(written, reminder, report);
  const mobile = parseMobile(text);
  if ((text === 'all' || mobile !== undefined) && kind === 'actionCard') {
    report.error(place, 'mention-in-card', { type: own(kind) });
    return undefined;
  }
  if (text === 'all') return { kind: 'all' };
  if (mobile !== undefined) return { kind: 'mobile', mobile };
  if (isUserId(text) && peopleNames.nearest(text) === undefined) {
    const digits = text.replaceAll('-', '');
    if (MISCOUNTED.test(digits))
      report.warning(place, 'mobile-digits', { written: shown(place), digits: digits.length });
    return { kind: 'user-id', userId: text };
  }
  checkName({ ...written, value: text }, 'unknown-person', peopleNames, report, personMeant(text, people));
  return undefined;
}

/** A mobile number of the mainland has 11 digits: with one less or more it passes for a user id. */
const MISCOUNTED = /^1[3-9](?:\d{8}|\d{10})$/;

/** `所有人`, or a person by the name that people see. */
export function personMeant(text: string, people: MentionContext['people']): Printable | undefined {
  return EVERYONE.test(text) ? own('all') : peopleMeant(text, people);
}

export const EVERYONE = /^@?(?:all|everyone|所有人?|全部|全体|全员|大家)$/i;

/** By the names that people see, one or several: `小明、丽丽`. */
export function peopleMeant(text: string, people: MentionContext['people']): Printable | undefined {
  const names = text.split(/\s*[,，、和]\s*/);
  const ids = names.map((name) => (people.has(name) ? vouched(name) : idOf(name, people)));
  const found = ids.filter((id) => id !== undefined);
  if (names.length < 2 || found.length < names.length) return idOf(text, people);
  return vouched(`[${found.join(', ')}]`);
}

/** Of the person whose name was written where the id belongs. */
function idOf(name: string, people: MentionContext['people']) {
  const id = [...people].find(([, person]) => person.name === name.replace(/^@/, ''))?.[0];
  return id === undefined ? undefined : vouched(id);
}

function contactOrWarning(person: Person, { place }: Written, kind: MessageKind, report: Report): Contact | undefined {
  const contact = contactOf(person, kind);
  if (!contact) report.warning(place, 'mention-without-contact', { person: shown(place), type: vouched(kind) });
  return contact;
}

function occurrencePerson({ place }: Written, reminder: AnyPart, report: Report): Called | undefined {
  const isAbout = ['rotate', ...KEYS_OF_PEOPLE].some((key) => writtenEntry(reminder, key));
  if (isAbout) return { kind: 'occurrence-person' };
  report.error(place, 'key-without-partner', {
    key: own(`mention: ${OCCURRENCE_PERSON}`),
    partners: [own('rotate'), ...KEYS_OF_PEOPLE.map(vouched)],
  });
  return undefined;
}

/** How DingTalk can call a person in such a message; `undefined` when it cannot. */
export function contactOf({ mobile, userId }: Person, kind: MessageKind): Contact | undefined {
  if (kind !== 'actionCard' && mobile !== undefined) return { kind: 'mobile', mobile };
  return userId === undefined ? undefined : { kind: 'user-id', userId };
}
