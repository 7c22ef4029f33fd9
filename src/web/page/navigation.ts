import { html } from 'hono/html';
import { PAGE_NAMES, PAGE_PATHS, type PageName } from './page-name.ts';
import type { Html, View } from './view.ts';

/** The way to every page; the sandbox's only while there is one. */
export function navigation(view: View): Html {
  const names = PAGE_NAMES.filter((name) => name !== 'conversation' || view.daemon.sandbox !== undefined);
  return html`<nav class="pages" aria-label="${view.texts.pages}">
    ${names.map((name) => pageLink(name, view))}
  </nav>`;
}

function pageLink(name: PageName, view: View): Html {
  const { daemon, page, texts } = view;
  const errors = name === 'problems' ? daemon.problems.length : 0;
  return html`<a href="${PAGE_PATHS[name]}" ${name === page ? html`aria-current="page"` : ''}
    >${texts.nav[name]}${errors > 0 ? html` <span class="count is-bad">${errors}</span>` : ''}</a
  >`;
}
