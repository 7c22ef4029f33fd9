import type { Readable } from 'node:stream';

/** One event of a stream of server-sent events. */
export interface StreamEvent {
  /** `message` where its sender gives it no name. */
  readonly type: string;
  readonly data: string;
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

/** An event in more lines and pieces than that is none that anybody sends: each takes memory of its own. */
const MOST_PIECES = 131_072;

/**
 * The events in a body, one after the other, with as many in memory as a piece of it holds.
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
  const reader = new EventReader(memory, mostBytes);
  for await (const chunk of body as AsyncIterable<Buffer>) yield* reader.read(chunk);
}

class EventReader {
  readonly #memory: StreamMemory;
  readonly #mostBytes: number;
  /** Takes away a byte order mark. */
  readonly #decoder = new TextDecoder();
  /** What has come of a line that has not ended. */
  #line: string[] = [];
  #isAfterReturn = false;
  #data: string[] = [];
  #fields: { type?: string; id?: string; retry?: number } = {};
  /** Of the lines of data, and of the line that has not ended. */
  #bytes = 0;

  constructor(memory: StreamMemory, mostBytes: number) {
    this.#memory = memory;
    this.#mostBytes = mostBytes;
  }

  *read(chunk: Buffer): Generator<StreamEvent, void, void> {
    const text = this.#decoder.decode(chunk, { stream: true });
    if (text === '') return;
    // A line that ends with CR LF may come in two pieces.
    const [first = '', ...others] = (this.#isAfterReturn ? text.replace(/^\n/, '') : text).split(/\r\n|\n|\r/);
    this.#isAfterReturn = text.endsWith('\r');
    this.#hold(first);
    for (const piece of others) {
      const line = this.#line.join('');
      this.#line = [];
      if (line !== '') this.#take(line);
      else {
        const event = this.#end();
        if (event) yield event;
      }
      this.#hold(piece);
    }
  }

  #hold(piece: string): void {
    if (piece === '') return;
    this.#line.push(piece);
    this.#count(Buffer.byteLength(piece));
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    const pieces = this.#line.length + this.#data.length;
    if (this.#bytes > this.#mostBytes || pieces > MOST_PIECES) throw new EventTooLarge();
  }

  /** Of a line that has ended: what stands before the first colon names what stands behind it. */
  #take(line: string): void {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data') {
      this.#data.push(value);
      return this.#count(1);
    }
    this.#bytes -= Buffer.byteLength(line);
    if (name === 'event') this.#fields.type = value;
    if (name === 'id' && !value.includes('\0')) this.#fields.id = value;
    if (name === 'retry' && /^\d+$/.test(value)) this.#fields.retry = Number(value);
  }

  /** An empty line ends what was said before it, if anything was. */
  #end(): StreamEvent | undefined {
    const { type, id, retry } = this.#fields;
    if (id !== undefined) this.#memory.lastEventId = id;
    if (retry !== undefined) this.#memory.reconnectionTime = retry;
    const event = this.#data.length > 0 ? { type: type || 'message', data: this.#data.join('\n') } : undefined;
    [this.#data, this.#fields, this.#bytes] = [[], {}, 0];
    return event;
  }
}
