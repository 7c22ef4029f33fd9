import { html } from 'hono/html';
import { fragment } from './fragment.ts';
import { historyFilter } from './history-filter.ts';
import { hookFilter } from './hook-filter.ts';
import type { PageName } from './page-name.ts';
import { reminderSearch } from './reminder-search.ts';
import { sendForm } from './send-form.ts';
import type { Html, View } from './view.ts';

/** What stands between masthead and foot of each page. Forms stand outside of the parts that are fetched again. */
export const PAGE_BODIES: Readonly<Record<PageName, (view: View) => Html>> = {
  upcoming: (view) =>
    html`${fragment('problems', view)} ${fragment('overview', view)}
      ${sendForm(view)} ${fragment('waiting', view)}
      <div class="columns">
        ${fragment('upcoming', view)}
        <div class="side">${fragment('conversation', view)} ${fragment('robots', view)}</div>
        ${fragment('latest', view)}
      </div>`,
  month: (view) => fragment('month', view),
  reminders: (view) =>
    html`<h2 class="page-title">${view.texts.reminders.heading}</h2>
      ${reminderSearch(view)} ${fragment('reminders', view)}`,
  history: (view) =>
    html`<h2 class="page-title">${view.texts.history.heading}</h2>
      ${historyFilter(view)} ${fragment('history', view)}`,
  hooks: (view) =>
    html`<h2 class="page-title">${view.texts.hooks.heading}</h2>
      ${fragment('hooks', view)} ${hookFilter(view)} ${fragment('received', view)}`,
  robots: (view) => fragment('lanes', view),
  problems: (view) => fragment('configuration', view),
  conversation: (view) => fragment('group', view),
};
