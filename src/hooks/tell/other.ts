import type { HookEvent } from '../hook-event.ts';
import { excerpt } from '../../message/excerpt.ts';
import type { Pen } from '../pen.ts';
import type { ToldMain } from '../tell.ts';
import { sentence } from './sentence.ts';
import { thingOf } from './thing.ts';

/** What is about no thing: releases, sprints, messages, branches and tags. */
export function tellOther(event: HookEvent, pen: Pen): ToldMain {
  if (event.kind === 'message') return message(event, pen);
  const said = headline(event, pen);
  return { title: headline(event, pen.plain()), lines: [said, ...(QUOTED.test(event.kind) ? pen.quote(event) : [])] };
}

const QUOTED = /^(?:release\.|version\.)/;

function headline(event: HookEvent, pen: Pen): string {
  const { texts } = pen;
  const { release, repository, sprint, url } = event;
  const kind: string = event.kind;
  switch (kind) {
    case 'release.published':
    case 'release.prerelease': {
      const name =
        release?.name?.includes(release.tag) === true
          ? release.name
          : [release?.tag, release?.name].filter(Boolean).join(' ');
      const what = pen.link([pen.text(repository?.short), pen.text(name)].filter(Boolean).join(' '), url);
      return kind === 'release.published' ? `🎉 ${texts.released(what)}` : `🧪 ${texts.prereleased(what)}`;
    }
    case 'version.released':
      return `🎉 ${texts.versionReleased(pen.text(release?.tag))}`;
    case 'sprint.started':
      return sprintStarted(event, pen);
    case 'sprint.closed':
      return `🏁 ${texts.sprintClosed(pen.link(pen.text(sprint?.name), url))}`;
    case 'token.expiring':
      return tokenExpires(event, pen);
    default:
      return sentence(event, pen);
  }
}

function sprintStarted({ sprint, url, text }: HookEvent, pen: Pen): string {
  const end = sprint?.end === undefined ? '' : pen.date(sprint.end);
  const goal = text === undefined ? '' : `${pen.texts.colon}${pen.text(text)}`;
  return `🏃 ${pen.texts.sprintStarted(pen.link(pen.text(sprint?.name), url), end)}${goal}`;
}

/** Some give a text and nothing else. */
function tokenExpires({ title, to, text, url }: HookEvent, pen: Pen): string {
  if (text !== undefined)
    return `🔑 ${[pen.link(pen.text(title), url), pen.text(text, 200)].filter(Boolean).join(pen.texts.colon)}`;
  return `🔑 ${pen.texts.tokenExpires(pen.text(title), pen.text(to))}`;
}

/** Its own title and text, as they are; of a rule of Jira the issue that it names. */
function message(event: HookEvent, pen: Pen): ToldMain {
  const { title, text = '', url, to, thing } = event;
  if (thing !== undefined) {
    const said = (own: Pen): string =>
      `📌 ${thingOf(event, own)}${to === undefined ? '' : own.texts.brackets(own.text(to))}`;
    return { title: said(pen.plain()), lines: [said(pen)] };
  }
  const heading = title === undefined ? '' : `### ${pen.link(pen.text(title), url)}`;
  const isLinked = heading.includes('](');
  const address = url === undefined || isLinked ? '' : pen.link('↗', url);
  return {
    title: pen.plain().text(title ?? excerpt(text, 60)),
    lines: [heading, text.trim(), address.startsWith('[') ? address : ''],
  };
}
