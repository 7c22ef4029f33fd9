import { html } from 'hono/html';
import { PAGE_PATHS, type PageName } from './page-name.ts';
import type { Html, View } from './view.ts';

/** Where the visitor is, without the origin: `/history?state=failed`. */
export function here({ page, query }: Pick<View, 'page' | 'query'>): string {
  return addressOf(page, query);
}

/** The same page with some of what it is asked for changed; `undefined` takes it away. */
export function hereWith({ page, query }: View, changes: Readonly<Record<string, string | undefined>>): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) changed.delete(name);
    else changed.set(name, value);
  }
  return addressOf(page, changed);
}

export function addressOf(page: PageName, query: Readonly<Record<string, string>> | URLSearchParams = {}): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? PAGE_PATHS[page] : `${PAGE_PATHS[page]}?${text}`;
}

/** Marks the one of several links that leads to where the visitor is. */
export function currently(isCurrent: boolean): Html | '' {
  return isCurrent ? html`aria-current="true"` : '';
}
