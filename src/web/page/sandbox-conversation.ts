import { html } from 'hono/html';
import { chat, type ConversationView } from '../conversation/conversation.ts';
import { addressOf } from './address.ts';
import { namesOf } from './names-of.ts';
import { chosenGroup, sandboxGroups } from './sandbox-groups.ts';
import type { Html, View } from './view.ts';

/** The group as DingTalk would show it, beside everything else; empty when every robot is a real one. */
export function sandboxConversation(view: View): Html {
  const { daemon, texts } = view;
  if (!daemon.sandbox) return html``;
  const posts = daemon.sandbox.conversation();
  return html`<h2>
      ${texts.sandbox.heading} <small><a href="${addressOf('conversation')}">${texts.sandbox.all}</a></small>
    </h2>
    ${chat(posts.slice(-SHOWN_BESIDE), withNames(view))} ${note(view)}`;
}

/** The same on a page of its own, of all groups or of one. */
export function groupConversation(view: View): Html {
  const { daemon, texts } = view;
  const heading = html`<h2 class="page-title">${texts.sandbox.heading}</h2>`;
  if (!daemon.sandbox) return html`${heading}<p class="empty">${texts.sandbox.none}</p>`;
  const posts = daemon.sandbox.conversation();
  const chosen = chosenGroup(view);
  const shown = chosen === undefined ? posts : posts.filter(({ robot }) => robot === chosen);
  return html`${heading}
    <div class="chats">${sandboxGroups(posts, chosen, view)} ${chat(shown.slice(-SHOWN_ALONE), withNames(view))}</div>
    ${note(view)}`;
}

const SHOWN_BESIDE = 50;
const SHOWN_ALONE = 200;

function withNames({ daemon, texts, zone }: View): ConversationView {
  return { texts, zone, names: namesOf(daemon.config) };
}

function note({ texts }: View): Html {
  return html`<p class="chat-note">${texts.sandbox.note} ${texts.sandbox.goLive}</p>`;
}
