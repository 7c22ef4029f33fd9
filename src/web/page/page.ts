import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import { hereWith } from './address.ts';
import { askDialog, toldNotice } from './told.ts';
import { htmlDocument } from './document.ts';
import { fragment } from './fragment.ts';
import { liveSign } from './live-sign.ts';
import { masthead } from './masthead.ts';
import { PAGE_BODIES } from './page-bodies.ts';
import type { Html, View } from './view.ts';

export interface PageOptions {
  readonly assets: Assets;
  readonly canSignOut: boolean;
  /** What came of the button that led here. */
  readonly told?: string | undefined;
}

/** One page with all around it, kept up to date by `page.js`, complete without it. */
export function page(view: View, { assets, canSignOut, told }: PageOptions): Html {
  const { texts, theme } = view;
  return htmlDocument({
    texts,
    theme,
    assets,
    ...(view.page === 'upcoming' ? {} : { title: texts.nav[view.page] }),
    withScript: true,
    body: html`<a class="skip" href="#main">${texts.skipToContent}</a>
      ${masthead({ texts, theme, hrefWith: (change) => hereWith(view, change), extra: liveSign(texts) })} ${fragment('navigation', view)}
      <main id="main" tabindex="-1" class="page-${view.page}">${fragment('alarms', view)} ${PAGE_BODIES[view.page](view)}</main>
      ${toldNotice(told, view)}
      <p class="visually-hidden" role="status" id="announcement"></p>
      ${view.mayAct ? askDialog(view) : ''}
      <footer class="foot">
        <p>${texts.zoneNote(view.zone)}</p>
        ${view.mayAct ? '' : html`<p>${texts.actions.locked}</p>`} ${canSignOut ? signOut(view) : ''}
      </footer>`,
  });
}

function signOut({ texts }: View): Html {
  return html`<form method="post" action="/logout?lang=${texts.language}">
    <button class="quiet-button" type="submit">${texts.signOut}</button>
  </form>`;
}
