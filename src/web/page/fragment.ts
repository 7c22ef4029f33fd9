import { html } from 'hono/html';
import { FRAGMENTS, type FragmentName } from './fragments.ts';
import type { Html, View } from './view.ts';

/** A part of a page, with the address under which the script finds it again. */
export function fragment(name: FragmentName, view: View): Html {
  const query = new URLSearchParams(view.query);
  query.set('lang', view.texts.language);
  query.set('on', view.page);
  return html`<section class="section section-${name}" data-fragment="/fragment/${name}?${query.toString()}">
    ${FRAGMENTS[name].draw(view)}
  </section>`;
}
