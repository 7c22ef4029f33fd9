import { html } from 'hono/html';
import { hereWith } from './address.ts';
import { happenedDays } from './happened-days.ts';
import { type FoundHistory, searchHistory } from './history-search.ts';
import { momentText } from './time.ts';
import type { Html, View } from './view.ts';

/** What happened, as the filter asks, newest first, each with its attempts behind a disclosure. */
export async function historyList(view: View): Promise<Html> {
  const page = await searchHistory(view);
  const { history: texts } = view.texts;
  if (page.entries.length > 0) return html`${happenedDays(page.entries, view)} ${pager(page, view)}`;
  const isFiltered = view.query.size > 0;
  return html`<div class="empty">
      <p><strong>${isFiltered ? texts.nothingFound : texts.none}</strong></p>
      ${isFiltered ? '' : html`<p>${texts.noneHint}</p>`}
    </div>
    ${pager(page, view)}`;
}

function pager({ next, searchedBackTo }: FoundHistory, view: View): Html {
  const { history: texts } = view.texts;
  return html`${searchedBackTo === undefined ? '' : html`<p class="aside">${texts.searchedBackTo(momentText(searchedBackTo, view))}</p>`}
    <p class="pager">
      ${view.query.has('before') || view.query.has('delivery') ? html`<a class="quiet-button" href="${hereWith(view, { before: undefined, delivery: undefined })}">${texts.newest}</a>` : ''}
      ${next === undefined ? '' : html`<a class="quiet-button" rel="next" href="${hereWith(view, { before: next })}">${texts.older}</a>`}
    </p>`;
}
