import { html } from 'hono/html';
import { addressOf } from './address.ts';
import type { Html, View } from './view.ts';

/** Narrows the reminders down by a word: `?q=lunch`. */
export function reminderSearch({ texts, query }: View): Html {
  const q = query.get('q') ?? '';
  return html`<form class="filter is-short" method="get" action="${addressOf('reminders')}" role="search" aria-label="${texts.reminders.find}">
    <p class="field">
      <label for="reminder-q">${texts.reminders.find}</label>
      <input type="search" id="reminder-q" name="q" value="${q}" maxlength="200" />
      ${query.get('by') === 'tag' ? html`<input type="hidden" name="by" value="tag" />` : ''}
    </p>
    <p class="buttons">
      <button type="submit" class="button">${texts.reminders.search}</button>
      ${q === '' ? '' : html`<a class="quiet-button" href="${addressOf('reminders')}">${texts.history.filter.clear}</a>`}
    </p>
  </form>`;
}
