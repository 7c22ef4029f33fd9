import { createRequire } from 'node:module';
import { Readable, type Transform, type TransformOptions } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsIn, EventTooLarge, type StreamEvent, type StreamMemory } from '../../src/network/event-stream.ts';

const MOST = 1_000;

interface Heard {
  readonly events: readonly StreamEvent[];
  readonly memory: StreamMemory;
}

async function heard(pieces: readonly Uint8Array[], most = MOST): Promise<Heard> {
  const memory: StreamMemory = { lastEventId: '' };
  const events: StreamEvent[] = [];
  for await (const event of eventsIn(Readable.from(pieces), memory, most)) events.push(event);
  return { events, memory };
}

const { EventSourceStream } = createRequire(import.meta.url)('undici/lib/web/eventsource/eventsource-stream.js') as {
  readonly EventSourceStream: new (options: TransformOptions & { eventSourceSettings: StreamMemory }) => Transform;
};

/** What undici's `EventSource` reads of it. */
async function oracle(pieces: readonly Uint8Array[]): Promise<Heard> {
  const memory: StreamMemory = { lastEventId: '' };
  const parser = new EventSourceStream({ eventSourceSettings: memory });
  const events: StreamEvent[] = [];
  for await (const event of Readable.from(pieces).pipe(parser)) {
    const { type, options } = event as { readonly type: string; readonly options: { readonly data: string } };
    events.push({ type, data: options.data });
  }
  return { events, memory };
}

const values = fc.string({ unit: fc.constantFrom('a', ':', ' ', '钉', '🛒', '7', '\0'), maxLength: 6 });
const lines = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  fc
    .tuple(fc.constantFrom('data', 'data', 'id', 'retry', 'x', '', 'dat', 'data '), values)
    .map((each) => each.join(':')),
  // undici passes over an empty name where the standard takes the other one back.
  values.map((name) => `event: ${name}.`),
  fc.nat(99_999).map((ms) => `retry: ${ms}`),
  fc.constantFrom('data', 'id', 'retry', ':'),
);
const texts = fc
  .array(fc.tuple(lines, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 30 })
  .map((all) => all.map(([line, end]) => `${line}${end}`).join(''));

/** Cut anywhere, also within a character. */
function cut(text: string, places: readonly number[]): readonly Uint8Array[] {
  const bytes = Buffer.from(text);
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...at]
    .map((from, index) => bytes.subarray(from, at[index] ?? bytes.length))
    .filter(({ length }) => length > 0);
}

describe('a stream of events', () => {
  it('is read as undici reads it, in whatever pieces it comes', () =>
    fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat(400), { maxLength: 12 }), async (text, places) => {
        const pieces = cut(text, places);
        expect(await heard(pieces)).toEqual(await oracle(pieces));
      }),
    ));

  it('begins behind a byte order mark, and what does not end is no event', async () => {
    const bytes = Buffer.from('\uFEFFdata: a\n\ndata: b\n');
    const pieces = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
    expect((await heard(pieces)).events).toEqual([{ type: 'message', data: 'a' }]);
  });

  it('has a name that was taken back no more', async () => {
    expect((await heard([Buffer.from('event: ping\nevent:\ndata: a\n\n')])).events).toEqual([
      { type: 'message', data: 'a' },
    ]);
  });

  it.each([
    ['a line that does not end', [`data: ${'x'.repeat(MOST)}`]],
    ['many lines', Array.from({ length: MOST / 2 }, () => 'data: x\n')],
    ['empty lines of data', ['data\n'.repeat(MOST / 4)]],
    ['no data at all', ['x'.repeat(MOST + 1)]],
  ])('is left at an event that is too large: %s', async (_, pieces) => {
    await expect(heard(pieces.map((piece) => Buffer.from(piece)))).rejects.toThrow(EventTooLarge);
  });

  it('is left at an event in more pieces than anybody sends', async () => {
    const pieces = Array.from({ length: 131_073 }, () => Buffer.from('x'));
    await expect(heard(pieces, 1_000_000)).rejects.toThrow(EventTooLarge);
  });

  it('may be as long as it likes: signs of life and small events are no large one', async () => {
    const pieces = Array.from({ length: MOST }, () => Buffer.from(': alive\nid: 1\ndata: x\n\n'));
    expect((await heard(pieces)).events).toHaveLength(MOST);
    expect((await heard(Array.from({ length: MOST }, () => Buffer.from(': alive\n')))).events).toEqual([]);
  });
});
