import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsIn, EventTooLarge, type StreamEvent, type StreamMemory } from '../../src/network/event-stream.ts';

const LONGEST = 1_000;

async function heard(pieces: readonly Uint8Array[]) {
  const memory: StreamMemory = { lastEventId: '' };
  const events: StreamEvent[] = [];
  for await (const event of eventsIn(Readable.from(pieces), memory, LONGEST)) events.push(event);
  return { events, memory };
}

/** Cut anywhere, also within a character. */
function cut(text: string, places: readonly number[]): readonly Uint8Array[] {
  const bytes = Buffer.from(text);
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...at]
    .map((from, index) => bytes.subarray(from, at[index] ?? bytes.length))
    .filter(({ length }) => length > 0);
}

describe('a stream of events', () => {
  it('is the same in whatever pieces it comes', () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(400)), async (end, places) => {
        const lines = [
          '\uFEFFretry: 50',
          ': alive',
          'id: 7',
          'event: 钉',
          'data: 🛒',
          'data: b',
          '',
          'data: c',
          '',
          'data: d',
        ];
        expect(await heard(cut(lines.join(end) + end, places))).toEqual({
          events: [
            { type: '钉', data: '🛒\nb' },
            { type: 'message', data: 'c' },
          ],
          memory: { lastEventId: '7', reconnectionTime: 50 },
        });
      }),
    ));

  it.each([
    ['a line that does not end', [`data: ${'x'.repeat(LONGEST)}`]],
    ['many lines', Array.from({ length: LONGEST / 2 + 2 }, () => 'data: x\n')],
    ['empty lines of data', ['data\n'.repeat(LONGEST + 2)]],
  ])('is left at an event that is too large: %s', async (_, pieces) => {
    await expect(heard(pieces.map((piece) => Buffer.from(piece)))).rejects.toThrow(EventTooLarge);
  });

  it('may be as long as it likes: signs of life and small events are no large one', async () => {
    const pieces = Array.from({ length: LONGEST }, () => Buffer.from(': alive\nid: 1\ndata: x\n\n'));
    expect((await heard(pieces)).events).toHaveLength(LONGEST);
    expect((await heard(Array.from({ length: LONGEST }, () => Buffer.from(': alive\n')))).events).toEqual([]);
  });
});
