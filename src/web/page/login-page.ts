import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { Theme } from '../theme.ts';
import { htmlDocument } from './document.ts';
import { masthead } from './masthead.ts';
import type { Html } from './view.ts';

export interface LoginPageOptions {
  readonly assets: Assets;
  /** The token that was given is not the token. */
  readonly wrong: boolean;
  readonly theme: Theme;
  /** The address that was asked for, to go to afterwards. */
  readonly back: string;
}

/** Asks for the token. Tells nothing about the daemon but that it is one. */
export function loginPage(texts: Texts, { assets, wrong, theme, back }: LoginPageOptions): Html {
  return htmlDocument({
    texts,
    theme,
    assets,
    title: texts.login.title,
    withScript: false,
    body: html`${masthead({ texts, theme, hrefWith: (change) => withQuery(back, change) })}
      <main class="card">
        <h2>${texts.login.title}</h2>
        <p>${texts.login.explanation}</p>
        <form method="post" action="${withQuery('/login', { lang: texts.language, ...(back === '/' ? {} : { back }) })}">
          <label for="token">${texts.login.label}</label>
          <input id="token" name="token" type="password" autocomplete="current-password" required autofocus
            ${wrong ? html`aria-invalid="true" aria-describedby="wrong"` : ''} />
          ${wrong ? html`<p id="wrong" class="why" role="alert">${texts.login.wrong}</p>` : ''}
          <button type="submit" class="button">${texts.login.submit}</button>
        </form>
      </main>`,
  });
}

function withQuery(address: string, change: Readonly<Record<string, string>>): string {
  const [path = '/', query = ''] = address.split('?');
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) changed.set(name, value);
  return `${path}?${changed.toString()}`;
}
