import type { Socket } from 'node:net';
import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellRobotCause } from '../../src/robot/cause-words.ts';
import { createRobotClient } from '../../src/robot/client.ts';
import type { Timeouts } from '../../src/network/exchange.ts';
import { parseWebhook } from '../../src/robot/dingtalk/webhook.ts';
import type { FaultScript } from '../../src/robot/sandbox/fault.ts';
import type { SandboxRobot } from '../../src/robot/sandbox/sandbox.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { onRequest, startRawServer } from './raw-server.ts';

const TOKEN = 'dummytoken0123456789';
const SECRET = 'SECdummysecret0123456789';
const HOUR = 3_600_000;
const NOW = 1_800_000_000_000;
const TEXT = { kind: 'text', text: '午饭时间到 🍚' } as const;

let dispatcher: Agent;
beforeEach(() => {
  dispatcher = new Agent({ connectTimeout: 500 });
});
afterEach(() => dispatcher.destroy());

function robotAt(origin: string, options: { secret?: string; now?: () => number; timeouts?: Partial<Timeouts> } = {}) {
  const parsed = parseWebhook(`${origin}/robot/send?access_token=${TOKEN}`);
  if (parsed.kind === 'fault') throw new Error(parsed.fault.message);
  return createRobotClient({ webhook: parsed.webhook, dispatcher, now: () => NOW, ...options });
}

async function startSandbox(
  robot: Partial<SandboxRobot> = {},
  options: { faults?: FaultScript; now?: () => number } = {},
) {
  const sandbox = new Sandbox({ robots: [{ name: 'team', token: TOKEN, ...robot }] });
  const server = await startSandboxServer({ sandbox, now: options.now ?? (() => NOW), ...options });
  return { sandbox, origin: server.origin, [Symbol.asyncDispose]: () => server.stop() };
}

describe('against the sandbox', () => {
  it('delivers a signed message', async () => {
    await using fake = await startSandbox({ secret: SECRET });
    expect(await robotAt(fake.origin, { secret: ` ${SECRET}\n` }).send(TEXT, { msgUuid: 'u1' })).toEqual({
      kind: 'delivered',
    });
    expect(fake.sandbox.conversation()).toMatchObject([
      {
        robot: 'team',
        at: NOW,
        msgUuid: 'u1',
        payload: { msgtype: 'text', text: { content: '午饭时间到 🍚' }, msgUuid: 'u1' },
      },
    ]);
  });

  it('signs every attempt afresh', async () => {
    let now = NOW;
    await using fake = await startSandbox({ secret: SECRET }, { now: () => now });
    const robot = robotAt(fake.origin, { secret: SECRET, now: () => now });
    await robot.send(TEXT, { msgUuid: 'u1' });
    now += 2 * HOUR;
    expect(await robot.send(TEXT, { msgUuid: 'u2' })).toEqual({ kind: 'delivered' });
  });

  it.each([
    [
      'a wrong secret',
      { secret: SECRET },
      { secret: 'SECsomeotherdummy' },
      { scope: 'robot', cause: { meaning: 'signature-wrong', errcode: 310000 } },
    ],
    ['no secret', { secret: SECRET }, {}, { scope: 'robot', cause: { meaning: 'signature-wrong', errcode: 310000 } }],
    [
      'an unknown token',
      { token: 'another' },
      {},
      { scope: 'robot', cause: { meaning: 'token-unknown', errcode: 300005 } },
    ],
    ['a missing keyword', { keywords: ['提醒'] }, {}, { scope: 'message', cause: { meaning: 'keyword-missing' } }],
  ])('%s is rejected', async (_name, robot, options, expected) => {
    await using fake = await startSandbox(robot);
    expect(await robotAt(fake.origin, options).send(TEXT, { msgUuid: 'u1' })).toMatchObject({
      kind: 'rejected',
      ...expected,
    });
    expect(fake.sandbox.conversation()).toEqual([]);
  });

  it('is throttled for ten minutes after the limit', async () => {
    await using fake = await startSandbox({ perMinute: 1 });
    const robot = robotAt(fake.origin);
    expect(await robot.send(TEXT, { msgUuid: 'u1' })).toEqual({ kind: 'delivered' });
    expect(await robot.send(TEXT, { msgUuid: 'u2' })).toMatchObject({
      kind: 'throttled',
      coolDownMs: 600_000,
      cause: { code: 'vendor', meaning: 'too-fast', errcode: 130101 },
    });
  });

  it.each([
    ['busy', { kind: 'errcode', errcode: -1, errmsg: '系统繁忙' }, 'unreachable'],
    ['a reset before anything was read', { kind: 'reset-before-read' }, 'ambiguous'],
    ['a reset after everything was read', { kind: 'reset-after-read' }, 'ambiguous'],
    ['half an answer', { kind: 'truncated' }, 'ambiguous'],
    ['the page for addresses that call too often', { kind: 'html' }, 'throttled'],
    ['HTTP 503', { kind: 'status', httpStatus: 503 }, 'unreachable'],
  ] as const)('%s, then a retry that shows the message once', async (_name, fault, expected) => {
    await using fake = await startSandbox({}, { faults: (index) => (index === 0 ? fault : undefined) });
    const robot = robotAt(fake.origin);
    expect(await robot.send(TEXT, { msgUuid: 'same' })).toMatchObject({ kind: expected });
    expect(await robot.send(TEXT, { msgUuid: 'same' })).toEqual({ kind: 'delivered' });
    expect(fake.sandbox.conversation()).toHaveLength(1);
  });
});

describe('a clock that is wrong', () => {
  it('is measured by the answer, the message signed once more, and the offset kept', async () => {
    await using fake = await startSandbox({ secret: SECRET }, { now: () => NOW + 3 * HOUR });
    const robot = robotAt(fake.origin, { secret: SECRET });
    expect(await robot.send(TEXT, { msgUuid: 'u1' })).toEqual({ kind: 'delivered' });
    expect(await robot.send(TEXT, { msgUuid: 'u2' })).toEqual({ kind: 'delivered' });
    expect(fake.sandbox.counts()).toMatchObject({ received: 3, refused: 1, shown: 2 });
  });

  it('is measured anew when it has been set right meanwhile', async () => {
    let now = NOW - 3 * HOUR;
    await using fake = await startSandbox({ secret: SECRET });
    const robot = robotAt(fake.origin, { secret: SECRET, now: () => now });
    expect(await robot.send(TEXT, { msgUuid: 'u1' })).toEqual({ kind: 'delivered' });
    now = NOW;
    expect(await robot.send(TEXT, { msgUuid: 'u2' })).toEqual({ kind: 'delivered' });
  });

  it('that DingTalk keeps refusing is rejected after one more try', async () => {
    const refusal = { kind: 'errcode', errcode: 310000, errmsg: 'invalid timestamp' } as const;
    let requests = 0;
    const faults = () => {
      requests += 1;
      return refusal;
    };
    await using fake = await startSandbox({ secret: SECRET }, { faults });
    const outcome = await robotAt(fake.origin, { secret: SECRET }).send(TEXT, { msgUuid: 'u1' });
    expect(outcome).toMatchObject({ kind: 'rejected', scope: 'robot', cause: { meaning: 'clock-wrong' } });
    expect(requests).toBe(2);
  });

  it('is not signed again when the answer does not say the time', async () => {
    const body = '{"errcode":310000,"errmsg":"invalid timestamp"}';
    await using server = await startRawServer((socket) => onRequest(socket, () => socket.end(httpAnswer(body))));
    const outcome = await robotAt(server.origin, { secret: SECRET }).send(TEXT, { msgUuid: 'u1' });
    expect(outcome).toMatchObject({ kind: 'rejected', scope: 'robot', cause: { meaning: 'clock-wrong' } });
    expect(server.connections()).toBe(1);
  });
});

describe('what the network does', () => {
  const OK = '{"errcode":0,"errmsg":"ok"}';

  it('a refused connection is unreachable', async () => {
    const server = await startRawServer(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await robotAt(server.origin).send(TEXT, { msgUuid: 'u' })).toMatchObject({
      kind: 'unreachable',
      cause: { code: 'network', fate: 'not-sent', problem: 'refused' },
    });
  });

  it('a TLS handshake that fails is unreachable, for nothing left', async () => {
    await using server = await startRawServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const robot = robotAt(server.origin.replace('http:', 'https:').replace('127.0.0.1', 'localhost'));
    expect(await robot.send(TEXT, { msgUuid: 'u' })).toMatchObject({
      kind: 'unreachable',
      cause: { code: 'network', fate: 'not-sent' },
    });
  });

  it('a TLS handshake that never ends is unreachable after the time to connect', async () => {
    await using server = await startRawServer(() => undefined);
    const robot = robotAt(server.origin.replace('http:', 'https:'));
    expect(await robot.send(TEXT, { msgUuid: 'u' })).toMatchObject({
      kind: 'unreachable',
      cause: { code: 'network', fate: 'not-sent', problem: 'connect-too-slow' },
    });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['closed without an answer', (socket) => socket.end()],
    ['reset', (socket) => socket.resetAndDestroy()],
    ['not HTTP at all', (socket) => socket.end('hello\r\n\r\n')],
    ['half a status line', (socket) => socket.end('HTTP/1.1 2')],
    ['half a body by its length', (socket) => socket.end(httpAnswer(OK).slice(0, -5))],
    [
      'half a body without a length',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${OK.slice(0, 9)}`),
    ],
    ['an empty body', (socket) => socket.end(httpAnswer(''))],
    ['a body without end', (socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(70_000)}`)],
  ])('after the request: %s is ambiguous', async (_name, respond) => {
    await using server = await startRawServer((socket) => onRequest(socket, () => respond(socket)));
    expect(await robotAt(server.origin).send(TEXT, { msgUuid: 'u' })).toMatchObject({ kind: 'ambiguous' });
  });

  it('a cut answer with HTTP 502 is unreachable', async () => {
    const half = 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 99\r\n\r\n<html>';
    await using server = await startRawServer((socket) => onRequest(socket, () => socket.end(half)));
    expect(await robotAt(server.origin).send(TEXT, { msgUuid: 'u' })).toMatchObject({
      kind: 'unreachable',
      httpStatus: 502,
    });
  });

  it.each<[string, Partial<Timeouts>, string]>([
    ['headers never come', { headersMs: 50 }, ''],
    ['the body stops halfway', { bodyMs: 50 }, httpAnswer(OK).slice(0, -5)],
    ['everything together takes too long', { totalMs: 50 }, httpAnswer(OK).slice(0, -5)],
  ])('%s: ambiguous', async (_name, timeouts, sent) => {
    await using server = await startRawServer((socket) => onRequest(socket, () => socket.write(sent)));
    expect(await robotAt(server.origin, { timeouts }).send(TEXT, { msgUuid: 'u' })).toMatchObject({
      kind: 'ambiguous',
    });
  });

  it('does not follow a redirect', async () => {
    await using elsewhere = await startSandbox();
    const redirect = `HTTP/1.1 307 Temporary Redirect\r\nlocation: ${elsewhere.origin}/robot/send?access_token=${TOKEN}\r\ncontent-length: 0\r\n\r\n`;
    await using server = await startRawServer((socket) => onRequest(socket, () => socket.end(redirect)));
    expect(await robotAt(server.origin).send(TEXT, { msgUuid: 'u' })).toMatchObject({
      kind: 'unreachable',
      httpStatus: 307,
    });
    expect(elsewhere.sandbox.counts().received).toBe(0);
  });

  it('posts UTF-8 JSON that says so, with its own name', async () => {
    const requests: string[] = [];
    await using server = await startRawServer((socket) =>
      onRequest(socket, (request) => {
        requests.push(request);
        socket.end(httpAnswer(OK));
      }),
    );
    await robotAt(server.origin).send(TEXT, { msgUuid: 'u' });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatch(/^POST \/robot\/send\?access_token=dummytoken0123456789 HTTP\/1.1\r\n/);
    expect(requests[0]).toContain('content-type: application/json; charset=utf-8\r\n');
    expect(requests[0]).toContain('"content":"午饭时间到 🍚"');
  });

  it('a dispatcher that is closed is unreachable', async () => {
    await dispatcher.close();
    expect(await robotAt('http://127.0.0.1:1').send(TEXT, { msgUuid: 'u' })).toMatchObject({ kind: 'unreachable' });
  });
});

describe('giving up', () => {
  it('before anything is sent: unreachable, and nothing is ever sent', async () => {
    await using fake = await startSandbox();
    const outcome = await robotAt(fake.origin).send(TEXT, { msgUuid: 'u', signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ kind: 'unreachable' });
    expect(fake.sandbox.counts().received).toBe(0);
  });

  it('while it waits for a connection: unreachable, and nothing leaves afterwards', async () => {
    const ok = httpAnswer('{"errcode":0}');
    const held = Promise.withResolvers<Socket>();
    const requests: string[] = [];
    await using server = await startRawServer((socket) =>
      onRequest(socket, (request) => {
        requests.push(request);
        if (requests.length === 1) held.resolve(socket);
        else socket.write(ok);
      }),
    );
    await dispatcher.destroy();
    dispatcher = new Agent({ connections: 1 });
    const robot = robotAt(server.origin);
    const first = robot.send(TEXT, { msgUuid: 'first' });
    const socket = await held.promise;
    const giveUp = new AbortController();
    const second = robot.send(TEXT, { msgUuid: 'second', signal: giveUp.signal });
    giveUp.abort();
    expect(await second).toEqual({ kind: 'unreachable', cause: { code: 'given-up', fate: 'not-sent' } });
    socket.write(ok);
    expect(await first).toEqual({ kind: 'delivered' });
    expect(await robot.send(TEXT, { msgUuid: 'third' })).toEqual({ kind: 'delivered' });
    expect(requests).toHaveLength(2);
    expect(requests.join('')).not.toContain('second');
  });

  it('after it was sent: ambiguous', async () => {
    const giveUp = new AbortController();
    await using server = await startRawServer((socket) => onRequest(socket, () => giveUp.abort()));
    const outcome = await robotAt(server.origin).send(TEXT, { msgUuid: 'u', signal: giveUp.signal });
    expect(outcome).toEqual({ kind: 'ambiguous', cause: { code: 'given-up', fate: 'sent' } });
  });
});

describe('secrets', () => {
  it.each<[string, (socket: Socket, request: string) => void]>([
    [
      'quoted by the vendor',
      (socket, request) =>
        socket.end(httpAnswer(JSON.stringify({ errcode: 310000, errmsg: `sign not match: ${request} ${SECRET}` }))),
    ],
    [
      'in the vendor’s advice',
      (socket, request) =>
        socket.end(
          httpAnswer(JSON.stringify({ errcode: 1, errmsg: `description:x;solution:${request} ${TOKEN} ${SECRET}` })),
        ),
    ],
    ['as an errcode', (socket) => socket.end(httpAnswer(JSON.stringify({ errcode: TOKEN, errmsg: SECRET })))],
    [
      'in a long answer, where it is cut',
      (socket) => socket.end(httpAnswer(JSON.stringify({ errcode: 1, errmsg: `${'x'.repeat(488)} ${TOKEN}` }))),
    ],
    [
      'alone, as a signature with its slashes escaped',
      (socket, request) => {
        const json = JSON.stringify({ errcode: 310000, errmsg: `sign not match ${signatureIn(request)}` });
        socket.end(httpAnswer(json.replaceAll('/', String.raw`\/`)));
      },
    ],
    ['on a page', (socket, request) => socket.end(httpAnswer(`<html>${request}</html>`))],
    ['in a reset', (socket) => socket.resetAndDestroy()],
    ['in nonsense', (socket, request) => socket.end(request)],
  ])('no outcome carries them, even when %s', async (_name, respond) => {
    let signature = '';
    await using server = await startRawServer((socket) =>
      onRequest(socket, (request) => {
        const line = request.split('\r\n')[0] ?? '';
        signature = signatureIn(line);
        respond(socket, line);
      }),
    );
    const outcome = await robotAt(server.origin, { secret: SECRET }).send(TEXT, { msgUuid: 'u' });
    if (outcome.kind === 'delivered') throw new Error('refused');
    const words = (['en', 'zh-CN'] as const).map((language) => tellRobotCause(outcome.cause, language));
    const told = `${JSON.stringify(outcome)} ${words.join(' ')}`;
    expect(signature).not.toBe('');
    expect(told).not.toContain(signature);
    expect(told).not.toContain(TOKEN.slice(0, 8));
    expect(told).not.toContain(SECRET);
    expect(told).not.toMatch(/sign=(?!\*\*\*)/);
  });
});

describe('a request that may not leave any more', () => {
  const STALE = { kind: 'unreachable', cause: { code: 'stale' } };
  const ok = httpAnswer('{"errcode":0}');

  it('never begins', async () => {
    await using server = await startRawServer(() => undefined);
    expect(await robotAt(server.origin).send(TEXT, { msgUuid: 'u', mayLeave: () => false })).toEqual(STALE);
    expect(server.connections()).toBe(0);
  });

  it('is not written when its turn comes, after it waited behind another one', async () => {
    const held = Promise.withResolvers<Socket>();
    const requests: string[] = [];
    await using server = await startRawServer((socket) =>
      onRequest(socket, (request) => {
        requests.push(request);
        if (requests.length === 1) held.resolve(socket);
        else socket.write(ok);
      }),
    );
    await dispatcher.destroy();
    dispatcher = new Agent({ connections: 1 });
    const robot = robotAt(server.origin);
    const first = robot.send(TEXT, { msgUuid: 'first' });
    const socket = await held.promise;
    let mayLeave = true;
    const second = robot.send(TEXT, { msgUuid: 'second', mayLeave: () => mayLeave });
    mayLeave = false;
    socket.write(ok);
    expect(await first).toEqual({ kind: 'delivered' });
    expect(await second).toEqual(STALE);
    expect(await robot.send(TEXT, { msgUuid: 'third', mayLeave: () => true })).toEqual({ kind: 'delivered' });
    expect(requests).toHaveLength(2);
    expect(requests.join('')).not.toContain('second');
  });

  it('is not signed a second time for a wrong clock', async () => {
    await using fake = await startSandbox({ secret: SECRET }, { now: () => NOW + 3 * HOUR });
    const mayLeave = () => fake.sandbox.counts().received === 0;
    expect(await robotAt(fake.origin, { secret: SECRET }).send(TEXT, { msgUuid: 'u1', mayLeave })).toEqual(STALE);
    expect(fake.sandbox.counts()).toMatchObject({ received: 1, refused: 1, shown: 0 });
  });
});

function signatureIn(requestLine: string): string {
  return new URL(requestLine.split(' ')[1] ?? '', 'http://robot').searchParams.get('sign') ?? '';
}

function httpAnswer(body: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
