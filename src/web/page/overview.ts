import { html } from 'hono/html';
import type { Upcoming } from '../../daemon/upcoming.ts';
import { toEpochMs } from '../../schedule/instant.ts';
import { grouped } from '../texts/grouped.ts';
import { messageToCome } from './message-to-come.ts';
import { previewLine } from './message-preview.ts';
import { addressOf } from './address.ts';
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
    <p class="next-meta"><a href="${addressOf('reminders', { q: reminder.id })}"><code>${reminder.id}</code></a></p>
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
  /** What hooks received; `undefined`: there are none. */
  readonly received: number | undefined;
}

/** What waits for a time to come is listed by itself. */
async function countToday(view: View): Promise<Tally> {
  const { now, zone } = view;
  const { history } = view.daemon;
  const until = toEpochMs(now + 1);
  const today = await history.count({ since: startOfDate(dateOf(now, zone), zone), until });
  const all = await history.count();
  const later = await history.count({ since: until });
  return {
    delivered: today.delivered,
    failed: today.failed + today.expired + today.missed,
    waiting: all.pending + all.sending - later.pending,
    received: await receivedToday(view),
  };
}

async function receivedToday({ daemon, now, zone }: View): Promise<number | undefined> {
  if (daemon.config.hooks.size === 0) return undefined;
  const summaries = await daemon.inbox.summaries(startOfDate(dateOf(now, zone), zone));
  return summaries.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0);
}

/** Each figure leads to what it counts. */
function tally({ delivered, waiting, failed, received }: Tally, { texts, now, zone }: View): Html {
  const words = texts.overview;
  const today = dateOf(now, zone);
  const day = { from: today, until: today };
  return html`<dl class="tally" aria-label="${words.tally}">
    ${figure(words.deliveredToday, delivered, addressOf('history', { ...day, state: 'delivered' }), '')}
    ${figure(words.failedToday, failed, addressOf('history', day), failed > 0 ? 'is-bad' : '')}
    ${figure(words.waiting, waiting, addressOf('history', { state: 'pending' }), waiting > 0 ? 'is-busy' : '')}
    ${received === undefined ? '' : figure(words.receivedToday, received, addressOf('hooks'), '')}
  </dl>`;
}

function figure(name: string, value: number, address: string, look: string): Html {
  return html`<div class="${look}">
    <dt>${name}</dt>
    <dd><a href="${address}">${grouped(value)}</a></dd>
  </div>`;
}
