import type { Deed } from '../deed.ts';
import type { HookEvent } from '../hook-event.ts';
import type { Pen } from '../pen.ts';
import type { DeedParts } from '../texts/parts.ts';
import { accountsAs, thingOf } from './thing.ts';

/** What was done to what, and what came of it; `undefined`: nobody says, or the kind says it. */
export function deedOf(event: HookEvent, pen: Pen): string | undefined {
  const { deed, kind } = event;
  if (deed === undefined || kind === 'mentioned') return undefined;
  const said = kind === 'member' ? ofPeople(event, deed, pen) : undefined;
  return `${said ?? pen.texts.deeds.did[deed.did](partsOf(event, deed, pen))}${changeOf(event, deed, pen)}`;
}

function partsOf(event: HookEvent, deed: Deed, pen: Pen): DeedParts {
  const thing = placeOf(event, pen);
  const gap = thing.startsWith(thingOf(event, pen)) ? ' ' : '';
  return { who: pen.who(event), thing, gap, object: objectOf(event, deed, pen) };
}

/** People who came, went, or may do something else than before; `undefined`: it is about their organisation. */
function ofPeople(event: HookEvent, deed: Deed, pen: Pen): string | undefined {
  const words = pen.texts.deeds;
  const { did } = deed;
  const parts = partsOf(event, deed, pen);
  const people = pen.names(event, accountsAs(event, 'mentioned'));
  if (people !== '' && (did === 'created' || did === 'deleted' || did === 'renamed')) return words.account(did, people);
  const names = people || (deed.name === undefined ? '' : parts.object);
  return names === '' ? undefined : MOVES[did]?.(words, { ...parts, object: names });
}

type Words = Pen['texts']['deeds'];

const MOVES: Readonly<Partial<Record<Deed['did'], (words: Words, parts: DeedParts) => string>>> = {
  added: (words, parts) => words.joined(parts),
  removed: (words, parts) => words.left(parts),
  invited: (words, parts) => words.invited(parts),
  requested: (words, parts) => words.asked(parts),
  changed: (words, parts) => words.role(parts),
};

/** `label 紧急`; who was taken off; a field by its own name. */
function objectOf(event: HookEvent, { part, name }: Deed, pen: Pen): string {
  const people = part === 'assignee' || part === 'reviewer' ? accountsAs(event, part) : [];
  const called = people.length > 0 ? pen.names(event, people) : pen.text(name);
  return part === undefined ? called : pen.texts.deeds.part(part, called);
}

/** The thing with what it is: `wiki page Home`. */
function placeOf(event: HookEvent, pen: Pen): string {
  const words = pen.texts.deeds;
  const place = thingOf(event, pen);
  const { type } = event.thing ?? {};
  if (type === 'organization' || type === 'team' || type === 'group') return words[type](place);
  const kind: string = event.kind;
  if (kind === 'repository' && event.sender === 'jira') return words.project(place);
  switch (kind) {
    case 'comment.updated':
      return words.comment(place);
    case 'wiki':
    case 'milestone':
    case 'repository':
    case 'discussion':
    case 'board':
      return words[kind](place);
    case 'release.updated':
      return words.release(place);
    default:
      return place;
  }
}

/** From what to what, where that is known: a name, a day, a role. */
function changeOf({ from, to, due }: HookEvent, { did }: Deed, pen: Pen): string {
  const { texts } = pen;
  if (due !== undefined) {
    const before = due.before === undefined ? '' : pen.date(due.before);
    return `${texts.colon}${texts.changed(before, pen.date(due.at))}`;
  }
  if (to === undefined) return '';
  if (from === undefined && did !== 'changed') return texts.brackets(pen.text(to));
  return `${texts.colon}${texts.changed(pen.text(from), pen.text(to))}`;
}
