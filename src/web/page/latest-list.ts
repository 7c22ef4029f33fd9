import { html } from 'hono/html';
import { toEpochMs } from '../../schedule/instant.ts';
import { addressOf } from './address.ts';
import { happenedDays } from './happened-days.ts';
import type { Html, View } from './view.ts';

const LATEST = 20;

/** The latest deliveries, and the way to all of them. */
export async function latestList(view: View): Promise<Html> {
  const { texts, daemon, now } = view;
  const happened = await daemon.history.list({ until: toEpochMs(now + 1), limit: LATEST });
  if (happened.length === 0) return nothingHappened(view);
  return html`<h2>${texts.history.heading} <small>${texts.history.latest(happened.length)}</small></h2>
    ${happenedDays(happened, view)}
    <p class="aside"><a href="${addressOf('history')}">${texts.history.all}</a></p>`;
}

function nothingHappened({ texts: { history: texts } }: View): Html {
  return html`<h2>${texts.heading}</h2>
    <div class="empty">
      <p><strong>${texts.none}</strong></p>
      <p>${texts.noneHint}</p>
    </div>`;
}
