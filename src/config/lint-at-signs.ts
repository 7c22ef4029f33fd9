import type { Config, Person } from './config.ts';
import { contactOf } from './mention.ts';
import { KEYS_OF_PEOPLE } from './days-of-people.ts';
import { writtenEntry } from './decode/group.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { placeWithin } from './place-within.ts';
import { own, type Printable, vouched } from './printable.ts';
import type { Report } from './report.ts';
import { type Scalar, shown } from './tree.ts';

type People = Config['people'];

/** Warns of `@小明`, `@138…` and `@所有人` in a text: they are shown, and call nobody unless `mention` does. */
export function warnAtSigns(linted: LintedReminder, written: readonly Scalar[], people: People, report: Report): void {
  const { kind } = linted.config.message;
  if (kind === 'link' || kind === 'feedCard' || linted.config.mentions.some((each) => each.kind === 'all')) return;
  for (const scalar of written) {
    const { text = '', fromEnvironment } = scalar;
    if (fromEnvironment || !/[@＠]/.test(text)) continue;
    for (const match of text.matchAll(AT)) {
      const name = match.groups?.['name'] ?? '';
      const meant = meantBy(name, linted, people);
      if (meant === undefined) continue;
      const place = placeWithin(scalar, match.index, match.index + 1 + meant.length);
      const mention = meant.mention === undefined ? {} : { mention: listed(meant.mention, linted) };
      report.warning(place, 'at-calls-nobody', { written: shown(place), ...mention });
    }
  }
}

/** Not of an address: `name@example.com`. */
const AT =
  /(?<![\w.@＠])[@＠](?<name>\{\{-?\s*person\.(?:name|mobile|userId)\b[^{}]*\}\}|1[3-9]\d(?:[ -]\d{4}){2}|[^\s@＠{}，。！？、：；,!?:;]{1,40})/gu;

interface Meant {
  /** What to write in `mention`; `undefined` where nobody is known by that name or number. */
  readonly mention: Printable | undefined;
  /** Of the name in the text, in characters. */
  readonly length: number;
}

function meantBy(name: string, linted: LintedReminder, people: People): Meant | undefined {
  const everybody = /^(?:所有人|所有成员|全体成员|全体|全员|大家|各位|all\b|everyone\b)/i.exec(name)?.[0];
  if (everybody !== undefined) return { mention: own('all'), length: everybody.length };
  const mobile = /^1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/.exec(name)?.[0];
  if (mobile !== undefined) {
    const digits = mobile.replaceAll(/[ -]/g, '');
    return isCalled(digits, linted) ? undefined : { mention: vouched(`"${digits}"`), length: mobile.length };
  }
  if (name.startsWith('{{'))
    return isAboutSomebody(linted) ? { mention: own('person'), length: name.length } : undefined;
  const person = personNamed(name, people);
  if (!person) return unknownIn(name, linted);
  if (isCalledAlready(person.person, linted)) return undefined;
  return { mention: vouched(person.person.id), length: person.length };
}

/** Whose turn or birthday it is can be called, and is not. */
function isAboutSomebody({ config: { mentions }, part }: LintedReminder): boolean {
  const isCalled = mentions.some(({ kind }) => kind === 'occurrence-person');
  return !isCalled && ['rotate', ...KEYS_OF_PEOPLE].some((key) => writtenEntry(part, key));
}

/** `@1380000000` (a digit is missing) or `@王总` (not in `people`), in a message that mentions no one else. */
function unknownIn(name: string, { config: { mentions } }: LintedReminder): Meant | undefined {
  if (mentions.length > 0) return undefined;
  const written = /^1[3-9](?:\d{8}|\d{10})(?!\d)|^\p{Script=Han}{2,4}$/u.exec(name)?.[0];
  return written === undefined ? undefined : { mention: undefined, length: written.length };
}

/** The person with the longest name that it begins with: what follows may be the sentence. */
function personNamed(name: string, people: People): { readonly person: Person; readonly length: number } | undefined {
  const known = [...people.values()].flatMap((person) => [
    { person, called: person.name },
    { person, called: person.id },
  ]);
  const [longest] = known
    .filter(({ called }) => name === called || (called.length > 1 && name.startsWith(called)))
    .toSorted((a, b) => b.called.length - a.called.length);
  return longest && { person: longest.person, length: longest.called.length };
}

function isCalledAlready(person: Person, linted: LintedReminder): boolean {
  const { mentions, message } = linted.config;
  // Whose turn it is may be anybody's.
  if (mentions.some(({ kind }) => kind === 'occurrence-person')) return true;
  const contact = contactOf(person, message.kind);
  if (contact?.kind === 'mobile') return isCalled(contact.mobile, linted);
  return mentions.some(
    (each) => each.kind === 'user-id' && contact?.kind === 'user-id' && each.userId === contact.userId,
  );
}

function isCalled(mobile: string, { config: { mentions } }: LintedReminder): boolean {
  return mentions.some((each) => each.kind === 'mobile' && each.mobile === mobile);
}

/** The whole of `mention`, with those who are in it already. */
function listed(meant: Printable, { part }: LintedReminder): Printable {
  if (meant === 'all') return meant;
  const written = (part.mention ?? []).map(({ place }) => shown(place));
  return vouched(`[${[...written, meant].join(', ')}]`);
}
