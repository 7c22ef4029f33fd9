import type { Message } from '../../message/message.ts';

/** A message at a glance, as plain text. */
export interface MessagePreview {
  readonly title?: string;
  readonly text: string;
}

export function previewMessage(message: Message): MessagePreview {
  switch (message.kind) {
    case 'text':
      return { text: message.text.trim() };
    case 'markdown':
    case 'actionCard':
      return withTitle(message.title, stripMarkdown(message.text));
    case 'link':
      return withTitle(message.title, message.text.trim());
    case 'feedCard':
      return { text: message.links.map((link) => link.title).join(' · ') };
  }
}

/** In one line, for lists and announcements. */
export function previewLine(message: Message): string {
  const { title, text } = previewMessage(message);
  return (title === undefined ? text : `${title} ${text}`).replaceAll(/\s+/g, ' ').trim();
}

/** The body often begins with its title as a heading: said once is enough. */
function withTitle(title: string, text: string): MessagePreview {
  return { title, text: text.startsWith(title) ? text.slice(title.length).trim() : text };
}

function stripMarkdown(text: string): string {
  return text
    .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+/gm, '')
    .replaceAll(/(\*\*|__)(.+?)\1/g, '$2')
    .replaceAll(/\*(\S(?:[^*\n]*\S)?)\*/g, '$1')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{2,}/g, '\n')
    .trim();
}
