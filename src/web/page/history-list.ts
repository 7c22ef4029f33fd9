import { html } from 'hono/html';
import { hereWith } from './address.ts';
import { happenedDays } from './happened-days.ts';
import { type HistoryPage, historyPage } from './history-page.ts';
import { momentText } from './time.ts';
import type { Html, View } from './view.ts';

/** What happened, as the filter asks, newest first, each with its attempts behind a disclosure. */
export async function historyList(view: View): Promise<Html> {
  const page = await historyPage(view);
  const { history: texts } = view.texts;
  if (page.happened.length > 0) return html`${happenedDays(page.happened, view)} ${pager(page, view)}`;
  const isFiltered = view.query.size > 0;
  return html`<div class="empty">
      <p><strong>${isFiltered ? texts.nothingFound : texts.none}</strong></p>
      ${isFiltered ? '' : html`<p>${texts.noneHint}</p>`}
    </div>
    ${pager(page, view)}`;
}

function pager({ older, searchedBackTo }: HistoryPage, view: View): Html {
  const { history: texts } = view.texts;
  return html`${searchedBackTo === undefined ? '' : html`<p class="aside">${texts.searchedBackTo(momentText(searchedBackTo, view))}</p>`}
    <p class="pager">
      ${view.query.has('before') || view.query.has('delivery') ? html`<a class="quiet-button" href="${hereWith(view, { before: undefined, delivery: undefined })}">${texts.newest}</a>` : ''}
      ${older === undefined ? '' : html`<a class="quiet-button" rel="next" href="${hereWith(view, { before: older })}">${texts.older}</a>`}
    </p>`;
}
