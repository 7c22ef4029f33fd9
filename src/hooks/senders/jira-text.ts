import type { Involved } from '../hook-event.ts';

/** Jira's markup as Markdown, for what is read in a chat. */
export function fromJiraMarkup(text: string): string {
  return text
    .slice(0, LONGEST)
    .replaceAll('\r\n', '\n')
    .replaceAll(/\{(?:code|noformat)(?::[^}\n]*)?\}(.*?)\{(?:code|noformat)\}/gs, '\n')
    .replaceAll(/\{quote\}.*?\{quote\}/gs, '\n')
    .replaceAll(/^bq\. .*$/gm, '')
    .replaceAll(/^h[1-6]\. +/gm, '')
    .replaceAll(/\{(?:color|panel)(?::[^}\n]*)?\}/g, '')
    .replaceAll(/^ *\|.*\| *$/gm, '')
    .replaceAll(/!\S[^!\n]*\.(?:png|jpe?g|gif|svg|webp)[^!\n]*!/gi, '')
    .replaceAll(ACCOUNT, (_whole, id: string) => `@${id} `)
    .replaceAll(/\[([^|\]\n]+)\|(https?:[^|\]\n]+)(?:\|[^\]\n]*)?\]/g, '$1')
    .replaceAll(/\[(https?:[^|\]\n]+)\]/g, '$1')
    .replaceAll(/(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g, '**$1**')
    .replaceAll(/\{\{([^}\n]+)\}\}/g, '`$1`')
    .replaceAll(/^(?:\*|#)+ /gm, '- ');
}

const LONGEST = 20_000;
const ACCOUNT = /\[~(?:accountid:)?([^\]\s]+)\] ?/g;

/** Who is named: `[~accountid:70121:…]`, on an own server `[~lili]`. */
export function namedInJira(text: string | undefined): readonly Involved[] {
  const ids = [...(text ?? '').slice(0, LONGEST).matchAll(ACCOUNT)].map(([, id = '']) => id);
  return [...new Set(ids)].map((id) => ({ as: 'mentioned', account: { ids: [id], name: id } }));
}
