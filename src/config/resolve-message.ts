import { MAX_MENTIONS, parseMobile } from '../message/mention.ts';
import type { Button, FeedLink, Mentions } from '../message/message.ts';
import { compileMessage } from '../message/message-template.ts';
import type { FieldFault, MessageSource, MessageTemplate } from '../message/message-template.ts';
import { hasMisspelt, pathsOfEach, scalarAt } from './entry-fault.ts';
import { unknownName } from './merge.ts';
import type { Names } from './merge.ts';
import { nearest } from './nearest.ts';
import { placeWithin } from './place-within.ts';
import type { Report } from './report.ts';
import type { KnownPerson } from './resolve-person.ts';
import type { ReminderShape } from './shape.ts';
import type { Entry, Scalar } from './tree.ts';
import { entryOf, shown, treeAt } from './tree.ts';

export type MessageKey = MessageSource['kind'];

export interface ResolvedMessage {
  readonly template: MessageTemplate;
  readonly mentions?: Mentions;
}

export interface MessageContext {
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly peopleNames: Names;
  readonly report: Report;
}

const MESSAGES = ['text', 'markdown', 'link', 'actionCard', 'feedCard'] as const;

/** Which message a reminder sends: exactly one. Looks at the keys alone, whatever their values are. */
export function messageOf({ key: reminder, keyPlace, value }: Entry, report: Report): MessageKey | undefined {
  if (value.kind !== 'map') return undefined;
  const keys = MESSAGES.filter((key) => entryOf(value, key));
  const [first, second] = keys;
  if (first === undefined && !hasMisspelt(value, MESSAGES)) report.error(keyPlace, 'no-message', { reminder });
  if (second === undefined) return first;
  report.error(entryOf(value, second)?.keyPlace ?? keyPlace, 'several-messages', { keys });
  return undefined;
}

/** Compiles the message and finds out whom it calls; `undefined` when something in it is wrong. */
export function resolveMessage(
  kind: MessageKey,
  shape: ReminderShape,
  entry: Entry,
  context: MessageContext,
): ResolvedMessage | undefined {
  const { report } = context;
  const mentions = resolveMentions(kind, entry, context);
  const source = sourceOf(kind, shape);
  if (!source) return undefined;
  if (shape.actionCard?.layout === 'horizontal' && shape.actionCard.buttons.length !== 2) {
    report.error(scalarAt(entry.value, ['actionCard', 'layout']).place, 'two-buttons-horizontal', {});
  }
  const compiled = compileMessage(source);
  if (compiled.kind === 'fault') {
    for (const fault of compiled.faults) reportTemplate(fault, entry, report);
    return undefined;
  }
  return { template: compiled.template, ...(mentions === undefined ? {} : { mentions }) };
}

function sourceOf(
  kind: MessageKey,
  { text, markdown, link, actionCard, feedCard }: ReminderShape,
): MessageSource | undefined {
  switch (kind) {
    case 'text':
      return text === undefined ? undefined : { kind, text };
    case 'markdown':
      return markdown && { kind, ...markdown };
    case 'link':
      return link && { kind, ...link };
    case 'actionCard':
      // The shape asks for at least one.
      return actionCard && { kind, ...actionCard, buttons: actionCard.buttons as [Button, ...Button[]] };
    case 'feedCard':
      return feedCard && { kind, links: feedCard.links as [FeedLink, ...FeedLink[]] };
  }
}

function reportTemplate(fault: FieldFault, { value }: Entry, report: Report): void {
  const scalar = scalarAt(value, fault.path);
  if (scalar.fromEnvironment) {
    return report.error(scalar.place, 'bad-environment-value', { written: shown(scalar.place) });
  }
  const { code, message, hint, name, suggestion } = fault;
  // What is at fault is a name within a path: its last step stands at the offset.
  const length = name?.split('.').at(-1)?.length ?? 1;
  report.error(placeWithin(scalar, fault.offset, fault.offset + length), code, {
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(name === undefined ? {} : { name }),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function resolveMentions(kind: MessageKey, { value }: Entry, context: MessageContext): Mentions | undefined {
  const { report } = context;
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
  const called = scalars.map((scalar) => calledBy(scalar, kind, context)).filter((each) => each !== undefined);
  const mobiles = called.flatMap((each) => (each.kind === 'mobile' ? [each.mobile] : []));
  const userIds = called.flatMap((each) => (each.kind === 'user-id' ? [each.userId] : []));
  return {
    ...(called.some((each) => each.kind === 'all') ? { all: true } : {}),
    ...(mobiles.length === 0 ? {} : { mobiles }),
    ...(userIds.length === 0 ? {} : { userIds }),
  };
}

type Called =
  | { readonly kind: 'all' }
  | { readonly kind: 'mobile'; readonly mobile: string }
  | { readonly kind: 'user-id'; readonly userId: string };

/** A person, or whom a number or user id written in the place of one means. A card can call by user id alone. */
function calledBy(
  scalar: Scalar,
  kind: MessageKey,
  { people, peopleNames, report }: MessageContext,
): Called | undefined {
  const text = (scalar.text ?? '').trim();
  const known = people.get(text);
  if (known) return contactOf(known, scalar, kind, report);
  if (peopleNames.all.includes(text)) return undefined;
  const mobile = parseMobile(text);
  if ((text === 'all' || mobile !== undefined) && kind === 'actionCard') {
    report.error(scalar.place, 'mention-in-card', { type: kind });
    return undefined;
  }
  if (text === 'all') return { kind: 'all' };
  if (mobile !== undefined) return { kind: 'mobile', mobile };
  if (isUserId(text) && nearest(text, peopleNames.all) === undefined) return { kind: 'user-id', userId: text };
  const unknown = unknownName(text, scalar.place, peopleNames);
  if (unknown) report.error(scalar.place, 'unknown-person', unknown);
  return undefined;
}

function contactOf({ person }: KnownPerson, scalar: Scalar, kind: MessageKey, report: Report): Called | undefined {
  const { mobile, userId } = person;
  if (kind !== 'actionCard' && mobile !== undefined) return { kind: 'mobile', mobile };
  if (userId !== undefined) return { kind: 'user-id', userId };
  report.warning(scalar.place, 'mention-without-contact', { person: shown(scalar.place) });
  return undefined;
}

/** `manager123`, `0123456`: a name without any digit is rather a person who is not in `people:`. */
function isUserId(text: string): boolean {
  return /^(?=.*\d)[\w.@-]{4,64}$/.test(text);
}
