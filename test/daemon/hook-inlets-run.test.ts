import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { Daemon } from '../../src/daemon/daemon.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { startDaemon } from '../../src/daemon/start-daemon.ts';
import { systemClock } from '../../src/daemon/system-clock.ts';
import { openStoreInThread } from '../../src/store/open-in-thread.ts';
import { startWebServer } from '../../src/web/server.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';
import { Workspace } from '../support/workspace.ts';

const SECRET = 'an-obvious-dummy-secret-of-the-tests';
const CHANNEL = '/an-obvious-dummy-of-a-channel';

let workspace: Workspace;
let network: Agent;
let daemon: Daemon | undefined;
let server: Server;
let channel: ServerResponse | undefined;
let entries: readonly string[];
let lines: string[];

beforeEach(async () => {
  [workspace, network, channel, entries, lines] = [new Workspace(), new Agent(), undefined, ['v1'], []];
  server = createServer(({ url }, response) => {
    if (url === CHANNEL) {
      channel = response;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: ready\ndata: {}\n\n');
      return;
    }
    const all = entries.map((id) => `<entry><id>${id}</id><title>${id}</title></entry>`);
    response.end(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Releases</title>${all.join('')}</feed>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  await daemon?.stop();
  await network.close();
  server.closeAllConnections();
  server.close();
  workspace[Symbol.dispose]();
});

it('a push through a relay and a new release reach the group; the first ones say that they are connected', async () => {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const yaml = (feed: string): string => `
daemon: { timezone: Asia/Shanghai, locale: en, http: { port: 0 } }
robots: { team: { webhook: sandbox } }
hooks:
  shop: { from: github, relay: "${base}${CHANNEL}", secret: ${SECRET}, robot: team, gather: 0s }
${feed}`;
  workspace.write('schedules/all.yaml', yaml(''));
  const running = await start();
  await until(running, () => running.inlets().get('shop')?.at !== undefined);
  const body = JSON.stringify(JSON.parse(githubPush('through the relay')));
  const event = { ...githubHeaders(body, SECRET), body: JSON.parse(body) as unknown, query: {}, timestamp: 1 };
  channel?.write(`id: 1\ndata: ${JSON.stringify(event)}\n\n`);
  await until(running, () => said(running).includes('through the relay'));
  expect(said(running)).toContain('🔗 shop is connected');

  // An edit: what it does not change goes on undisturbed.
  const before = channel;
  workspace.write('schedules/all.yaml', yaml(`  news: { from: feed, feed: "${base}/r.atom", every: 1m, robot: team }`));
  expect(await running.reload()).toBe(true);
  await until(running, () => said(running).includes('news is connected'));
  expect(channel).toBe(before);
  expect(said(running)).not.toContain('v1');

  const page = await fetch(`${running.address}api/hooks`);
  const { hooks } = (await page.json()) as { hooks: readonly { name: string; address?: string; inlet: object }[] };
  expect(hooks).toMatchObject([
    { name: 'shop', address: expect.stringContaining('/hooks/shop'), inlet: { kind: 'relay', isWell: true } },
    { name: 'news', inlet: { kind: 'feed', isWell: true } },
  ]);
  expect(hooks[1]).not.toHaveProperty('address');
  expect((await running.metrics()).text).toContain('dingbell_hook_inlet_up{hook="shop",kind="relay"} 1');
  expect(await (await fetch(`${running.address}hooks`)).text()).toContain('connected since');
  expect(lines.join('') + JSON.stringify(hooks)).not.toContain(CHANNEL);

  // A restart knows what has been told.
  await running.stop();
  entries = ['v2', 'v1'];
  const again = await start();
  await until(again, () => said(again).includes('v2'));
  expect(said(again)).not.toContain('connected');
  expect(said(again)).not.toContain('v1');
}, 30_000);

async function start(): Promise<Daemon> {
  daemon = await startDaemon({
    directory: workspace.at('schedules'),
    loadConfig: () => loadConfig(workspace.at('schedules'), { cwd: workspace.path, env: {}, locale: 'en' }),
    clock: systemClock,
    random: () => 0.5,
    network,
    createLogger: () =>
      createLogger({ scrub: (line) => line, destination: { write: (line) => void lines.push(line) } }),
    openStore: openStoreInThread,
    serve: (each) => startWebServer({ daemon: each, host: '127.0.0.1', port: 0, onError: () => {} }),
    version: 'test',
  });
  if (!daemon) throw new Error('it gave up');
  return daemon;
}

/** All that stands in the group. */
function said(running: Daemon): string {
  return JSON.stringify(running.sandbox?.conversation() ?? []);
}

async function until(running: Daemon, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      const unsubscribe = running.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }
}
