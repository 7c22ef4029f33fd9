import type { Message } from '../message/message.ts';

/** A message as plain text, for places that show nothing else; addresses stand where the buttons were. */
export function messageText(message: Message): string {
  switch (message.kind) {
    case 'text':
    case 'markdown':
      return message.text;
    case 'link':
      return [message.title, message.text, message.url].join('\n');
    case 'actionCard':
      return [message.text, ...message.buttons.map(titledUrl)].join('\n');
    case 'feedCard':
      return message.links.map(titledUrl).join('\n');
  }
}

function titledUrl({ title, url }: { readonly title: string; readonly url: string }): string {
  return `${title} ${url}`;
}
