import { once } from 'node:events';
import type { Socket } from 'node:net';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWebServer, type WebServer } from '../../src/web/server.ts';
import { closed, rawConnection, rawRequest, statusOf, untilClosed } from './raw-request.ts';
import { createTestDaemon, type TestDaemon } from './test-daemon.ts';

const TOKEN = 'dummy-token-for-tests';
const HEAD = ['POST /api/messages HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${TOKEN}`].join('\r\n');

let daemon: TestDaemon;
let web: WebServer;
let errors: unknown[];

async function start(patience = {}): Promise<void> {
  errors = [];
  web = await startWebServer({
    daemon,
    host: '127.0.0.1',
    port: 0,
    onError: (error) => errors.push(error),
    patience,
  });
}

beforeEach(() => {
  daemon = createTestDaemon({ http: { token: TOKEN } });
});

afterEach(async () => {
  await web.stop();
  await daemon.stop();
  expect(errors).toEqual([]);
});

async function isAlive(): Promise<boolean> {
  const { statusCode, body } = await request(new URL('/healthz', web.address), { reset: true });
  await body.dump();
  return statusCode === 200;
}

describe('whoever dawdles is let go', () => {
  it.each<[string, string]>([
    ['over nothing at all', ''],
    ['over the first line', 'GET /heal'],
    ['over the headers', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
  ])('%s', async (_, begun) => {
    await start({ headers: 100, request: 200 });
    const socket = await rawConnection(web.address);
    socket.write(begun);
    expect([Number.NaN, 408]).toContain(statusOf(await untilClosed(socket)));
    expect(await isAlive()).toBe(true);
  });

  it.each<[string, string]>([
    [
      'over a body of a told length',
      `${HEAD}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"robot"`,
    ],
    [
      'over a body in pieces',
      `${HEAD}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{"r\r\n`,
    ],
    [
      'over a login',
      'POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\ntok',
    ],
  ])('%s', async (_, begun) => {
    await start({ headers: 100, request: 200 });
    const socket = await rawConnection(web.address);
    socket.write(begun);
    await untilClosed(socket);
    expect(await isAlive()).toBe(true);
  });

  it('over reading the answer', async () => {
    await start({ idle: 200 });
    const socket = await rawConnection(web.address);
    socket.write(`GET /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
    expect(await untilClosed(socket)).toContain('retry: 2000');
  });

  it('but not whoever listens to the stream of changes', async () => {
    await start({ headers: 100, request: 200 });
    const { body } = await request(new URL('/events', web.address), { headers: { authorization: `Bearer ${TOKEN}` } });
    // By the time that another one was let go, the stream is older than that.
    const slow = await rawConnection(web.address);
    slow.write(`${HEAD}\r\nContent-Length: 9\r\n\r\n`);
    await untilClosed(slow);
    daemon.changed();
    let heard = '';
    for await (const bytes of body) {
      heard += String(bytes);
      if (heard.includes('event: change')) break;
    }
    expect(heard).toContain('event: change');
  });
});

describe('whoever sends too much', () => {
  beforeEach(() => start());

  it('is refused by the length it tells, before any of it comes', async () => {
    const head = `${HEAD}\r\nContent-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n`;
    expect(statusOf(await rawRequest(web.address, head))).toBe(413);
  });

  it('is refused when it does not stop', async () => {
    const socket = await rawConnection(web.address);
    const answered = untilClosed(socket);
    socket.write(`${HEAD}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const piece = `4000\r\n${' '.repeat(0x4000)}\r\n`;
    for (let sent = 0; sent < 10_000 && socket.writable; sent++) {
      if (!socket.write(piece)) await Promise.race([drained(socket), closed(socket)]);
    }
    expect(statusOf(await answered)).toBe(413);
    expect(socket.bytesWritten).toBeLessThan(100_000_000);
  });

  it.each<[string, string]>([
    ['headers of a megabyte', `X-Long: ${'x'.repeat(1_000_000)}`],
    ['ten thousand headers', Array.from({ length: 10_000 }, (_, index) => `X-${index}: x`).join('\r\n')],
    ['a cookie without end', `Cookie: ${'a=b; '.repeat(100_000)}`],
  ])('%s', async (_, headers) => {
    const answer = await rawRequest(web.address, `GET / HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n\r\n`);
    expect([Number.NaN, 431]).toContain(statusOf(answer));
    expect(await isAlive()).toBe(true);
  });

  it('an address of a megabyte', async () => {
    const answer = await rawRequest(web.address, `GET /${'x'.repeat(1_000_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect([Number.NaN, 414, 431]).toContain(statusOf(answer));
    expect(await isAlive()).toBe(true);
  });
});

function drained(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once('drain', () => resolve());
  return promise;
}

describe('requests that two readers could read two ways (smuggling)', () => {
  beforeEach(() => start());

  it.each<[string, readonly string[], string]>([
    ['a length and pieces', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['two lengths', ['Content-Length: 2', 'Content-Length: 3'], '{}'],
    ['a negative length', ['Content-Length: -1'], '{}'],
    ['a length that is no number', ['Content-Length: two'], '{}'],
    ['pieces in another coding', ['Transfer-Encoding: gzip, chunked, identity'], '{}'],
    ['a piece with a length that is none', ['Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'],
    ['a header over two lines', ['X-A: b', ' c: d'], ''],
    ['a space before the colon', ['Content-Length : 2'], '{}'],
  ])('%s', async (_, headers, body) => {
    const lines = [HEAD, 'Content-Type: application/json', ...headers, '', body].join('\r\n');
    expect(statusOf(await rawRequest(web.address, lines))).toBe(400);
    expect(await daemon.history.list({})).toEqual([]);
  });
});

describe('very many connections', () => {
  async function openMany(count: number): Promise<readonly Socket[]> {
    return Promise.all(Array.from({ length: count }, () => rawConnection(web.address)));
  }

  // Elsewhere 127.0.0.2 is no address of this machine.
  it.runIf(process.platform === 'linux')('shut out only whoever holds them', async () => {
    await start({ headers: 60_000, request: 60_000 });
    const neighbour = await rawConnection(web.address, '127.0.0.2');
    neighbour.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n');
    const sockets = await openMany(600);
    await firstOf(sockets.map(closed), 600 - 511);
    // Every place is taken, and the oldest connection is not whom it hits.
    neighbour.write('Connection: close\r\n\r\n');
    expect(statusOf(await untilClosed(neighbour))).toBe(200);
    expect(await isAlive()).toBe(true);
    expect(sockets.filter(({ destroyed }) => !destroyed).length).toBeGreaterThan(500);
    for (const socket of sockets) socket.destroy();
  });

  it('get 512 places, and give them back', async () => {
    await start({ headers: 60_000, request: 60_000 });
    const sockets = await openMany(600);
    await firstOf(sockets.map(closed), 600 - 512);
    for (const socket of sockets) socket.destroy();
    await Promise.all(sockets.map(closed));
    await expectSoon(isAlive);
  });

  it('that listen and vanish make room again', async () => {
    await start();
    const listen = async () => {
      const socket = await rawConnection(web.address);
      socket.write(`GET /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
      const [first] = await once(socket, 'data');
      return { socket, status: statusOf(String(first)) };
    };
    const listeners = await Promise.all(Array.from({ length: 100 }, listen));
    expect(new Set(listeners.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await listen()).status).toBe(503);
    const headers = { authorization: `Bearer ${TOKEN}`, 'accept-language': 'en' };
    const refused = await fetch(new URL('/events', web.address), { headers });
    expect(await refused.text()).toMatch(/^Too many pages are open/);
    for (const { socket } of listeners) socket.resetAndDestroy();
    await expectSoon(async () => (await listen()).status === 200);
  });

  /** Resolves when so many have. */
  function firstOf(promises: readonly Promise<void>[], count: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    let left = count;
    const one = (): void => {
      left -= 1;
      if (left === 0) resolve();
    };
    for (const each of promises) void each.then(one);
    return promise;
  }

  /** There is no telling when the server has seen that the other end is gone. */
  async function expectSoon(isSo: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 1_000; tries++) if (await isSo().catch(() => false)) return;
    expect.unreachable('it never came to pass');
  }
});

describe('over IPv6', () => {
  it('the page is at its address in brackets, and knows itself by it', async () => {
    web = await startWebServer({ daemon, host: '::1', port: 0, onError: (error) => errors.push(error) });
    expect(web.address).toMatch(/^http:\/\/\[::1\]:\d+\/$/);
    const { statusCode, body } = await request(new URL('/api/reminders', web.address), {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(statusCode).toBe(200);
    await body.dump();
    const origin = new URL(web.address).origin;
    const login = await request(new URL('/login', web.address), {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: `token=${TOKEN}`,
    });
    expect(login.statusCode).toBe(303);
    await login.body.dump();
  });
});
