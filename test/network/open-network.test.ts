import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createRobotClient } from '../../src/robot/client.ts';
import { openNetwork } from '../../src/network/open-network.ts';
import { parseWebhook } from '../../src/robot/dingtalk/webhook.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A proxy that writes down whom it was asked for, and refuses. */
async function startProxy() {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  server.on('request', (request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  stops.push(() => new Promise((resolve) => void server.close(resolve)));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function send(webhook: string, env: Record<string, string | undefined>) {
  const dispatcher = openNetwork({ env });
  stops.push(() => dispatcher.destroy());
  const parsed = parseWebhook(webhook);
  if (parsed.kind === 'fault') throw new Error(parsed.fault.message);
  const robot = createRobotClient({ webhook: parsed.webhook, dispatcher, now: () => 1_800_000_000_000 });
  return await robot.send({ kind: 'text', text: 'hi' }, { msgUuid: 'u' });
}

describe('openNetwork', () => {
  it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'HTTP_PROXY'])(
    'asks the proxy named by %s for DingTalk',
    async (name) => {
      const proxy = await startProxy();
      const outcome = await send('https://oapi.dingtalk.com/robot/send?access_token=dummytoken', { [name]: proxy.url });
      expect(proxy.asked).toEqual(['oapi.dingtalk.com:443']);
      expect(outcome).toMatchObject({
        kind: 'unreachable',
        cause: { code: 'network', fate: 'not-sent', problem: 'proxy-refused' },
      });
    },
  );

  it('never asks it for the sandbox on this machine', async () => {
    const proxy = await startProxy();
    const sandbox = new Sandbox({ robots: [{ name: 'team', token: 'dummytoken' }] });
    const server = await startSandboxServer({ sandbox, now: () => 1_800_000_000_000 });
    stops.push(() => server.stop());
    const outcome = await send(server.webhook({ token: 'dummytoken' }), {
      HTTPS_PROXY: proxy.url,
      HTTP_PROXY: proxy.url,
    });
    expect(outcome).toEqual({ kind: 'delivered' });
    expect(proxy.asked).toEqual([]);
  });

  it('heeds NO_PROXY', async () => {
    const proxy = await startProxy();
    const webhook = 'https://127.0.0.2:1/robot/send?access_token=dummytoken';
    await send(webhook, { HTTPS_PROXY: proxy.url });
    expect(proxy.asked).toEqual(['127.0.0.2:1']);
    expect(await send(webhook, { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.2' })).toMatchObject({
      cause: { code: 'network', fate: 'not-sent', problem: 'refused' },
    });
    expect(proxy.asked).toHaveLength(1);
  });

  it.each(['user:dummypassword@@', 'proxy:8080', 'ftp://dummypassword@proxy'])(
    'says that %j is none, and does not repeat it',
    (proxy) => {
      expect(() => openNetwork({ env: { HTTPS_PROXY: proxy } })).toThrow(
        /^HTTPS_PROXY is not the address of a proxy: write http:\/\/host:port$/,
      );
    },
  );
});
