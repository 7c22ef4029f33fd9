import { html } from 'hono/html';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { dateOf, dayWords } from './time.ts';
import type { Html, View } from './view.ts';

/** The day as a tear-off calendar shows it: the number large, its names beside it. */
export function dayHeading(date: IsoDate, view: View): Html {
  const words = dayWords(date, dateOf(view.now, view.zone), view.texts);
  return html`<h3 class="day">
    <span class="day-number" aria-hidden="true">${words.number}</span>
    <span class="day-names"
      ><span class="day-name">${words.name ?? words.weekday}</span>
      <time datetime="${date}">${words.date}${words.name === undefined ? '' : html` · ${words.weekdayShort}`}</time></span
    >
  </h3>`;
}
