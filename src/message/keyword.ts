import type { Message } from './message.ts';

/**
 * A message that a robot in keyword mode takes: as it is when it contains one of the keywords, else with the first one
 * put at its end. DingTalk looks for them in all that people read, not in addresses.
 */
export function withKeyword(message: Message, keywords: readonly string[]): Message {
  const [keyword] = keywords;
  if (keyword === undefined || hasKeyword(message, keywords)) return message;
  switch (message.kind) {
    case 'text':
    case 'link':
      return { ...message, text: `${message.text.trimEnd()}\n${keyword}`.trimStart() };
    case 'markdown':
    case 'actionCard':
      // A paragraph of its own: on the last line it would become part of a list or a heading.
      return { ...message, text: `${message.text.trimEnd()}\n\n${keyword}`.trimStart() };
    case 'feedCard': {
      const [first, ...rest] = message.links;
      return { ...message, links: [{ ...first, title: `${first.title.trimEnd()} ${keyword}`.trimStart() }, ...rest] };
    }
  }
}

/** Whether one of the keywords stands in what people read of a message. `false` when there are none to look for. */
export function hasKeyword(message: Message, keywords: readonly string[]): boolean {
  const texts = readableTexts(message);
  return keywords.some((keyword) => texts.some((text) => text.includes(keyword)));
}

function readableTexts(message: Message): readonly string[] {
  switch (message.kind) {
    case 'text':
      return [message.text];
    case 'markdown':
    case 'link':
      return [message.title, message.text];
    case 'actionCard':
      return [message.title, message.text, ...message.buttons.map(({ title }) => title)];
    case 'feedCard':
      return message.links.map(({ title }) => title);
  }
}
