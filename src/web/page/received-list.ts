import { html } from 'hono/html';
import type { Received } from '../../delivery/inbox.ts';
import { addressOf, hereWith } from './address.ts';
import { dayHeading } from './day-heading.ts';
import { receivedEntry } from './received-entry.ts';
import { receivedEvents } from './received-events.ts';
import { eventLine } from './received-words.ts';
import { dateOf } from './time.ts';
import type { Html, View } from './view.ts';

/** What hooks received, newest first, told or not and why, each with what is known of it behind a disclosure. */
export async function receivedList(view: View): Promise<Html> {
  const { texts, query, daemon } = view;
  const { events, next, isAlone = false } = await receivedEvents(view);
  const back = query.has('before') || isAlone;
  const pager = html`<p class="pager">
    ${back ? html`<a class="quiet-button" href="${isAlone ? addressOf('hooks') : hereWith(view, { before: undefined })}">${isAlone ? texts.hooks.all : texts.history.newest}</a>` : ''}
    ${next === undefined ? '' : html`<a class="quiet-button" rel="next" href="${hereWith(view, { before: next })}">${texts.history.older}</a>`}
  </p>`;
  if (events.length > 0) return html`${byDays(events, isAlone, view)} ${pager}`;
  if (query.size > 0) return html`<p class="empty"><strong>${texts.history.nothingFound}</strong></p>${pager}`;
  if (daemon.config.hooks.size === 0) return html``;
  return html`<div class="empty">
    <p><strong>${texts.hooks.nothing}</strong></p>
    <p>${texts.hooks.nothingHint}</p>
  </div>`;
}

function byDays(events: readonly Received[], isAlone: boolean, view: View): Html {
  const days = Map.groupBy(events, ({ receivedAt }) => dateOf(receivedAt, view.zone));
  const [newest] = events;
  return html`<p hidden data-announce>${newest ? eventLine(newest, view) : ''}</p>
    <ol class="days">
      ${[...days].map(
        ([date, ofDay]) =>
          html`<li class="days-row">
            ${dayHeading(date, view)}
            <ul class="entries">
              ${ofDay.map((one) => receivedEntry(one, isAlone, view))}
            </ul>
          </li>`,
      )}
    </ol>`;
}
