import { html } from 'hono/html';
import { renderConversation } from '../../robot/sandbox/conversation-page.ts';
import type { Html, View } from './view.ts';

/** The group as DingTalk would show it; empty when every robot is a real one. */
export function sandboxConversation({ daemon, texts, zone }: View): Html {
  if (!daemon.sandbox) return html``;
  const posts = daemon.sandbox.conversation().slice(-SHOWN);
  return html`<h2>${texts.sandbox.heading}</h2>
    <div class="chat" data-follow tabindex="0" role="region" aria-label="${texts.sandbox.heading}">
      ${renderConversation(posts, { locale: texts.language, timezone: zone })}
    </div>
    <p class="chat-note">${texts.sandbox.note} ${texts.sandbox.goLive}</p>`;
}

const SHOWN = 100;
