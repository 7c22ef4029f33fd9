import { html } from 'hono/html';
import type { Texts } from '../texts/catalogue.ts';
import type { Html } from './view.ts';

/** Shown by the script, once it listens. */
export function liveSign({ live, offline }: Pick<Texts, 'live' | 'offline'>): Html {
  return html`<p class="live" id="live" hidden data-live="${live}" data-offline="${offline}"></p>`;
}
