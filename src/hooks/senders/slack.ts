import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { HookEvent } from '../hook-event.ts';
import { FILTER_KEYS, one, type Sender } from '../sender.ts';
import { fromMrkdwn } from './slack-text.ts';

/** Programs that can speak to Slack alone. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export const slack: Sender = {
  name: 'slack',
  silentOf: FILTER_KEYS,
  duplicateKey: () => undefined,
  read: ({ body }) => {
    const fields = new Fields(body);
    const text = [
      ...asLine(fields.text('text')),
      ...blocksIn(fields),
      ...fields.list('attachments').flatMap(attachment),
    ].join('\n\n');
    if (text === '') return { kind: 'nothing', event: 'message' };
    return one(compact<HookEvent>({ sender: 'slack', kind: 'message', text }));
  },
};

function asLine(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [fromMrkdwn(text)];
}

function attachment(each: Fields): readonly string[] {
  const [title, link] = [each.text('title'), each.text('title_link')];
  const heading =
    title === undefined ? [] : [link === undefined ? `**${fromMrkdwn(title)}**` : fromMrkdwn(`<${link}|${title}>`)];
  const fields = each
    .list('fields')
    .map((field) => `- ${fromMrkdwn(field.text('title') ?? '')}: ${fromMrkdwn(field.text('value') ?? '')}`);
  const known = [...asLine(each.text('pretext')), ...heading, ...asLine(each.text('text')), ...blocksIn(each)];
  const parts = known.length === 0 ? asLine(each.text('fallback')) : known;
  return [...parts, ...(fields.length === 0 ? [] : [fields.join('\n')])];
}

/** Sections, headers and contexts: their texts. */
function blocksIn(message: Fields): readonly string[] {
  return message
    .list('blocks')
    .flatMap((block) => [
      ...(block.text('type') === 'header'
        ? [`**${fromMrkdwn(block.text('text.text') ?? '')}**`]
        : asLine(block.text('text.text'))),
      ...block.list('fields').flatMap((field) => asLine(field.text('text'))),
      ...block.list('elements').flatMap((element) => asLine(element.text('text'))),
    ]);
}
