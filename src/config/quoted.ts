import { type Printable, vouched } from './printable.ts';

/** The same text in quotes that need no escapes; `undefined` where both kinds occur in it, or it is too long to show. */
export function quoted(text: Printable): Printable | undefined {
  if (text.length > 60) return undefined;
  if (!text.includes('"') && !text.includes('\\')) return vouched(`"${text}"`);
  return text.includes("'") ? undefined : vouched(`'${text}'`);
}
