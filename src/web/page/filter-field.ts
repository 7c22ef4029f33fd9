import { html } from 'hono/html';
import type { Html } from './view.ts';

/** A label with what it labels. */
export function field(name: string, label: string, input: Html): Html {
  return html`<p class="field"><label for="filter-${name}">${label}</label>${input}</p>`;
}

/** One of several; none of them by default. */
export function choice<Name extends string>(
  name: string,
  values: readonly Name[],
  chosen: string | undefined,
  words: (value: Name) => string,
  any: string,
): Html {
  return html`<select id="filter-${name}" name="${name}">
    <option value="">${any}</option>
    ${values.map((value) => html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${words(value)}</option>`)}
  </select>`;
}
