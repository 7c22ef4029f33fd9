import type { Readable } from 'node:stream';
import { createParser } from 'eventsource-parser';

/** One event of a stream of server-sent events. */
export interface StreamEvent {
  /** `message` where its sender gives it no name. */
  readonly type: string;
  readonly data: string;
}

/** What a stream says for the next connection. */
export interface StreamMemory {
  /** Of the last event; empty = none had one. */
  lastEventId: string;
  /** How long to wait before, in ms. Default: it does not say. */
  reconnectionTime?: number;
}

/** An event is larger than was asked for: the stream cannot be read on. */
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
}

/**
 * The events in a body, one after the other.
 *
 * @param memory is kept up to date.
 * @param longest of what is kept in memory of one event, in characters.
 * @throws {EventTooLarge} and whatever the connection does.
 */
export async function* eventsIn(
  body: Readable,
  memory: StreamMemory,
  longest: number,
): AsyncGenerator<StreamEvent, void, void> {
  let events: StreamEvent[] = [];
  const parser = createParser({
    maxBufferSize: longest,
    onEvent: ({ event, data }) => events.push({ type: event || 'message', data }),
    onId: (id) => (memory.lastEventId = id),
    onRetry: (ms) => (memory.reconnectionTime = ms),
    onError({ type }) {
      if (type === 'max-buffer-size-exceeded') throw new EventTooLarge();
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of body as AsyncIterable<Buffer>) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* events;
    events = [];
  }
}
