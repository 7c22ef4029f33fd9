import { html } from 'hono/html';
import type { EventState, Received } from '../../delivery/inbox.ts';
import { receivedDetails } from './received-details.ts';
import { subjectLine, whyOf } from './received-words.ts';
import { clockTime } from './time.ts';
import { clockTag } from './time-tag.ts';
import type { Html, View } from './view.ts';

/** One event in two lines; a click shows what else is known of it. */
export function receivedEntry(received: Received, isAlone: boolean, view: View): Html {
  const { id, hook, kind, state, receivedAt, dueAt, repeats } = received;
  const { hooks: texts } = view.texts;
  const subject = subjectLine(received, view);
  const why = whyOf(received, view);
  return html`<li class="entry">
    <details id="event-${id}" ${isAlone ? html`open` : ''}>
      <summary>
        <span class="entry-time">${clockTag(receivedAt, view)}</span>
        <span class="entry-body">
          <span class="preview one-line">${subject}</span>
          <span class="meta">
            <span class="badge ${STATE_LOOKS[state]}">${texts.states[state]}</span>
            <span>${hook}</span>
            ${kind === undefined ? '' : html`<code>${kind}</code>`}
            ${why === undefined || why === subject ? '' : html`<span>${why}</span>`}
            ${dueAt === undefined || why !== undefined ? '' : html`<span>${texts.toldAt(clockTime(dueAt, view.zone))}</span>`}
            ${repeats === 0 ? '' : html`<span>${texts.repeats(repeats)}</span>`}
          </span>
        </span>
      </summary>
      ${receivedDetails(received, isAlone, view)}
    </details>
  </li>`;
}

const STATE_LOOKS: Readonly<Record<EventState, string>> = {
  waiting: 'is-busy',
  told: 'is-good',
  ignored: 'is-quiet',
  refused: 'is-bad',
};
