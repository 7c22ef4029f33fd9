import { createRequire } from 'node:module';
import type { Readable, Transform, TransformOptions } from 'node:stream';

/** One event of a stream of server-sent events. */
export interface StreamEvent {
  /** `message` where its sender gives it no name. */
  readonly type: string;
  readonly options: { readonly data: string };
}

/** What a stream says for whoever connects to it again. */
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

const PARSER = 'undici/lib/web/eventsource/eventsource-stream.js';

interface ParserModule {
  readonly EventSourceStream: new (
    options: TransformOptions & { readonly eventSourceSettings: StreamMemory; readonly maxEventSize: number },
  ) => Transform;
}

/**
 * The events in a body, one after the other, with as many in memory as a piece of it holds. Read by undici's own parser;
 * its `EventSource` would neither wait between tries longer each time nor tell what was answered.
 *
 * @param memory is kept up to date.
 * @param mostBytes of one event.
 * @throws {EventTooLarge} and whatever the connection does.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* eventsIn(
  body: Readable,
  memory: StreamMemory,
  mostBytes: number,
): AsyncGenerator<StreamEvent, void, void> {
  // Brings all of fetch, which nobody else needs: loaded when a relay is asked for.
  const { EventSourceStream } = createRequire(import.meta.url)(PARSER) as ParserModule;
  const parser = new EventSourceStream({
    eventSourceSettings: memory,
    maxEventSize: mostBytes,
    readableHighWaterMark: 1,
  });
  body.on('error', (error) => parser.destroy(error));
  body.pipe(parser);
  try {
    for await (const event of parser) yield event as StreamEvent;
  } catch (error) {
    throw (error as { readonly aborted?: unknown }).aborted === false ? new EventTooLarge() : error;
  } finally {
    body.destroy();
  }
}
