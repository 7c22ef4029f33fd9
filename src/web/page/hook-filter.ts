import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { choice, field } from './filter-field.ts';
import { eventStateIn, EVENT_STATES } from './received-events.ts';
import type { Html, View } from './view.ts';

/** The form above what hooks received. A plain GET: every view of it has an address. */
export function hookFilter(view: View): Html {
  const { texts, daemon, query } = view;
  const names = [...daemon.config.hooks.keys()];
  if (names.length === 0 && query.size === 0) return html``;
  const { filter: words, states } = texts.hooks;
  const { any, submit, clear } = texts.history.filter;
  const name = query.get('hook') ?? undefined;
  return html`<h3 class="section-head">${texts.hooks.received}</h3>
    <form class="filter is-hooks" method="get" action="${addressOf('hooks')}" role="search" aria-label="${words.label}">
      ${field(
        'hook',
        words.hook,
        choice('hook', withGone(names, name), name, (each) => each, any),
      )}
      ${field(
        'state',
        words.state,
        choice('state', EVENT_STATES, eventStateIn(query), (state) => states[state], any),
      )}
      <p class="buttons">
        <button type="submit" class="button">${submit}</button>
        ${query.size > 0 ? html`<a class="quiet-button" href="${addressOf('hooks')}">${clear}</a>` : ''}
      </p>
    </form>`;
}

/** A hook that is no more in the configuration has left events all the same. */
function withGone(names: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen === undefined || chosen === '' || names.includes(chosen) ? names : [...names, chosen];
}
