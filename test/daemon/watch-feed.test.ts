import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepWatching } from '../../src/daemon/watch-feed.ts';
import { HOUR, MINUTE } from '../../src/schedule/instant.ts';
import { InletWorld } from './inlet-world.ts';

let world: InletWorld;
let looks: IncomingMessage[];
/** What each look is answered, the last one for all that follow. */
let script: ((response: ServerResponse, request: IncomingMessage) => void)[];

beforeEach(async () => {
  [looks, script] = [[], []];
  world = await new InletWorld({ from: 'feed', secrets: [] }, (request, response) => {
    const answer = script[Math.min(looks.length, script.length - 1)];
    looks.push(request);
    answer?.(response, request);
  }).listen();
});
afterEach(async () => {
  await world.stop();
});

function atom(...ids: readonly string[]): string {
  const entries = ids.map((id) => `<entry><id>${id}</id><title>${id}</title><link href="/${id}"/></entry>`);
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>shop</title>${entries.join('')}</feed>`;
}

function document(text: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  return (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/atom+xml', ...headers }).end(text);
  };
}

function status(code: number, headers: Readonly<Record<string, string>> = {}) {
  return (response: ServerResponse): void => void response.writeHead(code, headers).end();
}

/** Looks so often, then rests. */
async function look(times: number, path = '/releases.atom'): Promise<void> {
  const { clock } = world;
  clock.most = clock.waits.length + times - 1;
  const stopping = new AbortController();
  const done = keepWatching({ ...world.options(path), everyMs: 15 * MINUTE }, stopping.signal);
  await clock.slept(clock.most + 1);
  stopping.abort();
  await done;
}

describe('a feed', () => {
  it('is only remembered by the first look, which says that it is connected; then each new entry is told once', async () => {
    script = [document(atom('b', 'a')), document(atom('d', 'c', 'b', 'a')), document(atom('d', 'c', 'b'))];
    await look(1);
    expect(await world.received()).toEqual([]);
    expect(world.welcomed).toEqual(['shop']);
    await look(2);
    // The older one first.
    expect(await world.received()).toEqual(['shop c · shop', 'shop d · shop']);
    expect(world.welcomed).toEqual(['shop']);
    expect(world.wells).toBe(3);
    // Every quarter of an hour, and by chance half of a tenth longer.
    expect(world.clock.waits).toEqual([945_000, 945_000, 945_000]);
  });

  it('that was empty at first tells its first entry; one that comes back is not told again', async () => {
    script = [document(atom()), document(atom('a')), document(atom('b')), document(atom('a', 'b'))];
    await look(4);
    expect(await world.received()).toEqual(['shop a · shop', 'shop b · shop']);
  });

  it('is asked whether it has changed, and not read when it has not', async () => {
    const headers = { etag: '"v1"', 'last-modified': 'Tue, 24 Nov 2026 00:00:00 GMT' };
    script = [document(atom('a'), headers), status(304), document(atom('b', 'a'))];
    await look(3);
    expect(looks[0]?.headers).not.toHaveProperty('if-none-match');
    for (const each of looks.slice(1)) {
      expect(each.headers['if-none-match']).toBe('"v1"');
      expect(each.headers['if-modified-since']).toBe('Tue, 24 Nov 2026 00:00:00 GMT');
    }
    expect(await world.received()).toEqual(['shop b · shop']);
    expect(world.causes).toEqual([]);
  });

  it('at another address is another one: nothing of it is news', async () => {
    script = [document(atom('a'), { etag: '"v1"' }), document(atom('z', 'y'))];
    await look(1);
    await look(1, '/tags.atom');
    expect(looks[1]?.headers).not.toHaveProperty('if-none-match');
    expect(await world.received()).toEqual([]);
  });

  it('whose entry was written down and not remembered is told once: a kill in between loses and doubles nothing', async () => {
    script = [document(atom('a')), document(atom('c', 'b', 'a'))];
    await look(1);
    const killed = { ...world.store.inbox, remember: () => Promise.reject(new Error('killed')) };
    world.clock.most = world.clock.waits.length;
    const stopping = new AbortController();
    const options = { ...world.options('/releases.atom'), inbox: killed, everyMs: 15 * MINUTE };
    const done = keepWatching(options, stopping.signal);
    await world.clock.slept(world.clock.most + 1);
    stopping.abort();
    await done;
    await look(1);
    expect(await world.received()).toEqual(['shop b · shop', 'shop c · shop']);
    expect(world.answers.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'duplicate', 'duplicate']);
  });

  it('that the store does not take is looked at again, and told then', async () => {
    script = [document(atom('a')), document(atom('b', 'a'))];
    await look(1);
    world.refusals = 1;
    await look(2);
    expect(await world.received()).toEqual(['shop b · shop']);
    expect(world.lines.some((line) => line.includes('the feed could not be read'))).toBe(true);
  });

  it('that fails is left alone for longer each time, as long as its server asks, and says why', async () => {
    const loop = status(302, { location: '/releases.atom' });
    const halves = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('<feed>');
      response.destroy();
    };
    script = [
      status(404),
      document('<html><body>Sign in</body></html>'),
      document('<feed><entry></feed>'),
      document(Buffer.concat([gzipSync(atom('a')), Buffer.alloc(4)])),
      halves,
      document(atom('a'), { 'content-type': 'text/xml; charset=klingon' }),
      status(503, { 'retry-after': '18000' }),
      status(304),
      ...Array.from({ length: 6 }, () => loop),
      document(atom('a')),
    ];
    await look(10);
    expect(world.causes).toEqual([
      { code: 'status', status: 404 },
      { code: 'no-feed', root: 'html' },
      { code: 'no-xml', line: 1 },
      { code: 'no-xml', line: expect.any(Number) },
      { code: 'network', problem: expect.stringMatching(/closed|reset/) },
      { code: 'encoding', encoding: 'klingon' },
      { code: 'status', status: 503 },
      { code: 'status', status: 304 },
      { code: 'redirects' },
    ]);
    // All of them say since when it fails: since the first.
    expect(new Set(world.troubledSince).size).toBe(1);
    const [first, second, , , , , asked, longest] = world.clock.waits;
    expect([first, second, asked, longest]).toEqual([5.25 * MINUTE, 10.5 * MINUTE, 5.25 * HOUR, 4.2 * HOUR]);
    // It was read at last: nothing of it is news, and the next failure begins anew.
    expect(await world.received()).toEqual([]);
    script = [status(500)];
    await look(1);
    expect(world.troubledSince.at(-1)).toBeGreaterThan(world.troubledSince[0] ?? 0);
  });

  it('remembers over a restart since when it fails', async () => {
    script = [status(500)];
    await look(2);
    await look(1);
    expect(new Set(world.troubledSince).size).toBe(1);
  });

  it('of 50 MB is not read to its end', async () => {
    let sent = 0;
    script = [
      (response) => {
        const more = Buffer.alloc(1_000_000, ' ');
        response.writeHead(200);
        const write = (): void => {
          if (sent === 50 || response.destroyed) return void response.end();
          sent += 1;
          response.write(more, write);
        };
        write();
      },
    ];
    await look(1);
    expect(world.causes).toEqual([{ code: 'too-large', most: 2_000_000 }]);
    expect(sent).toBeLessThan(50);
  });

  it('that is large is read in a thread of its own, which nobody waits for', async () => {
    const ids = Array.from({ length: 900 }, (_, index) => `entry-number-${index}`);
    script = [document(atom(...ids)), document(atom('one more', ...ids))];
    await look(2);
    expect(await world.received()).toEqual(['shop one more · shop']);
  });

  it('that moved is followed, its links are relative to where it is; never into this machine from elsewhere', async () => {
    script = [status(301, { location: '/new/releases.atom' }), document(atom('a')), document(atom('b', 'a'))];
    await look(2);
    expect(looks.map(({ url }) => url)).toEqual(['/releases.atom', '/new/releases.atom', '/releases.atom']);
    const [event] = await world.store.inbox.list({});
    const found = await world.store.inbox.find(event?.id ?? '');
    expect(found?.event).toMatchObject({ url: `${world.address}/b` });
  });

  it('in GBK reaches the group as it is meant', async () => {
    const gbk = (id: string): Buffer =>
      Buffer.concat([
        Buffer.from(`<?xml version="1.0" encoding="GBK"?><feed><entry><id>${id}</id><title>`),
        // 发布, by the table of GBK.
        Buffer.from([0xb7, 0xa2, 0xb2, 0xbc]),
        Buffer.from('</title></entry></feed>'),
      ]);
    script = [document(gbk('a')), document(gbk('b'))];
    await look(2);
    expect(await world.received()).toEqual(['发布']);
  });

  it('may want a name and a password, which nobody else is shown', async () => {
    script = [document(atom('a'))];
    const { url, ...others } = world.options('/private.atom');
    world.clock.most = 0;
    const stopping = new AbortController();
    const secret = url.replace('http://', 'http://lili:a%20dummy@');
    const done = keepWatching({ ...others, url: secret, everyMs: MINUTE }, stopping.signal);
    await world.clock.slept(1);
    stopping.abort();
    await done;
    // lili:a dummy, in Base64.
    expect(looks[0]?.headers.authorization).toBe('Basic bGlsaTphIGR1bW15');
    expect(world.lines.join('')).not.toContain('dummy');
  });
});
