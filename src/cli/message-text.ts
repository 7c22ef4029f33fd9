import type { Mentions, Message } from '../message/message.ts';
import { inOneLine } from './one-line.ts';
import type { Texts } from './texts/catalogue.ts';

/** A message as a person reads it in a terminal: its kind's parts, no markup of the vendor's. */
export function messageForPeople(message: Message, texts: Texts): string {
  switch (message.kind) {
    case 'text':
      return lines(message.text, mentioned(message.mentions, texts));
    case 'markdown':
      return lines(`【${message.title}】`, message.text, mentioned(message.mentions, texts));
    case 'link':
      return lines(`【${message.title}】`, message.text, message.url, message.picture);
    case 'actionCard':
      return lines(
        `【${message.title}】`,
        message.text,
        ...message.buttons.map(({ title, url }) => `[${title}] ${url}`),
      );
    case 'feedCard':
      return lines(...message.links.map(({ title, url }) => `• ${title} ${url}`));
  }
}

/** The beginning of a message, for lists: what DingTalk shows in its list of conversations. */
export function messageInOneLine(message: Message): string {
  switch (message.kind) {
    case 'text':
      return inOneLine(message.text);
    case 'feedCard':
      return inOneLine(message.links[0].title);
    case 'markdown':
    case 'link':
    case 'actionCard':
      return inOneLine(message.title);
  }
}

/** Those called by number or id stand in the content already; that everyone is called, nothing shows. */
function mentioned(mentions: Mentions | undefined, texts: Texts): string | undefined {
  return mentions?.all === true ? texts.message.callsEveryone : undefined;
}

function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n');
}
