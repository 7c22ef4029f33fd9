import { html } from 'hono/html';
import { here } from './address.ts';
import type { Html, View } from './view.ts';

/** What a button of the page does; the last part of the address that its form posts to. */
type ActionName = 'fire' | 'skip' | 'swap' | 'pause' | 'resume' | 'resend' | 'replay' | 'take-back' | 'allow-empty';

export interface ActionForm {
  readonly action: ActionName;
  readonly fields: Readonly<Record<string, string>>;
  readonly label: string;
  /** Between the hidden fields and the button. */
  readonly inputs?: Html;
  /** For screen readers, where the label alone does not say what it is about. */
  readonly about?: string;
}

/** One button. Works without the script, which only spares the way to another page and back. */
export function actionForm({ action, fields, label, inputs, about }: ActionForm, view: View): Html {
  return html`<form method="post" action="/do/${action}" class="action" data-action>
    ${hidden('back', here(view))} ${Object.entries(fields).map(([name, value]) => hidden(name, value))} ${inputs ?? ''}
    <button type="submit" class="action-button is-${action}">
      ${label}${about === undefined ? '' : html`<span class="visually-hidden"> ${about}</span>`}
    </button>
  </form>`;
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}
