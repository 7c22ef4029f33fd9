import type { Account, Involved } from './hook-event.ts';

/** Who is named in a text, outside code and quoted lines: `@lili-w`, `@acme/backend`. */
export function mentionsIn(text: string | undefined): readonly Involved[] {
  const own = (text ?? '')
    .slice(0, LONGEST)
    .replaceAll(/```.*?(?:```|$)|`[^`\n]*`/gs, ' ')
    .replaceAll(/^ {0,3}>.*$/gm, ' ');
  const names = [...own.matchAll(MENTION)].map(([, name = '']) => name);
  return [...new Set(names)].map((name) => ({ as: 'mentioned', account: named(name) }));
}

/** Nobody is named only after that much. */
const LONGEST = 20_000;
const MENTION = /(?<![\w@/.])@([a-z\d](?:[\w.-]*\w)?(?:\/[a-z\d](?:[\w.-]*\w)?)?)/gi;

function named(name: string): Account {
  return { ids: [name], name };
}
