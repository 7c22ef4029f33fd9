import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exchange } from '../../../src/robot/dingtalk/exchange.ts';
import { LateDispatcher } from '../../../src/robot/dingtalk/late-dispatcher.ts';

const TIMEOUTS = { headersMs: 5_000, bodyMs: 5_000, totalMs: 10_000 };

/** Answers everything with what was asked for. */
async function startEcho(): Promise<string> {
  const server = createServer((asked, response) => response.end(asked.url)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function countingLoads(load: () => Promise<Dispatcher> = async () => new Agent()) {
  let loads = 0;
  const dispatcher = new LateDispatcher(() => {
    loads += 1;
    return load();
  });
  onTestFinished(() => dispatcher.destroy());
  return { dispatcher, loads: () => loads };
}

describe('LateDispatcher', () => {
  it('is loaded once, by the first requests, and answers all of them', async () => {
    const origin = await startEcho();
    const { dispatcher, loads } = countingLoads();
    expect(loads()).toBe(0);
    const paths = ['/a', '/b', '/c'];
    const ask = async (path: string): Promise<string> => (await request(origin + path, { dispatcher })).body.text();
    expect(await Promise.all(paths.map(ask))).toEqual(paths);
    expect(await ask('/d')).toBe('/d');
    expect(loads()).toBe(1);
    await dispatcher.close();
  });

  it('says of a request for which it cannot be loaded that it was not sent, and tries again for the next', async () => {
    const origin = await startEcho();
    let isInstalling = true;
    const { dispatcher } = countingLoads(async () => {
      if (isInstalling) throw new Error('the packages are being installed');
      return new Agent();
    });
    const post = { dispatcher, origin, path: '/', body: '{}', timeouts: TIMEOUTS };
    expect(await exchange(post)).toMatchObject({
      kind: 'not-sent',
      error: new Error('the packages are being installed'),
    });
    isInstalling = false;
    expect(await exchange(post)).toMatchObject({ kind: 'answered', body: '/' });
  });

  it('sends nothing that was given up while it was loaded', async () => {
    const origin = await startEcho();
    const loading = Promise.withResolvers<Dispatcher>();
    const { dispatcher } = countingLoads(() => loading.promise);
    const giveUp = new AbortController();
    const post = { dispatcher, origin, path: '/', body: '{}', timeouts: TIMEOUTS, signal: giveUp.signal };
    const result = exchange(post);
    giveUp.abort();
    expect(await result).toMatchObject({ kind: 'not-sent' });
    loading.resolve(new Agent());
  });

  it('closed before the first request, it loads nothing and sends nothing', async () => {
    const { dispatcher, loads } = countingLoads();
    await dispatcher.close();
    await dispatcher.destroy();
    await expect(request('http://127.0.0.1:9/', { dispatcher })).rejects.toThrow(/closed/);
    expect(loads()).toBe(0);
  });
});
