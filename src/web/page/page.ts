import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import { htmlDocument, masthead } from './document.ts';
import { FRAGMENTS, type FragmentName } from './fragments.ts';
import type { Html, View } from './view.ts';

/** The page: everything at a glance, kept up to date by `page.js`, complete without it. */
export function page(view: View, options: { readonly assets: Assets; readonly canSignOut: boolean }): Html {
  const { texts } = view;
  return htmlDocument({
    texts,
    assets: options.assets,
    withScript: true,
    body: html`<a class="skip" href="#main">${texts.skipToContent}</a>
      ${masthead(texts, liveSign(view))}
      <main id="main" tabindex="-1">
        ${section('problems', view)} ${section('overview', view)}
        <div class="columns">
          ${section('upcoming', view)}
          <div class="side">${section('conversation', view)} ${section('robots', view)}</div>
          ${section('history', view)}
        </div>
      </main>
      <p class="visually-hidden" role="status" id="announcement"></p>
      <footer class="foot">
        <p>${texts.zoneNote(view.zone)}</p>
        ${options.canSignOut ? signOut(view) : ''}
      </footer>`,
  });
}

function section(name: FragmentName, view: View): Html {
  return html`<section class="section section-${name}" data-fragment="${name}">${FRAGMENTS[name](view)}</section>`;
}

/** Shown by the script, once it listens. */
function liveSign({ texts }: View): Html {
  return html`<p class="live" id="live" hidden data-live="${texts.live}" data-offline="${texts.offline}"></p>`;
}

function signOut({ texts }: View): Html {
  return html`<form method="post" action="/logout?lang=${texts.language}">
    <button class="quiet-button" type="submit">${texts.signOut}</button>
  </form>`;
}
