import { formatTime, localTime } from '../../message/local-time.ts';
import { isWebAddress, renderLink, renderMarkdown, renderPicture } from './markdown.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { Arrival, Post, Sandbox } from './sandbox.ts';
import type { ShownPayload } from './shape.ts';

export interface ConversationView {
  /** Default `zh-CN`. */
  readonly locale?: 'zh-CN' | 'en';
  /** IANA zone for the times shown. Default `Asia/Shanghai`. */
  readonly timezone?: string;
  /** What the group calls people, by mobile number and user id. Default: nobody is known. */
  readonly names?: ReadonlyMap<string, string>;
}

/**
 * The conversation as DingTalk's group shows it, as a piece of HTML: everything that came from outside is escaped, and
 * `CONVERSATION_CSS` gives it its looks. Oldest first, as one reads.
 */
export function renderConversation(posts: readonly Post[], view: ConversationView = {}): Markup {
  return conversation(posts, settled(view));
}

/** What changes when something arrives: the conversation, and below it what came of the last requests. */
export function renderLive(sandbox: Sandbox, view: ConversationView = {}): Markup {
  return live(sandbox, settled(view));
}

/** The sandbox's own page; `/sandbox.css`, `/sandbox.js`, `/live` and `/events` stand beside it. */
export function conversationPage(sandbox: Sandbox, view: ConversationView = {}): Markup {
  const resolved = settled(view);
  const { texts, locale } = resolved;
  return markup`<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${texts.title}</title>
    <link rel="stylesheet" href="/sandbox.css">
    <script src="/sandbox.js" defer></script>
  </head>
  <body class="ding-page">
    <header class="ding-top">
      <span class="ding-avatar" aria-hidden="true">${BELL}</span>
      <div>
        <h1>${texts.title}</h1>
        <p>${texts.subtitle}</p>
      </div>
    </header>
    <main id="live" aria-live="polite">${live(sandbox, resolved)}</main>
  </body>
</html>`;
}

const LOGGED = 12;
/** What stands where a picture would. */
const BELL = '铃';

interface Settled {
  readonly names: ReadonlyMap<string, string>;
  readonly texts: Texts;
  readonly locale: string;
  readonly time: (at: number) => string;
  readonly day: (at: number) => string;
}

interface Texts {
  /** As tokens of luxon's. */
  readonly day: string;
  readonly title: string;
  readonly subtitle: string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly robot: string;
  readonly everyone: string;
  readonly requests: string;
  readonly shown: string;
  readonly duplicate: string;
  readonly refused: string;
  readonly nobody: string;
}

const TEXTS: Readonly<Record<'zh-CN' | 'en', Texts>> = {
  'zh-CN': {
    day: 'M月d日 cccc',
    title: '钉铃沙箱',
    subtitle: '消息只停在这台机器上，没有发往钉钉。签名、关键词、限速都和真的一样。',
    empty: '还没有消息',
    emptyHint: '发来的提醒会像在钉钉群里一样出现在这里。',
    robot: '机器人',
    everyone: '所有人',
    requests: '最近的请求',
    shown: '已显示',
    duplicate: '重复，未再显示',
    refused: '已拒绝',
    nobody: '未知的 token',
  },
  en: {
    day: 'cccc, LLLL d',
    title: 'dingbell sandbox',
    subtitle:
      'Messages stay on this machine; nothing went to DingTalk. Signature, keywords and limit are as strict as there.',
    empty: 'No messages yet',
    emptyHint: 'Reminders will appear here as they would in a DingTalk group.',
    robot: 'Robot',
    everyone: 'everyone',
    requests: 'Latest requests',
    shown: 'shown',
    duplicate: 'duplicate, not shown again',
    refused: 'refused',
    nobody: 'unknown token',
  },
};

function settled({
  locale = 'zh-CN',
  timezone = 'Asia/Shanghai',
  names = new Map<string, string>(),
}: ConversationView): Settled {
  const written = (tokens: string) => (at: number) => formatTime(localTime(at, timezone, locale), tokens);
  return {
    names,
    locale,
    texts: TEXTS[locale],
    time: written('HH:mm'),
    day: written(TEXTS[locale].day),
  };
}

function live(sandbox: Sandbox, view: Settled): Markup {
  return markup`${conversation(sandbox.conversation(), view)}
    ${requestLog(sandbox.arrivals().slice(-LOGGED).toReversed(), view)}`;
}

function conversation(posts: readonly Post[], view: Settled): Markup {
  if (posts.length === 0) {
    return markup`<div class="ding-chat ding-chat-empty">
      <span class="ding-avatar" aria-hidden="true">${BELL}</span>
      <strong>${view.texts.empty}</strong>
      <p>${view.texts.emptyHint}</p>
    </div>`;
  }
  return markup`<ol class="ding-chat">${posts.map((post, index) => [
    startsDay(post, posts[index - 1], view) ? markup`<li class="ding-day">${view.day(post.at)}</li>` : '',
    renderPost(post, view),
  ])}</ol>`;
}

function startsDay(post: Post, before: Post | undefined, view: Settled): boolean {
  return before === undefined || view.day(post.at) !== view.day(before.at);
}

function renderPost(post: Post, view: Settled): Markup {
  return markup`<li class="ding-post">
    ${renderAvatar(post.robot)}
    <article>
      <header>
        <b>${post.robot}</b><span class="ding-tag">${view.texts.robot}</span>
        <time datetime="${new Date(post.at).toISOString()}">${view.time(post.at)}</time>
      </header>
      ${renderPayload(post.payload, view)}
    </article>
  </li>`;
}

/** What stands for a robot beside its messages. */
export function renderAvatar(robot: string): Markup {
  return markup`<span class="ding-avatar ding-avatar-${hueOf(robot)}" aria-hidden="true">${initialOf(robot)}</span>`;
}

function initialOf(name: string): string {
  return LONE_LETTER.exec(name)?.[0] ?? firstCharacter(name);
}

/** Nothing joins it that follows. The first that is cut by `Intl` takes a process 3 MB. */
const LONE_LETTER = /^[\w\p{Script=Han}](?![\p{M}\p{Cf}])/u;

/** What a reader takes for one. */
function firstCharacter(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment ?? '';
}

/** One of six quiet colours, always the same for one name. */
function hueOf(name: string): number {
  return Buffer.from(name).reduce((sum, byte) => sum + byte, 0) % 6;
}

function renderPayload(payload: ShownPayload, { texts, names }: Settled): Markup {
  switch (payload.msgtype) {
    case 'text':
      return markup`<div class="ding-bubble ding-text">${withMentions(payload.text.content, payload.at, names)}${everyone(payload, texts)}</div>`;
    case 'markdown':
      return markup`<div class="ding-bubble ding-md">${renderMarkdown(payload.markdown.text)}${everyone(payload, texts)}</div>`;
    case 'link':
      return renderLinkCard(payload.link);
    case 'actionCard':
      return renderActionCard(payload.actionCard);
    case 'feedCard':
      return markup`<div class="ding-bubble ding-feed">${payload.feedCard.links.map(renderFeedLink)}</div>`;
  }
}

type Mentionable = Extract<ShownPayload, { readonly msgtype: 'text' | 'markdown' }>;

function everyone({ at }: Mentionable, texts: Texts): Markup {
  return at?.isAtAll === true ? markup` <span class="ding-at">@${texts.everyone}</span>` : markup``;
}

/** DingTalk turns `@13800000000` into a blue name, in text messages and for those it was told to mention. */
function withMentions(content: string, at: Mentionable['at'], names: Settled['names']): Markup {
  const called = new Set([...(at?.atMobiles ?? []), ...(at?.atUserIds ?? [])].map((who) => `@${who}`));
  const pieces = content.split(/(@[+\w-]+)/);
  return markup`${pieces.map((piece) => (called.has(piece) ? renderCall(piece, names) : piece))}`;
}

function renderCall(call: string, names: Settled['names']): Markup {
  const name = names.get(call.slice(1));
  return markup`<span class="ding-at">${name === undefined ? call : `@${name}`}</span>`;
}

type Content<Type extends ShownPayload['msgtype'], Key extends string> =
  Extract<ShownPayload, { readonly msgtype: Type }> extends Readonly<Record<Key, infer Block>> ? Block : never;

function renderLinkCard({ title, text, messageUrl, picUrl }: Content<'link', 'link'>): Markup {
  const picture = picUrl !== undefined && isWebAddress(picUrl) ? renderPicture(picUrl, '') : '';
  const card = markup`<span class="ding-link-title">${title}</span>
    <span class="ding-link-body"><span class="ding-link-text">${text}</span>${picture}</span>`;
  return markup`<div class="ding-bubble ding-link">${opened(messageUrl, card)}</div>`;
}

function renderActionCard(card: Content<'actionCard', 'actionCard'>): Markup {
  const buttons =
    'btns' in card
      ? card.btns.map(({ title, actionURL }) => opened(actionURL, markup`${title}`))
      : [opened(card.singleURL, markup`${card.singleTitle}`)];
  const layout = 'btns' in card && card.btnOrientation === '1' ? 'ding-side-by-side' : 'ding-stacked';
  return markup`<div class="ding-bubble ding-card">
    <div class="ding-md">${renderMarkdown(card.text)}</div>
    <div class="ding-buttons ${layout}">${buttons}</div>
  </div>`;
}

function renderFeedLink(
  { title, messageURL, picURL }: Content<'feedCard', 'feedCard'>['links'][number],
  index: number,
): Markup {
  const picture = isWebAddress(picURL) ? renderPicture(picURL, '') : '';
  const className = index === 0 ? 'ding-feed-cover' : 'ding-feed-item';
  return markup`<div class="${className}">${opened(messageURL, markup`${picture}<span>${title}</span>`)}</div>`;
}

/** DingTalk's own schemes (`dingtalk://…`) are for its app: here they are shown, not followed. */
function opened(address: string, content: Markup): Markup {
  return isWebAddress(address) ? renderLink(address, content) : markup`<span class="ding-dead">${content}</span>`;
}

function requestLog(arrivals: readonly Arrival[], { texts, time }: Settled): Markup {
  if (arrivals.length === 0) return markup``;
  return markup`<section class="ding-log">
    <h2>${texts.requests}</h2>
    <ul>${arrivals.map(
      (arrival) => markup`<li class="ding-log-${arrival.kind}">
        <time>${time(arrival.at)}</time>
        <b>${arrival.robot ?? texts.nobody}</b>
        <span>${texts[arrival.kind]}${arrival.kind === 'refused' ? markup`: ${arrival.errcode} ${arrival.errmsg}` : ''}</span>
      </li>`,
    )}</ul>
  </section>`;
}
