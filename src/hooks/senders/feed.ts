import { compact } from '../compact.ts';
import { escaped } from '../../message/escaped.ts';
import { cut, excerpt } from '../../message/excerpt.ts';
import { Fields } from '../fields.ts';
import { filledIn } from '../filled-in.ts';
import type { HookEvent, Repository } from '../hook-event.ts';
import { one, type Delivered, type Reading, type Sender } from '../sender.ts';
import type { HookRules } from '../hook-rules.ts';
import { writtenTime } from '../written-time.ts';

/** An entry of a feed that dingbell looks at itself, as `feed-read.ts` gives it. */
export const feed: Sender = {
  name: 'feed',
  kinds: ['message'],
  setup: {
    en: 'No address is entered anywhere: dingbell looks at the feed itself. Nobody posts, so a secret would prove nothing.',
    'zh-CN': '哪里都不用填地址：订阅源由钉铃自己去看。没有人发来，密钥也就用不上。',
  },
  isFetched: true,
  ownKeys: ['feed', 'every', 'title', 'text', 'url'],
  silentOf: ['branches'],
  duplicateKey: ({ body }) => new Fields(body).text('id'),
  read,
};

function read({ headers, body }: Delivered, { title, text, url }: HookRules): Reading {
  const entry = new Fields(body);
  const received = { body, header: headers };
  const own = {
    title: entry.text('title') ?? escaped(excerpt(entry.text('text') ?? '', 60)),
    text: escaped(excerpt(entry.text('text') ?? '')),
  };
  if (own.title === '') return { kind: 'nothing', event: 'entry' };
  const author = entry.text('author');
  return one(
    compact<HookEvent>({
      sender: 'feed',
      kind: 'message',
      at: writtenTime(entry.text('published') ?? entry.text('updated')),
      repository: feedIn(entry.at('feed')),
      actor: author === undefined ? undefined : { ids: [author], name: author },
      labels: entry.list('labels').flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
      title: filledIn(title, received) ?? withFeed(own.title, entry.text('feed.title')),
      text: filledIn(text, received) ?? own.text,
      url: filledIn(url, received) ?? entry.text('url'),
      received,
    }),
  );
}

/** `v1.4.0` alone says nothing in a list of conversations. */
function withFeed(title: string, feed: string | undefined): string {
  return feed === undefined || title.includes(feed) ? title : `${title} · ${cut(feed, 30)}`;
}

function feedIn(feed: Fields): Repository | undefined {
  const name = feed.text('title');
  return name === undefined ? undefined : compact<Repository>({ name, short: name, url: feed.text('url') });
}
