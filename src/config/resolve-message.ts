import type { Button, FeedLink } from '../message/message.ts';
import { compileMessage } from '../message/message-template.ts';
import type { FieldFault, MessageSource, MessageTemplate } from '../message/message-template.ts';
import { hasMisspelt, lastKeyPlace, scalarAt } from './entry-fault.ts';
import { placeWithin } from './place-within.ts';
import type { Report } from './report.ts';
import { resolveMentions } from './resolve-mention.ts';
import type { MentionContext, MentionsOf } from './resolve-mention.ts';
import type { ReminderShape } from './shape.ts';
import type { Entry } from './tree.ts';
import { entryOf, shown } from './tree.ts';

export type MessageKey = MessageSource['kind'];

export interface ResolvedMessage {
  readonly template: MessageTemplate;
  readonly mentionsOf?: MentionsOf;
}

const MESSAGES = ['text', 'markdown', 'link', 'actionCard', 'feedCard'] as const;

/** Which message a reminder sends: exactly one. Looks at the keys alone, whatever their values are. */
export function messageOf({ key: reminder, keyPlace, value }: Entry, report: Report): MessageKey | undefined {
  if (value.kind !== 'map') return undefined;
  const keys = MESSAGES.filter((key) => entryOf(value, key));
  const [first, second] = keys;
  if (first === undefined && !hasMisspelt(value, MESSAGES)) report.error(keyPlace, 'no-message', { reminder });
  if (second === undefined) return first;
  report.error(lastKeyPlace(value, keys) ?? keyPlace, 'several-messages', { keys });
  return undefined;
}

/** Compiles the message and finds out whom it calls; `undefined` when something in it is wrong. */
export function resolveMessage(
  kind: MessageKey,
  shape: ReminderShape,
  entry: Entry,
  context: MentionContext,
): ResolvedMessage | undefined {
  const { report } = context;
  const mentionsOf = resolveMentions(kind, entry, context);
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
  return { template: compiled.template, ...(mentionsOf === undefined ? {} : { mentionsOf }) };
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
