import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { HookEvent } from '../hook-event.ts';
import type { Refused } from '../because.ts';
import { FILTER_KEYS, one, type Reply, type Sender } from '../sender.ts';
import { blocksIn, linksIn } from './slack-blocks.ts';
import { fromMrkdwn, slackLink } from './slack-text.ts';

/**
 * Programs that can speak to Slack alone, and hear from us what Slack's incoming webhooks would say.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export const slack: Sender = {
  name: 'slack',
  kinds: ['message'],
  setup: {
    en: 'In the program that speaks to Slack: the address, with the token in it, where it wants the Incoming Webhook URL.',
    'zh-CN': '在会发 Slack 的程序里：要填 Incoming Webhook URL 的地方填地址，口令就在里面。',
  },
  silentOf: FILTER_KEYS,
  duplicateKey: () => undefined,
  read: ({ body }) => {
    const fields = new Fields(body);
    if (!isObject(body)) return { kind: 'malformed', code: 'invalid_payload', text: 'the payload is no JSON object' };
    // With blocks the text is for notifications alone.
    const blocks = blocksIn(fields);
    const text = [
      ...(blocks.length > 0 ? blocks : asLine(fields.text('text'))),
      ...fields.list('attachments').flatMap(attachment),
    ].join('\n\n');
    if (text === '') return { kind: 'malformed', code: 'no_text', text: 'no text, no blocks and no attachments' };
    return one(compact<HookEvent>({ sender: 'slack', kind: 'message', text }));
  },
  reply: (fate) => {
    switch (fate.kind) {
      case 'taken':
        return said(200, 'ok');
      case 'refused':
        return refusedAs(fate.because);
      case 'too-many-tries':
        return said(429, 'rate_limited');
      case 'busy':
        return said(503, 'service_unavailable');
      case 'not-posted':
        return undefined;
    }
  },
};

function refusedAs(because: Refused): Reply {
  switch (because.kind) {
    case 'malformed':
      return said(400, because.code);
    case 'not-json':
    case 'wrong-type':
    case 'packed':
      return said(400, 'invalid_payload');
    case 'too-large':
      return said(413, 'invalid_payload');
    case 'no-proof':
    case 'wrong-token':
    case 'wrong-signature':
    case 'stale-signature':
      return said(403, 'invalid_token');
  }
}

function said(status: number, body: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body };
}

function isObject(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function asLine(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [fromMrkdwn(text)].filter(Boolean);
}

function attachment(each: Fields): readonly string[] {
  const [title, link] = [each.text('title'), each.text('title_link')];
  const fields = each
    .list('fields')
    .map((field) => `- ${[field.text('title'), field.text('value')].map(inOneLine).filter(Boolean).join(': ')}`)
    .filter((line) => line !== '- ');
  const known = [
    ...asLine(each.text('pretext')),
    ...(title === undefined ? [] : [`**${slackLink(link, title)}**`]),
    ...asLine(each.text('text')),
    ...blocksIn(each),
    ...linksIn(each.list('actions')),
  ];
  const parts = known.length + fields.length === 0 ? asLine(each.text('fallback')) : known;
  return [...parts, ...(fields.length === 0 ? [] : [fields.join('\n')])];
}

function inOneLine(text: string | undefined): string {
  return fromMrkdwn((text ?? '').replaceAll(/\s+/g, ' '));
}
