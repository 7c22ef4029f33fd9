import { html } from 'hono/html';
import { pageBehind } from '../../robot/dingtalk/browser-link.ts';
import type { ShownPayload } from '../../robot/sandbox/shape.ts';
import type { Html } from '../page/view.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { ConversationView } from './conversation.ts';
import { isWebAddress, renderLink, renderMarkdown, renderPicture } from './markdown.ts';

type Names = ConversationView['names'];

/** A message as the group shows it. */
export function bubble(payload: ShownPayload, { texts, names }: ConversationView): Html {
  switch (payload.msgtype) {
    case 'text':
      return html`<div class="ding-bubble ding-text">${withMentions(payload.text.content, payload.at, names)}${everyone(payload, texts)}</div>`;
    case 'markdown':
      return html`<div class="ding-bubble ding-md">${renderMarkdown(payload.markdown.text)}${everyone(payload, texts)}</div>`;
    case 'link':
      return renderLinkCard(payload.link);
    case 'actionCard':
      return renderActionCard(payload.actionCard);
    case 'feedCard':
      return html`<div class="ding-bubble ding-feed">${payload.feedCard.links.map(renderFeedLink)}</div>`;
  }
}

type Mentionable = Extract<ShownPayload, { readonly msgtype: 'text' | 'markdown' }>;

function everyone({ at }: Mentionable, { chat }: Texts): Html {
  return at?.isAtAll === true ? html` <span class="ding-at">@${chat.everyone}</span>` : html``;
}

/** DingTalk turns `@13800000000` into a blue name, in text messages and for those it was told to mention. */
function withMentions(content: string, at: Mentionable['at'], names: Names): Html {
  const called = new Set([...(at?.atMobiles ?? []), ...(at?.atUserIds ?? [])].map((who) => `@${who}`));
  const pieces = content.split(/(@[+\w-]+)/);
  return html`${pieces.map((piece) => (called.has(piece) ? renderCall(piece, names) : piece))}`;
}

function renderCall(call: string, names: Names): Html {
  const name = names.get(call.slice(1));
  return html`<span class="ding-at">${name === undefined ? call : `@${name}`}</span>`;
}

type Content<Type extends ShownPayload['msgtype'], Key extends string> =
  Extract<ShownPayload, { readonly msgtype: Type }> extends Readonly<Record<Key, infer Block>> ? Block : never;

function renderLinkCard({ title, text, messageUrl, picUrl }: Content<'link', 'link'>): Html {
  const picture = picUrl !== undefined && isWebAddress(picUrl) ? renderPicture(picUrl, '') : '';
  const card = html`<span class="ding-link-title">${title}</span>
    <span class="ding-link-body"><span class="ding-link-text">${text}</span>${picture}</span>`;
  return html`<div class="ding-bubble ding-link">${opened(messageUrl, card)}</div>`;
}

function renderActionCard(card: Content<'actionCard', 'actionCard'>): Html {
  const buttons =
    'btns' in card
      ? card.btns.map(({ title, actionURL }) => opened(actionURL, html`${title}`))
      : [opened(card.singleURL, html`${card.singleTitle}`)];
  const layout = 'btns' in card && card.btnOrientation === '1' ? 'ding-side-by-side' : 'ding-stacked';
  return html`<div class="ding-bubble ding-card">
    <div class="ding-md">${renderMarkdown(card.text)}</div>
    <div class="ding-buttons ${layout}">${buttons}</div>
  </div>`;
}

function renderFeedLink(
  { title, messageURL, picURL }: Content<'feedCard', 'feedCard'>['links'][number],
  index: number,
): Html {
  const picture = isWebAddress(picURL) ? renderPicture(picURL, '') : '';
  const className = index === 0 ? 'ding-feed-cover' : 'ding-feed-item';
  return html`<div class="${className}">${opened(messageURL, html`${picture}<span>${title}</span>`)}</div>`;
}

/**
 * DingTalk's own schemes (`dingtalk://…`) are for its app: here they are shown, not followed, but for what they open in
 * the browser.
 */
function opened(link: string, content: Html): Html {
  const address = pageBehind(link);
  return isWebAddress(address) ? renderLink(address, content) : html`<span class="ding-dead">${content}</span>`;
}
