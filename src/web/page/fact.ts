import { html } from 'hono/html';
import type { Html } from './view.ts';

/** One line of a list of facts. */
export function fact(name: string, value: Html | string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
