import { html } from 'hono/html';
import { STATES } from '../../delivery/delivery.ts';
import { addressOf } from './address.ts';
import { choice, field } from './filter-field.ts';
import { parseFilter } from './history-filter-query.ts';
import type { Html, View } from './view.ts';

/** More names than this are no menu: one types. */
const MOST_NAMES = 2_000;

/** The form above what happened. A plain GET: every view of the history has an address. */
export function historyFilter(view: View): Html {
  const { texts, daemon, query } = view;
  const { filter: words, states } = texts.history;
  const filter = parseFilter(query);
  const robots = [...daemon.config.robots.keys()];
  const reminders = daemon.config.reminders.slice(0, MOST_NAMES).map(({ id }) => id);
  return html`<details class="fold" ${query.size > 0 ? html`open` : ''}><summary>${words.label}</summary>
  <form class="filter" method="get" action="${addressOf('history')}" role="search" aria-label="${words.label}">
    ${field(
      'state',
      words.state,
      choice('state', STATES, filter.state, (state) => states[state], words.any),
    )}
    ${field('reminder', words.reminder, named('reminder', reminders, filter.reminder))}
    ${field(
      'robot',
      words.robot,
      choice('robot', robots, filter.robot, (robot) => robot, words.any),
    )}
    ${field('from', words.from, dateInput('from', filter.from))} ${field('until', words.until, dateInput('until', filter.until))}
    ${field('q', words.text, html`<input type="search" id="filter-q" name="q" value="${query.get('q') ?? ''}" maxlength="200" />`)}
    <p class="buttons">
      <button type="submit" class="button">${words.submit}</button>
      ${query.size > 0 ? html`<a class="quiet-button" href="${addressOf('history')}">${words.clear}</a>` : ''}
    </p>
  </form></details>`;
}

/** Reminders that are gone from the configuration are in the history all the same, so any name can be typed. */
function named(name: string, values: readonly string[], value: string | undefined): Html {
  return html`<input id="filter-${name}" name="${name}" value="${value ?? ''}" list="names-${name}" autocomplete="off" />
    <datalist id="names-${name}">${values.map((each) => html`<option value="${each}"></option>`)}</datalist>`;
}

function dateInput(name: string, value: string | undefined): Html {
  return html`<input type="date" id="filter-${name}" name="${name}" value="${value ?? ''}" />`;
}
