import { html } from 'hono/html';
import type { Upcoming } from '../../daemon/upcoming.ts';
import { grouped } from '../texts/grouped.ts';
import { messageToCome } from './message-to-come.ts';
import { previewLine } from './message-preview.ts';
import { dateOf, dayWords, relativeTime, startOfDate } from './time.ts';
import { clockTag } from './time-tag.ts';
import type { Html, View } from './view.ts';

/** The state at a glance: what comes next, and how today went. */
export async function overview(view: View): Promise<Html> {
  const { daemon, texts, now, overrides } = view;
  const [next] = await daemon.upcoming({ from: now, count: 1, overrides, skipped: 'left-out' });
  return html`<h2 class="visually-hidden">${texts.overview.heading}</h2>
    ${next ? nextReminder(next, view) : nothingNext(view)} ${tally(await countToday(view), view)}`;
}

function nextReminder(next: Upcoming, view: View): Html {
  const { reminder, occurrence } = next;
  const { texts, now, zone } = view;
  const date = dateOf(occurrence.at, zone);
  const today = dateOf(now, zone);
  const words = dayWords(date, today, texts);
  const day = date === today ? '' : html` <span class="next-day">${words.name ?? words.date}</span>`;
  return html`<div class="next">
    <p class="eyebrow">${texts.overview.next}</p>
    <p class="next-time">${clockTag(occurrence.at, view)}${day}</p>
    <p class="next-relative">${relativeTime(occurrence.at, now, texts)}</p>
    <p class="next-text clamp">${previewLine(messageToCome(next, view))}</p>
    <p class="next-meta"><code>${reminder.id}</code></p>
  </div>`;
}

function nothingNext({ texts }: View): Html {
  return html`<div class="next">
    <p class="eyebrow">${texts.overview.next}</p>
    <p class="next-nothing">${texts.overview.nothing}</p>
  </div>`;
}

interface Tally {
  readonly delivered: number;
  readonly waiting: number;
  /** Failed, expired or missed. */
  readonly failed: number;
}

async function countToday({ daemon, now, zone }: View): Promise<Tally> {
  const today = await daemon.history.count({ since: startOfDate(dateOf(now, zone), zone) });
  const all = await daemon.history.count();
  return {
    delivered: today.delivered,
    failed: today.failed + today.expired + today.missed,
    waiting: all.pending + all.sending,
  };
}

function tally({ delivered, waiting, failed }: Tally, { texts }: View): Html {
  const words = texts.overview;
  return html`<dl class="tally" aria-label="${words.tally}">
    ${figure(words.deliveredToday, grouped(delivered), '')}
    ${figure(words.failedToday, grouped(failed), failed > 0 ? 'is-bad' : '')}
    ${figure(words.waiting, grouped(waiting), waiting > 0 ? 'is-busy' : '')}
  </dl>`;
}

function figure(name: string, value: string, look: string): Html {
  return html`<div class="${look}">
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}
