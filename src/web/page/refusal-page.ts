import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { Theme } from '../theme.ts';
import { addressOf } from './address.ts';
import { htmlDocument } from './document.ts';
import type { Html } from './view.ts';

export interface RefusalPageOptions {
  readonly assets: Assets;
  readonly theme: Theme;
  readonly sentence: string;
  /** Whether the first page would be opened. */
  readonly isKnown: boolean;
}

/** One sentence for a person. It has to do without the style sheet: whoever is refused may be refused that too. */
export function refusalPage(texts: Texts, { assets, theme, sentence, isKnown }: RefusalPageOptions): Html {
  return htmlDocument({
    texts,
    theme,
    assets,
    title: texts.refusals.title,
    withScript: false,
    body: html`<main class="card">
      <h1>${texts.refusals.title}</h1>
      <p>${sentence}</p>
      ${isKnown ? html`<p class="buttons"><a class="quiet-button" href="${addressOf('upcoming')}">${texts.refusals.home}</a></p>` : ''}
    </main>`,
  });
}
