import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import type { Language, Texts } from '../texts/texts.ts';
import type { Html } from './view.ts';

export interface DocumentParts {
  readonly texts: Texts;
  readonly assets: Assets;
  /** In front of the name in the browser's tab. */
  readonly title?: string;
  readonly withScript: boolean;
  readonly body: Html;
}

/** A whole HTML document around `body`. */
export function htmlDocument({ texts, assets, title, withScript, body }: DocumentParts): Html {
  return html`<!doctype html>
    <html lang="${texts.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title === undefined ? texts.name : `${title} · ${texts.name}`}</title>
        <link rel="icon" href="${assets.icon.href}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assets.style.href}" />
        ${withScript ? html`<script src="${assets.script.href}" defer></script>` : ''}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

/** The bell and the name, and the way to the other language. */
export function masthead(texts: Texts, extra: Html | '' = ''): Html {
  return html`<header class="masthead">
    <div class="brand">
      ${BELL}
      <h1>${texts.name}</h1>
      <p class="tagline">${texts.tagline}</p>
    </div>
    <div class="masthead-end">
      ${extra}
      <nav class="languages" aria-label="${texts.languages}">
        ${languageLink('zh-CN', '中文', texts.language)} ${languageLink('en', 'English', texts.language)}
      </nav>
    </div>
  </header>`;
}

function languageLink(language: Language, name: string, current: Language): Html {
  const state = language === current ? html`aria-current="true"` : '';
  return html`<a href="?lang=${language}" lang="${language}" hreflang="${language}" ${state}>${name}</a>`;
}

const BELL = html`<svg class="bell" viewBox="0 0 24 24" width="30" height="30" aria-hidden="true" focusable="false">
  <path class="bell-body" d="M12 3.2c-3.7 0-6.1 2.8-6.1 6.3 0 4.1-1.3 5.6-2.3 6.7-.5.6-.1 1.5.7 1.5h15.4c.8 0 1.2-.9.7-1.5-1-1.1-2.3-2.6-2.3-6.7 0-3.5-2.4-6.3-6.1-6.3z" />
  <path class="bell-clapper" d="M9.6 19.4a2.5 2.5 0 0 0 4.8 0z" />
</svg>`;
