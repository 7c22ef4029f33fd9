import { withKeyword } from '../../message/keyword.ts';
import { withLineBreaks } from '../../message/line-breaks.ts';
import type { Message } from '../../message/message.ts';
import { splitMessage } from '../../message/split-message.ts';
import { buildPayload, MAX_PAYLOAD_BYTES, payloadBytes } from './payload.ts';

/** What is posted for a message: itself, its parts in order, or nothing because no part of it would be taken. */
export type Outgoing =
  | { readonly kind: 'messages'; readonly messages: readonly [Message, ...Message[]] }
  /** `bytes`: at once. `splittable`: it would have been split, if any part of it fitted into a post. */
  | { readonly kind: 'too-long'; readonly message: Message; readonly bytes: number; readonly splittable: boolean };

/**
 * Makes a rendered message one that DingTalk takes from this robot: its lines broken as they were written, a
 * keyword put in when it contains none of them, a text too long for one post split. What this gives is what is stored, shown by `preview`, and sent.
 */
export function outgoing(message: Message, { keywords }: { readonly keywords: readonly string[] }): Outgoing {
  const complete = withKeyword(withLineBreaks(message), keywords);
  const split = splitMessage(complete, { fits: fitsInOnePost, keywords });
  switch (split.kind) {
    case 'whole':
      return { kind: 'messages', messages: [complete] };
    case 'parts': {
      const [first = complete, ...rest] = split.parts;
      return { kind: 'messages', messages: [first, ...rest] };
    }
    case 'too-long':
      return { kind: 'too-long', message: complete, bytes: bytesOf(complete), splittable: isSplittable(complete) };
  }
}

/** Whether a message is within the vendor's limit, whatever its msgUuid. */
export function fitsInOnePost(message: Message): boolean {
  return bytesOf(message) <= MAX_PAYLOAD_BYTES;
}

/** Any UUID: all are of one length. */
const SOME_UUID = '00000000-0000-8000-8000-000000000000';

function bytesOf(message: Message): number {
  return payloadBytes(buildPayload(message, SOME_UUID));
}

function isSplittable({ kind }: Message): boolean {
  return kind === 'text' || kind === 'markdown';
}
