import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { MarkdownMessage, TextMessage } from '../message/message.ts';
import { Failure, wrongUsage } from './failure.ts';
import type { JunitReport } from './junit-read.ts';
import { inOneLine } from './one-line.ts';
import type { Session } from './session.ts';

export interface MessageArgument {
  readonly text?: string | undefined;
  readonly markdown?: string;
  readonly title?: string;
  /** JUnit XML files; `-` = standard input. */
  readonly junit?: readonly string[];
}

const STANDARD_INPUT = '-';

/**
 * The message that a command line describes. `\n` in a text becomes a line break: CI systems hand it over so.
 *
 * @throws {Failure} wrong usage when it says nothing, or two things at once; not fine when a file cannot be read.
 */
export async function messageOf(
  { texts }: Pick<Session, 'texts'>,
  { text, markdown, title, junit }: MessageArgument,
): Promise<TextMessage | MarkdownMessage> {
  const said = [text, markdown, junit].filter((each) => each !== undefined);
  if (said.length !== 1) throw wrongUsage(texts.send.oneOf);
  if (junit !== undefined) return reportMessage(texts, junit, title);
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
  return (markdown === undefined ? withLineBreaks(text ?? '') : await readWhole(texts, markdown)).trim();
}

/** But not in a Windows path, `C:\new` or `\\host\new`, nor behind a backslash that is doubled. */
function withLineBreaks(text: string): string {
  return text.replaceAll(/(?:\b[A-Za-z]:\\|\\\\)\S*|\\r\\n|\\n/g, (found) =>
    /^(?:\\r)?\\n$/.test(found) ? '\n' : found,
  );
}

/** @throws {Failure} when a file cannot be read, or is no test report. */
async function reportMessage(
  texts: Session['texts'],
  files: readonly string[],
  title: string | undefined,
): Promise<MarkdownMessage> {
  // Only here: the XML reader is of no use to anything else.
  const { mergeJunit, readJunit } = await import('./junit-read.ts');
  const { summariseJunit } = await import('./junit-summary.ts');
  const reports: JunitReport[] = [];
  for (const file of files) {
    const reading = readJunit(await readXml(texts, file));
    if (reading.kind === 'not-xml')
      throw new Failure(texts.junit.notXml(file, reading.line, inOneLine(reading.reason)));
    if (reading.kind === 'not-junit') throw new Failure(texts.junit.notJunit(file, inOneLine(reading.root)));
    reports.push(reading.report);
  }
  const summary = summariseJunit(mergeJunit(reports), texts);
  return { kind: 'markdown', title: title ?? summary.title, text: summary.text };
}

async function readXml(texts: Session['texts'], file: string): Promise<string> {
  const { MOST_MEGABYTES, xmlTextOf } = await import('./xml-text.ts');
  try {
    const xml = await xmlTextOf(file === STANDARD_INPUT ? process.stdin : createReadStream(file));
    if (xml.kind === 'text') return xml.text;
    const { tooLarge, unknownEncoding } = texts.junit;
    throw new Failure(
      xml.kind === 'too-large' ? tooLarge(file, MOST_MEGABYTES) : unknownEncoding(file, inOneLine(xml.encoding)),
    );
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(texts, file, error);
  }
}

async function readWhole(texts: Session['texts'], file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(texts, file, error);
  }
}

function unreadable(texts: Session['texts'], file: string, error: unknown): Failure {
  return new Failure(texts.send.unreadable(file, error instanceof Error ? error.message : String(error)));
}

/** The first line without its markup: a conversation list shows plain text. */
function titleOf(markdown: string): string {
  const [first = ''] = markdown.split('\n');
  return inOneLine(first.replaceAll(/^#+\s*|[*_`]|!?\[|\]\([^)]*\)/g, '')) || inOneLine(first);
}
