import type { Language } from './language.ts';
import { missingClosing } from './fence.ts';
import { withKeyword } from './keyword.ts';
import { withMentions } from './mention.ts';
import type { MarkdownMessage, TextMessage } from './message.ts';

/** A message in a digest, with the time at which it was due, as people read it: `09:00`. */
export interface DigestItem {
  readonly time: string;
  readonly message: TextMessage | MarkdownMessage;
}

export interface DigestOptions {
  readonly locale: Language;
  /** It will contain one of them. Default: none asked for. */
  readonly keywords?: readonly string[];
}

/** Several messages in one, in order. All of them must call the same people, whom it calls in turn. */
export function digestMessage(
  items: readonly [DigestItem, ...DigestItem[]],
  { locale, keywords = [] }: DigestOptions,
): MarkdownMessage {
  const title = TITLES[locale](items.length);
  const text = [`#### ${title}`, ...items.map(blockOf)].join('\n\n');
  const { mentions = {} } = items[0].message;
  return withKeyword(withMentions({ kind: 'markdown', title, text }, mentions).message, keywords) as MarkdownMessage;
}

const TITLES: Readonly<Record<DigestOptions['locale'], (count: number) => string>> = {
  'zh-CN': (count) => `${count} 条提醒`,
  en: (count) => `${count} reminders`,
};

/** A title is shown in no markdown message itself; here it tells one from the next. */
function blockOf({ time, message }: DigestItem): string {
  if (message.kind === 'text') return `**${time}**　${withLineBreaks(message.text.trim())}`;
  const text = message.text.trim();
  return `**${time}　${message.title.trim()}**\n\n${text}${missingClosing(text)}`;
}

/** Markdown breaks a line only where two spaces end it. Full-width spaces at its beginning are meant. */
function withLineBreaks(text: string): string {
  return text.replaceAll(/[ \t]*\n(?:[ \t]*\n)*[ \t]*/g, '  \n');
}
