import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import type { Texts } from '../texts/texts.ts';
import { htmlDocument, masthead } from './document.ts';
import type { Html } from './view.ts';

/** Asks for the token. Tells nothing about the daemon but that it is one. */
export function loginPage(texts: Texts, options: { readonly assets: Assets; readonly wrong: boolean }): Html {
  return htmlDocument({
    texts,
    assets: options.assets,
    title: texts.login.title,
    withScript: false,
    body: html`${masthead(texts)}
      <main class="login">
        <h2>${texts.login.title}</h2>
        <p>${texts.login.explanation}</p>
        <form method="post" action="/login?lang=${texts.language}">
          <label for="token">${texts.login.label}</label>
          <input id="token" name="token" type="password" autocomplete="current-password" required autofocus
            ${options.wrong ? html`aria-invalid="true" aria-describedby="wrong"` : ''} />
          ${options.wrong ? html`<p id="wrong" class="why" role="alert">${texts.login.wrong}</p>` : ''}
          <button type="submit">${texts.login.submit}</button>
        </form>
      </main>`,
  });
}
