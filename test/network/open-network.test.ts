import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createRobotClient } from '../../src/robot/client.ts';
import { openNetwork } from '../../src/network/open-network.ts';
import { parseWebhook } from '../../src/robot/dingtalk/webhook.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { SELF_SIGNED } from '../support/self-signed.ts';
import { Workspace } from '../support/workspace.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Its port on loopback. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  stops.push(() => new Promise((resolve) => void server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

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
  return { asked, url: `http://127.0.0.1:${await listening(server)}` };
}

const DINGTALK = 'https://oapi.dingtalk.com/robot/send?access_token=dummytoken';

/** Answers each piece that comes, the first of a connection is 1; what begins otherwise than a tunnel ends with it. */
async function answering(answer: (piece: number) => string): Promise<number> {
  const server = createTcpServer((socket) => {
    let piece = 0;
    socket
      .on('error', () => {})
      .on('data', () => {
        piece += 1;
        const text = answer(piece);
        if (text.includes('established')) socket.write(text);
        else socket.end(text, 'latin1');
      });
  });
  return listening(server);
}

/** A proxy by which everybody ends at this port. */
function createTunnelTo(port: number): Server {
  return createServer().on('connect', (_request, socket) => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const there = connect(port, '127.0.0.1');
    socket.pipe(there).pipe(socket);
    for (const each of [socket, there]) each.on('error', () => {});
  });
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

  it.each([
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'http', 'proxy-wants-login'],
    ['HTTP/1.1 403 Forbidden\r\n\r\n', 'http', 'proxy-refused'],
    ['HTTP/1.1 502 Bad Gateway\r\n\r\n', 'http', 'proxy-cannot-reach'],
    ['SSH-2.0-OpenSSH_9.9\r\n', 'http', 'no-http'],
    ['', 'http', 'proxy-closed'],
    ['HTTP/1.1 400 Bad Request\r\n\r\n', 'socks5', 'no-proxy'],
    // RFC 1928: no method suits.
    ['\u0005\u00ff', 'socks5', 'proxy-wants-login'],
  ])('tells of a proxy that answers %j to %s: %s', async (answer, scheme, problem) => {
    const port = await answering(() => answer);
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const outcome = await send(DINGTALK, { HTTPS_PROXY: `${scheme}://127.0.0.1:${port}` });
    expect(outcome).toEqual({ kind: 'unreachable', cause: { code: 'network', fate: 'not-sent', problem } });
    await setImmediate();
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });

  it.each(['http://127.0.0.1:1', 'https://127.0.0.1:1', 'socks5://127.0.0.1:1', 'socks5://nobody.invalid'])(
    'tells a proxy that is not there from a host that is not: %s',
    async (proxy) => {
      const cause = { code: 'network', fate: 'not-sent', problem: 'proxy-unreachable' };
      expect(await send(DINGTALK, { HTTPS_PROXY: proxy })).toEqual({ kind: 'unreachable', cause });
      const direct = 'https://127.0.0.2:2/robot/send?access_token=dummytoken';
      expect(await send(direct, { HTTPS_PROXY: proxy, NO_PROXY: '127.0.0.2' })).toMatchObject({
        cause: { problem: 'refused' },
      });
    },
  );

  it('an https proxy may stand at an address instead of a name', async () => {
    const plain = await answering(() => 'HTTP/1.1 200 OK\r\n\r\n');
    expect(await send(DINGTALK, { HTTPS_PROXY: `https://127.0.0.1:${plain}` })).toMatchObject({
      cause: { problem: 'no-tls' },
    });
  });

  it("tells the proxy's own certificate from that of what answers behind it", async () => {
    const secured = await listening(createTlsServer(SELF_SIGNED));
    const tell = (problem: string) => ({ kind: 'unreachable', cause: { code: 'network', fate: 'not-sent', problem } });
    for (const host of ['127.0.0.1', 'localhost']) {
      expect(await send(DINGTALK, { HTTPS_PROXY: `https://${host}:${secured}` })).toEqual(tell('proxy-untrusted'));
    }
    const tunnel = await listening(createTunnelTo(secured));
    expect(await send(DINGTALK, { HTTPS_PROXY: `http://127.0.0.1:${tunnel}` })).toEqual(tell('self-signed'));
    const direct = `https://127.0.0.1:${secured}/robot/send?access_token=dummytoken`;
    expect(await send(direct, {})).toEqual(tell('self-signed'));
  });

  it('trusts the certificates that .env names, which Node itself has not read', async () => {
    const before = getCACertificates('default');
    using workspace = new Workspace();
    const file = workspace.write('ca.pem', `# of the firm\n${SELF_SIGNED.cert}\n`);
    const secured = await listening(createTlsServer(SELF_SIGNED));
    const webhook = `https://127.0.0.1:${secured}/robot/send?access_token=dummytoken`;
    expect(await send(webhook, {})).toMatchObject({ cause: { problem: 'self-signed' } });
    // What is left to complain of is that it is for dummy.invalid.
    const problem = 'certificate-for-another';
    expect(await send(webhook, { NODE_EXTRA_CA_CERTS: file })).toMatchObject({ cause: { problem } });
    setDefaultCACertificates(before);
  });

  it('tells a host that is not there, without a proxy', async () => {
    expect(await send('https://127.0.0.1:1/robot/send?access_token=dummytoken', {})).toMatchObject({
      cause: { problem: 'refused' },
    });
  });

  it('tells what answers in plain HTTP where TLS should, with a proxy in between and without', async () => {
    const page = 'HTTP/1.1 200 OK\r\n\r\n<html>please log in</html>';
    const plain = await answering(() => page);
    const noTls = { kind: 'unreachable', cause: { code: 'network', fate: 'not-sent', problem: 'no-tls' } };
    expect(await send(`https://127.0.0.1:${plain}/robot/send?access_token=dummytoken`, {})).toEqual(noTls);
    const tunnel = await answering((piece) => (piece === 1 ? 'HTTP/1.1 200 Connection established\r\n\r\n' : page));
    expect(await send(DINGTALK, { HTTPS_PROXY: `http://127.0.0.1:${tunnel}` })).toEqual(noTls);
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
