import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { Theme } from '../theme.ts';
import type { Html } from './view.ts';

export interface DocumentParts {
  readonly texts: Texts;
  readonly theme: Theme;
  readonly assets: Assets;
  /** In front of the name in the browser's tab. */
  readonly title?: string;
  readonly withScript: boolean;
  readonly body: Html;
}

/** A whole HTML document around `body`. */
export function htmlDocument({ texts, theme, assets, title, withScript, body }: DocumentParts): Html {
  return html`<!doctype html>
    <html lang="${texts.language}" data-theme="${theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="${COLOR_SCHEMES[theme]}" />
        <meta name="robots" content="noindex" />
        <title>${title === undefined ? texts.name : `${title} · ${texts.name}`}</title>
        <link rel="icon" href="${assets.icon.href}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assets.style.href}" />
        ${withScript ? scripts(assets) : ''}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

const COLOR_SCHEMES: Readonly<Record<Theme, string>> = { auto: 'light dark', light: 'light', dark: 'dark' };

function scripts({ script, modules }: Assets): Html {
  return html`<script src="${script.href}" type="module"></script>
    ${modules.map(({ href }) => html`<link rel="modulepreload" href="${href}" />`)}`;
}
