import { html } from 'hono/html';
import type { Texts } from '../texts/texts.ts';
import type { Html } from './view.ts';

/** One sentence for a person. Bare on purpose: whoever is refused may not have the style sheet either. */
export function refusalPage(texts: Texts, sentence: string): Html {
  return html`<!doctype html>
    <html lang="${texts.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${texts.refusals.title} · ${texts.name}</title>
      </head>
      <body>
        <main>
          <h1>${texts.refusals.title}</h1>
          <p>${sentence}</p>
        </main>
      </body>
    </html>`;
}
