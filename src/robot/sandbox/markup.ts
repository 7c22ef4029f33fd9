import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of HTML in which everything from outside is escaped; put into another piece, it is not escaped again. */
export type Markup = HtmlEscapedString;

/** hono's `html` for pieces that are there at once: without promises inside, none comes out. */
export function markup(strings: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  const piece = html(strings, ...values);
  if (piece instanceof Promise) throw new TypeError('markup takes no promises');
  return piece;
}
