import { html } from 'hono/html';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { dayFacts, lunarWords, type SpecialDay } from './day-facts.ts';
import { dateOf, dayWords } from './time.ts';
import type { Html, View } from './view.ts';

/** The day as a tear-off calendar shows it: the number large, its names beside it, the lunar date and holiday below. */
export function dayHeading(date: IsoDate, view: View, term?: string): Html {
  const words = dayWords(date, dateOf(view.now, view.zone), view.texts);
  const { lunar, special } = dayFacts(date, view);
  return html`<h3 class="day">
    <span class="day-number" aria-hidden="true">${words.number}</span>
    <span class="day-names"
      ><span class="day-name">${words.name ?? words.weekday}</span>
      <time datetime="${date}">${words.date}${words.name === undefined ? '' : html` · ${words.weekdayShort}`}</time>
      ${lunar ? html`<span>${lunarWords(lunar, view.texts)}${term === undefined ? '' : html` · ${term}`}</span>` : ''} ${special ? specialBadge(special) : ''}</span
    >
  </h3>`;
}

function specialBadge({ kind, name }: SpecialDay): Html {
  return html`<span class="badge day-badge ${kind === 'off' ? 'is-off-day' : 'is-work-day'}">${name}</span>`;
}
