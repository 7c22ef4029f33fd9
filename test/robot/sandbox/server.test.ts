import { request as httpRequest, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultScript } from '../../../src/robot/sandbox/fault.ts';
import { Sandbox } from '../../../src/robot/sandbox/sandbox.ts';
import type { SandboxServer } from '../../../src/robot/sandbox/server.ts';
import { startSandboxServer } from '../../../src/robot/sandbox/server.ts';

const NOW = 1_800_000_000_000;
const TEAM = { name: '小组', token: 'dummytoken' };

const servers: SandboxServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function start(options: { faults?: FaultScript } = {}) {
  const sandbox = new Sandbox({ robots: [TEAM] });
  const server = await startSandboxServer({ sandbox, now: () => NOW, ...options });
  servers.push(server);
  return { sandbox, server };
}

function post(server: SandboxServer, content: string, msgUuid = content): Promise<Response> {
  return fetch(server.webhook(TEAM), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ msgtype: 'text', text: { content }, msgUuid }),
  });
}

describe('the endpoint', () => {
  it('answers as DingTalk does: HTTP 200 whatever comes, with its clock', async () => {
    const { server } = await start();
    const answer = await post(server, '打卡');
    expect([answer.status, answer.headers.get('date'), await answer.json()]).toEqual([
      200,
      new Date(NOW).toUTCString(),
      { errcode: 0, errmsg: 'ok' },
    ]);
    const refused = await fetch(`${server.origin}/robot/send?access_token=x`, { method: 'POST', body: '{}' });
    expect([refused.status, await refused.json()]).toEqual([200, { errcode: 300005, errmsg: 'token is not exist' }]);
  });

  it('does not read without end', async () => {
    const { server, sandbox } = await start();
    const answer = await post(server, 'x'.repeat(1024 * 1024)).catch(() => undefined);
    expect(answer?.status ?? 413).toBe(413);
    expect(sandbox.counts().received).toBe(0);
  });
});

describe('faults', () => {
  it.each<[string, FaultScript, number, object]>([
    ['errcode: nothing is shown', () => ({ kind: 'errcode', errcode: -1, errmsg: '系统繁忙' }), 0, { errcode: -1 }],
    ['latency: shown, answered later', () => ({ kind: 'latency', ms: 1 }), 1, { errcode: 0 }],
    ['clock: it believes itself', () => ({ kind: 'clock', offsetMs: 3_600_000 }), 1, { errcode: 0 }],
  ])('%s', async (_name, faults, shown, expected) => {
    const { server, sandbox } = await start({ faults });
    expect(await (await post(server, 'hi')).json()).toMatchObject(expected);
    expect(sandbox.counts().shown).toBe(shown);
  });

  it.each<[string, FaultScript, number]>([
    ['reset-before-read: nothing is shown', () => ({ kind: 'reset-before-read' }), 0],
    ['reset-after-read: shown', () => ({ kind: 'reset-after-read' }), 1],
    ['truncated: shown', () => ({ kind: 'truncated' }), 1],
  ])('%s, and no answer comes', async (_name, faults, shown) => {
    const { server, sandbox } = await start({ faults });
    await expect(post(server, 'hi').then((answer) => answer.text())).rejects.toThrow();
    expect(sandbox.counts().shown).toBe(shown);
  });

  it('are scripted by the index of the request', async () => {
    const { server } = await start({
      faults: (index) => (index === 1 ? { kind: 'status', httpStatus: 502 } : undefined),
    });
    const statuses = [];
    for (const content of ['a', 'b', 'c']) statuses.push((await post(server, content)).status);
    expect(statuses).toEqual([200, 502, 200]);
  });
});

describe('whatever is no message', () => {
  it('is not here', async () => {
    const { server } = await start();
    expect((await fetch(server.origin)).status).toBe(404);
  });

  it('is left to the page, where there is one', async () => {
    const sandbox = new Sandbox({ robots: [TEAM] });
    const page: RequestListener = (_, response) => response.end('the page');
    const server = await startSandboxServer({ sandbox, now: () => NOW, page });
    servers.push(server);
    expect(await (await fetch(`${server.origin}/anything`)).text()).toBe('the page');
    expect((await post(server, 'hi')).status).toBe(200);
  });

  it('is not for names that only point here', async () => {
    const { server } = await start();
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(server.origin, { headers: { host: 'rebound.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject).end();
    });
    expect(status).toBe(421);
  });
});

describe('stop', () => {
  it('frees the port, drops who waits, and may be called again', async () => {
    const { server, sandbox } = await start({ faults: () => ({ kind: 'latency', ms: 600_000 }) });
    const waiting = post(server, 'hi').then(
      () => 'answered',
      () => 'dropped',
    );
    await expect.poll(() => sandbox.counts().shown).toBe(1);
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await waiting).toBe('dropped');
    await expect(fetch(server.origin)).rejects.toThrow();
  });

  it('a port that is taken rejects', async () => {
    const { server, sandbox } = await start();
    await expect(startSandboxServer({ sandbox, now: () => NOW, port: server.port })).rejects.toThrow('EADDRINUSE');
  });
});
