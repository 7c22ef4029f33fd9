import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { BodyReader } from '../../src/web/read-body.ts';

/** A body that comes as it is written. */
function request(): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough({ highWaterMark: 1_000_000 }), { headers: {} }) as unknown as PassThrough &
    IncomingMessage;
}

const LARGE = 100_000;

it('whoever sends large bodies slowly keeps nobody else waiting', async () => {
  const reader = new BodyReader(1_000_000);
  const done: string[] = [];
  const read = async (caller: string, incoming: IncomingMessage) => {
    const length = await reader.read(incoming, caller, (body) => Promise.resolve(body.length));
    done.push(`${caller} ${length}`);
  };
  const slow = Array.from({ length: 10 }, request);
  const reading = slow.map((incoming) => read('slow', incoming));
  for (const incoming of slow) incoming.write(Buffer.alloc(LARGE));

  const quick = request();
  quick.end(Buffer.alloc(2 * LARGE));
  await read('quick', quick);
  const small = request();
  small.end('x');
  await read('slow', small);
  expect(done).toEqual([`quick ${2 * LARGE}`, 'slow 1']);

  // Who leaves makes room for the next.
  slow[0]?.destroy(new Error('gone'));
  await expect(reading[0]).rejects.toThrow('gone');
  for (const incoming of slow.slice(1)) incoming.end(Buffer.alloc(1));
  await Promise.all(reading.slice(1));
  expect(done.slice(2)).toEqual(Array.from({ length: 9 }, () => `slow ${LARGE + 1}`));
});

it('reads no more than it may', async () => {
  const reader = new BodyReader(LARGE);
  const incoming = request();
  incoming.end(Buffer.alloc(LARGE + 1));
  expect(await reader.read(incoming, 'a', () => Promise.resolve('read'))).toBeUndefined();
});
