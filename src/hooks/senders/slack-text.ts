/** Slack's mrkdwn as Markdown: `*bold*`, `<url|text>`, `<!channel>`. */
export function fromMrkdwn(text: string): string {
  return text
    .slice(0, LONGEST)
    .replaceAll(
      /<(https?:[^|>\s]+)\|([^>]*)>/g,
      (_whole, url: string, name: string) => `[${name.replaceAll(/[[\]]/g, '')}](${url})`,
    )
    .replaceAll(/<((?:https?|mailto):[^|>\s]+)>/g, '$1')
    .replaceAll(/<!(?:channel|here|everyone)(?:\|[^>]*)?>/g, '')
    .replaceAll(/<[@#!][^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<[@#!]([^>]*)>/g, '$1')
    .replaceAll(/(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g, '**$1**')
    .replaceAll(/(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

const LONGEST = 20_000;
