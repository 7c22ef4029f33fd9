import { engineWith, RENDERING } from '../message/template-engine.ts';
import { escaped } from '../message/escaped.ts';
import { excerpt } from '../message/excerpt.ts';

/** What comes from outside is escaped, unless `| raw` says that it is Markdown. */
export const hookEngine = engineWith({ outputEscape: (value) => escapedValue(value) });
hookEngine.registerFilter('excerpt', (text: unknown, most: unknown) =>
  excerpt(textOf(text), Number(most) || undefined),
);

/** A template over what was received; one that fails says nothing. */
export function templateText(template: string, values: object): string {
  try {
    return String(hookEngine.parseAndRenderSync(template, values, RENDERING));
  } catch {
    return '';
  }
}

function escapedValue(value: unknown): string {
  return escaped(textOf(value));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
