import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepListening } from '../../src/daemon/relay.ts';
import { relayedRequest } from '../../src/daemon/relayed-request.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';
import { InletWorld, SECRET } from './inlet-world.ts';

let world: InletWorld;
let connections: { readonly request: IncomingMessage; readonly response: ServerResponse }[];
/** What each connection is answered, the last one for all that follow. */
let script: ((response: ServerResponse) => void)[];

beforeEach(async () => {
  [connections, script] = [[], []];
  world = await new InletWorld({}, (request, response) => {
    const answer = script[Math.min(connections.length, script.length - 1)];
    connections.push({ request, response });
    answer?.(response);
  }).listen();
});
afterEach(async () => {
  await world.stop();
});

/** As smee.io puts into an event what was posted there: headers in lower case, and beside them the JSON that it read. */
function smee(body: string, changes: Record<string, unknown> = {}): string {
  const headers = Object.entries(githubHeaders(body, SECRET)).map(([name, value]) => [name.toLowerCase(), value]);
  const event = { host: 'smee.example', 'content-length': '1', ...Object.fromEntries(headers) };
  return JSON.stringify({ ...event, body: JSON.parse(body), query: {}, timestamp: 1_795_485_600_000, ...changes });
}

/** A push that is told from others by what was pushed. */
const pushed = (title: string, changes?: Record<string, unknown>) =>
  smee(JSON.stringify(JSON.parse(githubPush(title))), { 'x-github-delivery': title, ...changes });

function stream(...pieces: readonly string[]) {
  return (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('id: 0\nevent: ready\ndata: {}\n\n');
    for (const piece of pieces) response.write(piece);
  };
}

const event = (data: string, id = '1') => `id: ${id}\ndata: ${data}\n\n`;
const ended =
  (...pieces: readonly string[]) =>
  (response: ServerResponse): void => {
    stream(...pieces)(response);
    response.end();
  };

function start(options: Partial<Parameters<typeof keepListening>[0]> = {}): void {
  world.run((signal) => keepListening({ ...world.options('/a-channel'), ...options }, signal));
}

const accepted = () => world.answers.filter(({ kind }) => kind === 'accepted').length;

describe('a relay', () => {
  it('passes on what is posted to its channel, signature and all', async () => {
    script = [stream(event(pushed('修复总价 🛒')), 'event: ping\ndata: {}\n\n')];
    start();
    await world.until(() => accepted() === 1);
    const [{ request } = { request: undefined }] = connections;
    expect(request?.url).toBe('/a-channel');
    // smee.io answers with its page otherwise.
    expect(request?.headers.accept).toBe('text/event-stream');
    expect(await world.received()).toEqual(['shop 修复总价 🛒']);
    expect(world.wells).toBe(1);
  });

  it('that drops is connected to again, asks for what comes after the last event, and tells once what comes twice', async () => {
    script = [ended(event(pushed('one'), 'a1')), stream(event(pushed('one'), 'a1'), event(pushed('two'), 'a2'))];
    start();
    await world.until(() => accepted() === 2);
    expect(world.answers.map(({ kind }) => kind)).toEqual(['accepted', 'duplicate', 'accepted']);
    expect(connections[1]?.request.headers['last-event-id']).toBe('a1');
    expect(world.causes).toEqual([{ code: 'ended' }]);
  });

  it('is waited for longer each time it refuses, and not after a good connection', async () => {
    const refuse = (response: ServerResponse): void => void response.writeHead(503).end('busy');
    const page = (response: ServerResponse): void =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    const moved = (response: ServerResponse): void => void response.writeHead(302, { location: '/elsewhere' }).end();
    script = [refuse, page, moved, (response) => response.destroy(), ended(event(pushed('one'))), refuse];
    world.clock.most = 5;
    start();
    await world.clock.slept(6);
    expect(world.causes).toEqual([
      { code: 'status', status: 503 },
      { code: 'no-stream' },
      { code: 'status', status: 302 },
      { code: 'network', problem: 'closed' },
      { code: 'ended' },
      { code: 'status', status: 503 },
    ]);
    // Three quarters of 2, 4, 8, 16 s, as chance is a half; then from the beginning.
    expect(world.clock.waits).toEqual([1_500, 3_000, 6_000, 12_000, 1_500, 3_000]);
  });

  it('says how long to wait before the next try', async () => {
    script = [ended('retry: 7000\n\n', event(pushed('one')))];
    world.clock.most = 0;
    start();
    await world.clock.slept(1);
    expect(world.clock.waits).toEqual([7_000]);
  });

  it('that hangs, before its answer or within it, is left', async () => {
    script = [() => {}, stream()];
    start({ timeouts: { headersMs: 50, silenceMs: 50 } });
    await world.until(() => world.causes.some(({ code }) => code === 'silent'));
    expect(world.causes[0]).toEqual({ code: 'too-slow' });
  });

  it('may send rubbish: what can be read of it is taken, the rest is nobody’s', async () => {
    const rubbish = [
      'data: {"body":\n\n',
      'data: null\n\n',
      'data: [1,2]\n\n',
      ':\u0000\u0001\n\n',
      'data\n\n',
      '\r\n\r\r\n',
      'data: {"x-a": 1}\n\n',
    ];
    const forged = pushed('forged', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` });
    script = [stream(...rubbish, event(forged), event(pushed('fine')))];
    start();
    await world.until(() => accepted() === 1);
    expect(world.answers.map(({ kind }) => kind)).toEqual(['refused', 'accepted']);
    expect(connections).toHaveLength(1);
  });

  it('may send a push in pieces, with its JSON in several lines', async () => {
    const [head, tail] = [pushed('pieces').slice(0, 100), pushed('pieces').slice(100)];
    script = [stream('data: ', head, tail.slice(0, -1), '\r\ndata: ', '}\r', '\n\r\n')];
    start();
    await world.until(() => accepted() === 1);
  });

  it('that sends more than 5 MiB is not read on: the owner is told, and what follows is taken', async () => {
    const flood = (response: ServerResponse): void => {
      stream(event(pushed('before'), 'b7'))(response);
      response.write('data: ');
      const more = 'x'.repeat(1024 * 1024);
      for (let sent = 0; sent < 12; sent += 1) response.write(more);
    };
    const large = pushed('large', { body: { text: 'x'.repeat(6 * 1024 * 1024) } });
    script = [flood, stream(event(large), event(pushed('after')))];
    start();
    await world.until(() => accepted() === 2);
    expect(world.lost).toEqual(['too-large', 'too-large']);
    expect(world.causes).toEqual([{ code: 'too-large', most: 5 * 1024 * 1024 }]);
    // By its number the flood would come again.
    expect(connections[1]?.request.headers).not.toHaveProperty('last-event-id');
  });

  it('waits while the store does not answer, and nothing is lost', async () => {
    world.refusals = 2;
    script = [stream(event(pushed('patient')))];
    start();
    await world.until(() => accepted() === 1);
    expect(world.lost).toEqual([]);
    expect(world.clock.waits).toHaveLength(2);
  });

  it('is left when it is to stop, whatever it does', async () => {
    script = [() => {}];
    start();
    while (connections.length === 0) await new Promise<void>((resolve) => setImmediate(resolve));
    await world.stop();
    world = await new InletWorld({}, () => {}).listen();
  });
});

describe('what a channel passes on', () => {
  const read = (posted: object) => relayedRequest(JSON.stringify(posted), 'https://smee.example/a-channel');
  const text = (posted: object) => Buffer.from(read(posted)?.body ?? '').toString();

  it('has the headers of the sender without those of the way, the token of the address, and the channel as its address', () => {
    expect(
      read({
        host: 'a',
        connection: 'b',
        'Content-Length': '3',
        'X-A': ['1', '2'],
        timestamp: 1,
        query: { token: 't', board: '7' },
        body: {},
      }),
    ).toEqual({
      headers: { 'x-a': '1, 2', 'content-type': 'application/json' },
      body: Buffer.from('{}'),
      query: { board: '7' },
      url: 'https://smee.example/a-channel',
      token: 't',
    });
  });

  it('says that it is packed only where it is: a relay that reads JSON has unpacked it', () => {
    const headersOf = (posted: object) => read({ 'content-encoding': 'gzip', ...posted })?.headers ?? {};
    expect(headersOf({ body: {} })).not.toHaveProperty('content-encoding');
    expect(headersOf({ bodyB: 'H4s=' })).toMatchObject({ 'content-encoding': 'gzip' });
  });

  it('has the bytes of compact JSON, the very bytes of a gosmee server, a form as a form', () => {
    expect(text({ body: { a: '<&>', b: [1, null], 钉: '铃' } })).toBe('{"a":"<&>","b":[1,null],"钉":"铃"}');
    const indented = '{\n  "a": 1\n}';
    const gosmee = {
      'content-type': 'application/json; charset=utf-8',
      bodyB: Buffer.from(indented).toString('base64'),
    };
    expect(text(gosmee)).toBe(indented);
    expect(read(gosmee)?.headers['content-type']).toBe('application/json; charset=utf-8');
    const form = { 'content-type': 'application/x-www-form-urlencoded', body: { payload: '{"a": 1}' } };
    expect([text(form), read(form)?.headers['content-type']]).toEqual([
      'payload=%7B%22a%22%3A+1%7D',
      form['content-type'],
    ]);
    expect(text({ body: 'disk full' })).toBe('disk full');
  });

  it('is nothing where nothing was posted', () => {
    expect(read({})).toBeUndefined();
    expect(read({ message: 'connected' })).toBeUndefined();
    expect(relayedRequest('no JSON', 'https://smee.example/a')).toBeUndefined();
  });
});
