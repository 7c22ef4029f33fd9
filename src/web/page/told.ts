import { html } from 'hono/html';
import { here } from './address.ts';
import type { Html, View } from './view.ts';

/** What came of a button; empty and hidden until then, so that a screen reader watches it from the start. */
export function toldNotice(told: string | undefined, view: View): Html {
  return html`<div class="told" id="told" role="status" ${told === undefined ? html`hidden` : ''}>
    <p>${told ?? ''}</p>
    <a class="told-close" href="${here(view)}" title="${view.texts.close}"
      ><span aria-hidden="true">×</span><span class="visually-hidden">${view.texts.close}</span></a
    >
  </div>`;
}

/** Filled in and opened by the script, before something goes to real people. */
export function askDialog({ texts: { actions } }: View): Html {
  return html`<dialog class="ask" id="ask" aria-labelledby="ask-title">
    <form method="dialog">
      <h2 id="ask-title">${actions.askTitle}</h2>
      <p id="ask-text"></p>
      <p class="buttons">
        <button type="submit" value="no" class="quiet-button">${actions.cancel}</button>
        <button type="submit" value="yes" class="button" id="ask-yes"></button>
      </p>
    </form>
  </dialog>`;
}
