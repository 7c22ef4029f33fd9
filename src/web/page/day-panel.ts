import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { dayHeading } from './day-heading.ts';
import type { DayTally } from './month-happened.ts';
import type { MonthDay } from './month-days.ts';
import { upcomingEntry } from './upcoming-entry.ts';
import type { Html, View } from './view.ts';

/** The reminders of one day, and the way to what happened on it. */
export function dayPanel({ date, entries }: MonthDay, tally: DayTally | undefined, view: View): Html {
  const { month: texts } = view.texts;
  return html`<div class="day-panel" id="day">
    ${dayHeading(date, view)}
    ${entries.length === 0 && !tally ? html`<p class="empty">${texts.nothing}</p>` : ''}
    ${entries.length === 0 ? '' : html`<ul class="entries">${entries.slice(0, MOST_SHOWN).map((entry) => upcomingEntry(entry, view))}</ul>`}
    ${entries.length > MOST_SHOWN ? html`<p class="aside">${texts.more(entries.length - MOST_SHOWN)}</p>` : ''}
    ${tally ? html`<p class="aside"><a href="${addressOf('history', { from: date, until: date })}">${texts.happened}</a> · ${texts.deliveries(tally.messages)}${tally.failed > 0 ? html` · <span class="why">${texts.failed(tally.failed)}</span>` : ''}</p>` : ''}
  </div>`;
}

const MOST_SHOWN = 100;
