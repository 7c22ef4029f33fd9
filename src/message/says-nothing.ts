import type { MessageSource } from './message-template.ts';
import type { Message } from './message.ts';

/** Its body is empty: there is nothing to send. */
export function saysNothing(message: Message): boolean {
  return bodiesOf(message).every((body) => body.trim() === '');
}

/** Its body is made of gaps and conditions alone: it can come out empty. */
export function maySayNothing(source: MessageSource): boolean {
  return source.kind === 'text' && typeof source.text !== 'string'
    ? source.text.some((text) => !hasFixedWords(text))
    : bodiesOf(source as Message).every((body) => !hasFixedWords(body));
}

function bodiesOf(message: Message): readonly string[] {
  return message.kind === 'feedCard' ? message.links.map(({ title }) => title) : [message.text];
}

/** Whatever is filled in, and whichever way conditions go. */
export function hasFixedWords(text: string): boolean {
  if (!/^\s*\{/.test(text)) return text.trim() !== '';
  const words = text.replaceAll(BRANCHED, (whole: string, tag: string, branches: string) =>
    saysSomething(tag, branches) ? 'words' : whole,
  );
  return words.replaceAll(CONDITIONAL, '').replaceAll(GAP, '').trim() !== '';
}

/** Whichever way it goes. What stands between `case` and its first `when` is never printed. */
function saysSomething(tag: string, inside: string): boolean {
  const branches = inside.split(BRANCH).slice(tag === 'case' ? 1 : 0);
  return ELSE.test(inside) && branches.every((branch) => branch.replaceAll(GAP, '').trim() !== '');
}

/** What is filled in, and tags. */
export const GAP = /\{\{.*?\}\}|\{%.*?%\}/gs;
/** One with nothing but gaps and branches in it. */
const BRANCHED =
  /\{%-?\s*(?<tag>if|unless|case|for)\b(?:(?!%\}).)*%\}((?:(?!\{%-?\s*(?!else|elsif|when)\w).)*)\{%-?\s*end\k<tag>\s*-?%\}/gs;
const BRANCH = /\{%-?\s*(?:else|elsif|when)\b(?:(?!%\}).)*%\}/s;
const ELSE = /\{%-?\s*else\s*-?%\}/;
const CONDITIONAL = /\{%-?\s*(?<tag>if|unless|case|for)\b.*\{%-?\s*end\k<tag>\s*-?%\}/gs;
