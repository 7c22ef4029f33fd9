import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import { wayBack } from '../way-back.ts';
import { addressOf } from './address.ts';
import { htmlDocument } from './document.ts';
import { masthead } from './masthead.ts';
import type { Html, View } from './view.ts';

export interface Question {
  readonly text: string;
  /** What the button that goes on says. */
  readonly submit: string;
  /** What the form was posted to, and its fields: they are posted again, with a yes. */
  readonly action: string;
  readonly form: URLSearchParams;
  readonly assets: Assets;
}

/** Asks before real people are disturbed; for browsers without the script, which asks on the page itself. */
export function confirmPage({ texts, theme }: View, { text, submit, action, form, assets }: Question): Html {
  const { actions } = texts;
  const back = wayBack(form.get('back'));
  return htmlDocument({
    texts,
    theme,
    assets,
    title: actions.askTitle,
    withScript: false,
    body: html`${masthead({ texts, theme, hrefWith: (change) => addressOf('upcoming', change) })}
      <main class="card">
        <h2>${actions.askTitle}</h2>
        <p>${text}</p>
        <form method="post" action="/do/${encodeURIComponent(action)}" class="buttons">
          ${[...form].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
          <input type="hidden" name="confirmed" value="yes" />
          <a class="quiet-button" href="${back}">${actions.cancel}</a>
          <button type="submit" class="button">${submit}</button>
        </form>
      </main>`,
  });
}
