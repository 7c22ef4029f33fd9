import type { Message } from './message.ts';

/**
 * The message without what no group can read: a lone half of a surrogate pair, which no UTF-8 has, becomes U+FFFD;
 * control characters go, but for tabs and line ends, which become `\n`. One that has none of them comes back as it is.
 */
export function wellFormed(message: Message): Message {
  return mended(message);
}

function mended<Value>(value: Value): Value {
  if (typeof value === 'string') return wellFormedText(value) as typeof value;
  if (typeof value !== 'object' || value === null) return value;
  const before = Object.entries(value);
  const after = before.map(([key, each]) => [key, mended<unknown>(each)] as const);
  if (after.every(([, each], index) => each === before[index]?.[1])) return value;
  return (Array.isArray(value) ? after.map(([, each]) => each) : Object.fromEntries(after)) as Value;
}

/** A text that said something does not become an empty one, which DingTalk would refuse. */
function wellFormedText(text: string): string {
  if (text.isWellFormed() && !UNFIT.test(text)) return text;
  const readable = text.toWellFormed().replaceAll(CONTROLS, '').replaceAll(/\r\n?/g, '\n');
  return readable.trim() === '' && text.trim() !== '' ? '\u{FFFD}' : readable;
}

const UNFIT = /[^\P{Cc}\n\t]/u;
const CONTROLS = /[^\P{Cc}\n\r\t]/gu;
