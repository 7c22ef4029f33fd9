import { withKeyword } from './keyword.ts';
import { withMentions } from './mention.ts';
import type { MarkdownMessage, Message, TextMessage } from './message.ts';
import { type Piece, splitText } from './split-text.ts';

export type Split =
  | { readonly kind: 'whole' }
  /** In order; each one is numbered, `(1/3)`. */
  | { readonly kind: 'parts'; readonly parts: readonly Message[] }
  /** It is too long and its type cannot be split, or what each part must carry leaves no room. */
  | { readonly kind: 'too-long' };

export interface SplitOptions {
  /** Whether a message is small enough to be sent. A longer text makes it no smaller. */
  readonly fits: (message: Message) => boolean;
  /** Each part will contain one of them. Default: none asked for. */
  readonly keywords?: readonly string[];
}

/** Beyond this a message is no message any more. */
const MAX_PARTS = 99;

/**
 * Splits a text or markdown message that is too long for one post. Each part calls the same people and contains a
 * keyword. Deterministic.
 */
export function splitMessage(message: Message, { fits, keywords = [] }: SplitOptions): Split {
  if (fits(message)) return { kind: 'whole' };
  if (message.kind !== 'text' && message.kind !== 'markdown') return { kind: 'too-long' };
  for (const most of [9, MAX_PARTS]) {
    const room = { fits, keywords, label: labelOf({ number: most, of: most }) };
    const pieces = splitText(message.text, {
      isMarkdown: message.kind === 'markdown',
      fits: (piece) => fitsAtWorst(message, piece, room),
    });
    if (pieces !== undefined && pieces.length <= most)
      return { kind: 'parts', parts: partsOf(message, pieces, keywords) };
  }
  return { kind: 'too-long' };
}

type Divisible = TextMessage | MarkdownMessage;

function partsOf(message: Divisible, pieces: readonly Piece[], keywords: readonly string[]): readonly Message[] {
  return pieces.map((piece, index) => {
    const part = labelled(message, piece, labelOf({ number: index + 1, of: pieces.length }));
    return withKeyword(withMentions(part, message.mentions ?? {}).message, keywords);
  });
}

function labelOf({ number, of }: { readonly number: number; readonly of: number }): string {
  return `(${number}/${of})`;
}

/** As if whoever is called and the keyword stood only at its end: so a longer text is always more to send. */
function fitsAtWorst(
  message: Divisible,
  piece: Piece,
  { fits, keywords, label }: Required<SplitOptions> & { readonly label: string },
): boolean {
  const part = labelled(message, piece, label);
  const { mobiles = [], userIds = [] } = message.mentions ?? {};
  const called = [...mobiles, ...userIds].map((who) => `@${who}`).join(' ');
  return fits({ ...part, text: `${part.text}\n\n${called}\n\n${keywords[0] ?? ''}` });
}

function labelled(message: Divisible, piece: Piece, label: string): Divisible {
  const text = bodyOf(piece);
  return message.kind === 'text'
    ? { ...message, text: `${label} ${text}` }
    : { ...message, title: `${message.title} ${label}`, text: `${label}\n\n${text}` };
}

/** Blank lines where it was cut say nothing; inside a code block they do. */
function bodyOf({ text, opening, closing }: Piece): string {
  const head = opening === '' ? text.replace(/^\n+/, '') : `${opening}\n${text}`;
  const tail = head.trimEnd();
  return closing === '' ? tail : `${tail}\n${closing}`;
}
