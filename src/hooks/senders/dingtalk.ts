import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Button, FeedLink, Mentions, Message } from '../../message/message.ts';
import { FILTER_KEYS, one, type Sender } from '../sender.ts';

/**
 * Programs that already speak to DingTalk: their message goes on as it is.
 *
 * @see https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
 */
export const dingtalk: Sender = {
  name: 'dingtalk',
  silentOf: FILTER_KEYS,
  duplicateKey: ({ body }) => new Fields(body).text('msgUuid'),
  read: ({ body }) => {
    const fields = new Fields(body);
    const message = messageIn(fields);
    if (message === undefined) return { kind: 'unknown', event: fields.text('msgtype') ?? 'message' };
    return one({ sender: 'dingtalk', kind: 'message', message });
  },
};

function messageIn(body: Fields): Message | undefined {
  const type = body.text('msgtype') ?? '';
  const content = body.at(type);
  const title = content.text('title') ?? '';
  const text = content.text('text') ?? '';
  const mentions = mentionsOf(body.at('at'));
  switch (type) {
    case 'text':
      return content.has('content')
        ? compact<Message>({ kind: 'text', text: content.text('content') ?? '', mentions })
        : undefined;
    case 'markdown':
      return text === '' ? undefined : compact<Message>({ kind: 'markdown', title, text, mentions });
    case 'link':
      return link(content);
    case 'actionCard':
      return card(content);
    case 'feedCard':
      return feed(content);
    default:
      return undefined;
  }
}

function mentionsOf(at: Fields): Mentions | undefined {
  const [mobiles, userIds] = [textsIn(at, 'atMobiles'), textsIn(at, 'atUserIds')];
  const all = at.is('isAtAll') ? true : undefined;
  return mobiles.length + userIds.length === 0 && all === undefined ? undefined : compact({ all, mobiles, userIds });
}

function textsIn(at: Fields, name: string): readonly string[] {
  return at.list(name).flatMap((each) => (typeof each.value === 'string' ? [each.value] : []));
}

function link(content: Fields): Message | undefined {
  const url = content.text('messageUrl');
  if (url === undefined) return undefined;
  const [title, text] = [content.text('title') ?? '', content.text('text') ?? ''];
  return compact<Message>({ kind: 'link', title, text, url, picture: content.text('picUrl') });
}

function card(content: Fields): Message | undefined {
  const single = buttonIn(content.text('singleTitle'), content.text('singleURL'));
  const several = content.list('btns').flatMap((each) => buttonIn(each.text('title'), each.text('actionURL')) ?? []);
  const [first, ...others] = single === undefined ? several : [single];
  if (first === undefined) return undefined;
  return compact<Message>({
    kind: 'actionCard',
    title: content.text('title') ?? '',
    text: content.text('text') ?? '',
    buttons: [first, ...others],
    layout: content.text('btnOrientation') === '1' ? 'horizontal' : undefined,
  });
}

function buttonIn(title: string | undefined, url: string | undefined): Button | undefined {
  return title === undefined || url === undefined ? undefined : { title, url };
}

function feed(content: Fields): Message | undefined {
  const links = content.list('links').flatMap((each): readonly FeedLink[] => {
    const [title, url, picture] = ['title', 'messageURL', 'picURL'].map((name) => each.text(name));
    return title === undefined || url === undefined ? [] : [{ title, url, picture: picture ?? '' }];
  });
  const [first, ...others] = links;
  return first === undefined ? undefined : { kind: 'feedCard', links: [first, ...others] };
}
