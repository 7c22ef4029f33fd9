import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { type AgendaEntry, byRarity } from './agenda.ts';
import { dayHeading } from './day-heading.ts';
import type { DayTally } from './month-happened.ts';
import type { MonthDay } from './month-days.ts';
import { upcomingEntry } from './upcoming-entry.ts';
import type { Html, View } from './view.ts';

/** The reminders of one day, and a link to what happened on it. Reminders of every day are folded when there are others. */
export function dayPanel({ date, term, entries }: MonthDay, tally: DayTally | undefined, view: View): Html {
  const { month: texts } = view.texts;
  const { rare, others, daily } = byRarity(entries);
  const named = [...rare, ...others];
  const isFolded = named.length > 0 && daily.length > 1;
  return html`<div class="day-panel" id="day">
    ${dayHeading(date, view, term)}
    ${entries.length === 0 && !tally ? html`<p class="empty">${texts.nothing}</p>` : ''}
    ${entryList(isFolded ? named : entries, view)}
    ${isFolded ? html`<details class="daily" id="daily"><summary>${texts.daily(daily.length)}</summary>${entryList(daily, view)}</details>` : ''}
    ${tally ? html`<p class="aside"><a href="${addressOf('history', { from: date, until: date })}">${texts.happened}</a> · ${texts.deliveries(tally.messages)}${tally.failed > 0 ? html` · <span class="why">${texts.failed(tally.failed)}</span>` : ''}</p>` : ''}
  </div>`;
}

const MOST_SHOWN = 100;

function entryList(entries: readonly AgendaEntry[], view: View): Html | '' {
  if (entries.length === 0) return '';
  const more = entries.length - MOST_SHOWN;
  return html`<ul class="entries">${entries.slice(0, MOST_SHOWN).map((entry) => upcomingEntry(entry, view))}</ul>
    ${more > 0 ? html`<p class="aside">${view.texts.month.more(more)}</p>` : ''}`;
}
