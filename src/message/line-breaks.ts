import { fencesOf } from './fence.ts';
import type { Message } from './message.ts';

/**
 * The message with its lines as they were written: DingTalk joins two lines of markdown unless two spaces end the first,
 * so they are put there. Code, headings and lists break their lines by themselves. Twice is the same as once.
 */
export function withLineBreaks(message: Message): Message {
  if (message.kind !== 'markdown' && message.kind !== 'actionCard') return message;
  const text = broken(message.text);
  return text === message.text ? message : { ...message, text };
}

function broken(markdown: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of fencesOf(markdown)) {
    parts.push(brokenOutsideCode(markdown.slice(from, start)), markdown.slice(start, end));
    from = end;
  }
  return [...parts, brokenOutsideCode(markdown.slice(from))].join('');
}

function brokenOutsideCode(text: string): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => (isJoined(line, lines[index + 1] ?? '') ? `${line.replace(END, '')}  ` : line))
    .join('\n');
}

/** Whether DingTalk would show both on one line. */
function isJoined(line: string, next: string): boolean {
  if (BLANK.test(line) || BLANK.test(next) || BROKEN.test(line)) return false;
  return !HEADING.test(line) && !HEADING.test(next) && !(ITEM.test(line) && ITEM.test(next));
}

/** A line of full-width spaces is a line to markdown, which it would join. */
const BLANK = /^[ \t]*$/;
const END = /[ \t]+$/;
const BROKEN = / {2}$/;
const HEADING = /^ {0,3}#{1,6}\s/;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;
