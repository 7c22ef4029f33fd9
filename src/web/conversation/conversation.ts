import { html } from 'hono/html';
import { formatTime, localTime } from '../../message/local-time.ts';
import type { Post } from '../../robot/sandbox/sandbox.ts';
import type { Html } from '../page/view.ts';
import type { Texts } from '../texts/catalogue.ts';
import { avatar } from './avatar.ts';
import { bubble } from './bubble.ts';

export interface ConversationView {
  readonly texts: Texts;
  /** IANA: of the times shown. */
  readonly zone: string;
  /** What the group calls people, by mobile number and user id. */
  readonly names: ReadonlyMap<string, string>;
}

/** The conversation as DingTalk's group shows it, in a box that keeps to its end. Oldest first, as one reads. */
export function chat(posts: readonly Post[], view: ConversationView): Html {
  return html`<div class="chat" data-follow tabindex="0" role="region" aria-label="${view.texts.sandbox.heading}">
      ${conversation(posts, view)}
    </div>`;
}

function conversation(posts: readonly Post[], view: ConversationView): Html {
  if (posts.length === 0) {
    return html`<div class="ding-chat ding-chat-empty">
      <span class="ding-avatar" aria-hidden="true">铃</span>
      <strong>${view.texts.chat.empty}</strong>
      <p>${view.texts.chat.emptyHint}</p>
    </div>`;
  }
  return html`<ol class="ding-chat">${posts.map((post, index) => [
    startsDay(post, posts[index - 1], view) ? html`<li class="ding-day">${dayOf(post, view)}</li>` : '',
    shown(post, view),
  ])}</ol>`;
}

function startsDay(post: Post, before: Post | undefined, view: ConversationView): boolean {
  return before === undefined || dayOf(post, view) !== dayOf(before, view);
}

function dayOf({ at }: Post, { texts, zone }: ConversationView): string {
  return formatTime(localTime(at, zone, texts.language), texts.format.chatDay);
}

function shown(post: Post, view: ConversationView): Html {
  return html`<li class="ding-post">
    ${avatar(post.robot)}
    <article>
      <header>
        <b>${post.robot}</b><span class="ding-tag">${view.texts.chat.robot}</span>
        ${minuteTag(post.at, view.zone)}
      </header>
      ${bubble(post.payload, view)}
    </article>
  </li>`;
}

/** `08:50` */
export function minuteTag(at: number, zone: string): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${formatTime(localTime(at, zone), 'HH:mm')}</time>`;
}
