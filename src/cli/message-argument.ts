import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { MarkdownMessage, TextMessage } from '../message/message.ts';
import { Failure, wrongUsage } from './failure.ts';
import { inOneLine } from './one-line.ts';
import type { Session } from './session.ts';

export interface MessageArgument {
  readonly text?: string | undefined;
  readonly markdown?: string;
  readonly title?: string;
}

const STANDARD_INPUT = '-';

/**
 * The message that a command line describes.
 *
 * @throws {Failure} wrong usage when it says nothing, or two things at once; not fine when a file cannot be read.
 */
export async function messageOf(
  { texts }: Pick<Session, 'texts'>,
  { text, markdown, title }: MessageArgument,
): Promise<TextMessage | MarkdownMessage> {
  if ((text === undefined) === (markdown === undefined)) throw wrongUsage(texts.send.oneOf);
  const content = await contentOf(texts, text, markdown);
  if (content === '') throw wrongUsage(texts.send.empty);
  if (markdown !== undefined) return { kind: 'markdown', title: title ?? titleOf(content), text: content };
  if (title !== undefined) throw wrongUsage(texts.send.titleOfText);
  return { kind: 'text', text: content };
}

async function contentOf(
  texts: Session['texts'],
  text: string | undefined,
  markdown: string | undefined,
): Promise<string> {
  if (text === STANDARD_INPUT || markdown === STANDARD_INPUT) return (await readAll(process.stdin)).trim();
  return (markdown === undefined ? (text ?? '') : await readMarkdown(texts, markdown)).trim();
}

async function readMarkdown(texts: Session['texts'], file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(texts.send.unreadable(file, error instanceof Error ? error.message : String(error)));
  }
}

/** The first line without its markup: a conversation list shows plain text. */
function titleOf(markdown: string): string {
  const [first = ''] = markdown.split('\n');
  return inOneLine(first.replaceAll(/^#+\s*|[*_`]|!?\[|\]\([^)]*\)/g, '')) || inOneLine(first);
}
