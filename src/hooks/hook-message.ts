import { beginning } from '../message/beginning.ts';
import { cut } from '../message/excerpt.ts';
import { withMentions } from '../message/mention.ts';
import type { Mentions, Message } from '../message/message.ts';
import { eventValues } from './event-values.ts';
import type { Story } from './gather.ts';
import type { HookEvent } from './hook-event.ts';
import { templateText } from './hook-template.ts';
import { Pen, type Telling } from './pen.ts';
import { tell } from './tell.ts';

/** All that a phone shows of a message in its list. */
const LONGEST_TITLE = 40;

/** What the group reads of a story, with whom it calls. */
export function hookMessage(story: Story, telling: Telling): Message {
  const { message } = story.headline;
  if (message !== undefined) return calling(message, telling);
  const pen = new Pen(telling);
  const told = tell(story, pen);
  const { title, text } = templated(story.headline, telling);
  return calling(
    {
      kind: 'markdown',
      title: cut(title ?? shortTitle(told.title, story, telling), LONGEST_TITLE),
      text: [...bounded(text ?? told.lines.filter(Boolean).join('\n\n'), pen), ...greetings(story, pen)]
        .filter(Boolean)
        .join('\n\n'),
    },
    telling,
  );
}

/** In characters: what somebody wrote to be sent is a few messages at most, and no work without end. */
const LONGEST_TEXT = 20_000;

/** How much was cut off stands below. */
function bounded(text: string, { texts }: Pen): readonly string[] {
  const left = text.length - LONGEST_TEXT;
  return left > 0 ? [beginning(text, LONGEST_TEXT), texts.cutOff(left)] : [text];
}

/** Of the first event of a hook: that it is connected. */
function greetings({ events }: Story, pen: Pen): readonly string[] {
  return events.flatMap(({ greets }) => (greets === undefined ? [] : [`🔗 ${pen.texts.connected(pen.text(greets))}`]));
}

/** What a thing is called gives way to what happened to it. */
function shortTitle(title: string, story: Story, telling: Telling): string {
  if (title.length <= LONGEST_TITLE) return title;
  const shorter = [20, 14, 8].map((longestName) => tell(story, new Pen(telling, { longestName })).title);
  return shorter.find((each) => each.length <= LONGEST_TITLE) ?? shorter.at(-1) ?? title;
}

/** What the hook has to say of its own about events of this kind. */
export function templated(
  event: HookEvent,
  { rules, people }: Telling,
): { readonly title?: string; readonly text?: string } {
  const template = rules.templates?.[event.kind];
  if (template === undefined) return {};
  const values = eventValues(event, people);
  const [title, text] = [template.title, template.text].map((each) =>
    each === undefined ? '' : templateText(each, values).trim(),
  );
  return { ...(title && { title }), ...(text && { text }) };
}

/** The message, calling whoever is to be called. */
export function calling<M extends Message>(message: M, { calls, callsAll = false }: Telling): M {
  const mobiles = calls.flatMap(({ mobile }) => mobile ?? []);
  const userIds = calls.flatMap(({ mobile, userId }) => (mobile === undefined && userId !== undefined ? [userId] : []));
  if (!callsAll && mobiles.length + userIds.length === 0) return message;
  const own = 'mentions' in message ? message.mentions : undefined;
  const mentions: Mentions = {
    all: callsAll || own?.all === true,
    mobiles: [...(own?.mobiles ?? []), ...mobiles],
    userIds: [...(own?.userIds ?? []), ...userIds],
  };
  return withMentions(message, mentions).message as M;
}
