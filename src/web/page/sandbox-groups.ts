import { html } from 'hono/html';
import type { Post } from '../../robot/sandbox/sandbox.ts';
import { avatar } from '../conversation/avatar.ts';
import { minuteTag } from '../conversation/conversation.ts';
import { addressOf, currently } from './address.ts';
import type { Html, View } from './view.ts';

/** The groups as DingTalk lists them, each with its newest message; of a single one there is nothing to choose. */
export function sandboxGroups(posts: readonly Post[], chosen: string | undefined, view: View): Html | '' {
  const groups = groupsOf(view);
  if (groups.length < 2) return '';
  const newest = new Map(posts.map((post) => [post.robot, post]));
  const { sandbox: texts } = view.texts;
  return html`<nav class="groups" aria-label="${texts.groups}">
    <a class="group" href="${addressOf('conversation')}" ${currently(chosen === undefined)}>
      <span class="group-name">${texts.allGroups}</span>
    </a>
    ${groups.map((name) => group(name, newest.get(name), name === chosen, view))}
  </nav>`;
}

/** The group that the address asks for, if there is such a one: `?robot=team`. */
export function chosenGroup(view: View): string | undefined {
  const asked = view.query.get('robot');
  return groupsOf(view).find((name) => name === asked);
}

function groupsOf({ daemon: { config } }: View): readonly string[] {
  return [...config.robots.values()].filter(({ webhook }) => webhook.kind === 'sandbox').map(({ name }) => name);
}

function group(name: string, newest: Post | undefined, isChosen: boolean, view: View): Html {
  return html`<a class="group" href="${addressOf('conversation', { robot: name })}" ${currently(isChosen)}>
    ${avatar(name)}
    <span class="group-name">${name}</span>
    ${newest ? html`<span class="group-time">${minuteTag(newest.at, view.zone)}</span> <span class="group-last">${glance(newest)}</span>` : ''}
  </a>`;
}

/** What DingTalk's list shows of a message: its title, where it has one. */
function glance({ payload }: Post): string {
  switch (payload.msgtype) {
    case 'text':
      return payload.text.content;
    case 'markdown':
      return payload.markdown.title;
    case 'link':
      return payload.link.title;
    case 'actionCard':
      return payload.actionCard.title;
    case 'feedCard':
      return payload.feedCard.links[0]?.title ?? '';
  }
}
