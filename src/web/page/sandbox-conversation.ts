import { html } from 'hono/html';
import { renderConversation } from '../../robot/sandbox/conversation-page.ts';
import { addressOf } from './address.ts';
import type { Html, View } from './view.ts';

/** The group as DingTalk would show it, beside everything else; empty when every robot is a real one. */
export function sandboxConversation(view: View): Html {
  const { daemon, texts } = view;
  if (!daemon.sandbox) return html``;
  return html`<h2>
      ${texts.sandbox.heading} <small><a href="${addressOf('conversation')}">${texts.sandbox.all}</a></small>
    </h2>
    ${chat(view, SHOWN_BESIDE)}`;
}

/** The same on a page of its own. */
export function groupConversation(view: View): Html {
  const { daemon, texts } = view;
  const heading = html`<h2 class="page-title">${texts.sandbox.heading}</h2>`;
  if (!daemon.sandbox) return html`${heading}<p class="empty">${texts.sandbox.none}</p>`;
  return html`${heading}${chat(view, SHOWN_ALONE)}`;
}

const SHOWN_BESIDE = 50;
const SHOWN_ALONE = 200;

function chat({ daemon, texts, zone }: View, most: number): Html {
  const posts = daemon.sandbox?.conversation().slice(-most) ?? [];
  return html`<div class="chat" data-follow tabindex="0" role="region" aria-label="${texts.sandbox.heading}">
      ${renderConversation(posts, { locale: texts.language, timezone: zone })}
    </div>
    <p class="chat-note">${texts.sandbox.note} ${texts.sandbox.goLive}</p>`;
}
