import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
const YAML = `
daemon: { timezone: Asia/Shanghai, locale: zh-CN, http: { port: 0 } }
robots: { team: { webhook: sandbox }, ops: { webhook: sandbox } }
people:
  lili: { name: 丽丽, mobile: "13900000000", accounts: { github: lili-w } }
hooks:
  shop:
    from: github
    secret: ${SECRET}
    robot: team
    gather: 1s
    routes: [{ branches: [release], robots: [ops, team] }]
    branches: ["**"]
  quiet: { from: github, secret: ${SECRET}, robot: team, paused: true }
`;

let workspace: Workspace;
let network: Agent;
let daemon: Daemon | undefined;

beforeEach(() => {
  workspace = new Workspace();
  network = new Agent();
  workspace.write('schedules/all.yaml', YAML);
});
afterEach(async () => {
  await daemon?.stop();
  await network.close();
  workspace[Symbol.dispose]();
});

async function start(): Promise<Daemon> {
  daemon = await startDaemon({
    directory: workspace.at('schedules'),
    loadConfig: () => loadConfig(workspace.at('schedules'), { cwd: workspace.path, env: {}, locale: 'en' }),
    clock: systemClock,
    random: () => 0.5,
    network,
    createLogger: () => createLogger({ scrub: (line) => line, destination: { write: () => {} } }),
    openStore: openStoreInThread,
    serve: (each) => startWebServer({ daemon: each, host: '127.0.0.1', port: 0, onError: () => {} }),
    version: 'test',
  });
  if (!daemon) throw new Error('it gave up');
  return daemon;
}

async function post(address: string, hook: string, body: string) {
  const headers = githubHeaders(body, SECRET);
  const response = await fetch(`${address}hooks/${hook}`, { method: 'POST', body, headers });
  return { status: response.status, ...((await response.json()) as { id?: string; state?: string }) };
}

/** What stands in the group of a robot, once there are so many messages. */
async function said(running: Daemon, robot: string, count: number): Promise<readonly string[]> {
  const told = () =>
    (running.sandbox?.conversation() ?? [])
      .filter((each) => each.robot === robot)
      .map((each) => JSON.stringify(each))
      // The daemon's own word of welcome.
      .filter((each) => !each.includes('钉铃已启动'));
  while (told().length < count) {
    await new Promise<void>((resolve) => {
      const unsubscribe = running.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }
  return told();
}

describe('a push', () => {
  it('is answered when it is written down, told in the group, and told once however often it is sent', async () => {
    const running = await start();
    const address = running.address ?? '';
    const body = githubPush('修复购物车总价');
    expect(await post(address, 'shop', body)).toMatchObject({ status: 202, state: 'accepted' });
    expect(await post(address, 'shop', body)).toMatchObject({ status: 200, state: 'duplicate' });
    const [first] = await said(running, 'team', 1);
    expect(first).toContain('修复购物车总价');
    expect(await post(address, 'shop', body)).toMatchObject({ status: 200, state: 'duplicate' });
    await post(address, 'shop', githubPush('another'));
    expect(await said(running, 'team', 2)).toHaveLength(2);
  });

  it('goes where its routes say, to each robot once', async () => {
    const running = await start();
    await post(running.address ?? '', 'shop', githubPush('release it', { branch: 'release' }));
    expect((await said(running, 'ops', 1))[0]).toContain('release it');
    expect((await said(running, 'team', 1))[0]).toContain('release it');
  });

  it('to a paused hook is written down and not told', async () => {
    const running = await start();
    const answer = await post(running.address ?? '', 'quiet', githubPush('hush'));
    expect(answer).toMatchObject({ status: 200, state: 'ignored' });
    expect(await running.inbox.find(answer.id ?? '')).toMatchObject({ state: 'ignored', because: { kind: 'paused' } });
  });

  it('waits for the evening when the month of its robot is nearly used up, of which the owner hears once', async () => {
    const limited = 'robots: { team: { webhook: sandbox, limit: { perMonth: 2 }, onFailure: ops }, ops';
    workspace.write('schedules/all.yaml', YAML.replace('robots: { team: { webhook: sandbox }, ops', limited));
    const running = await start();
    const address = running.address ?? '';
    await post(address, 'shop', githubPush('first'));
    await said(running, 'team', 1);
    const { id = '' } = await post(address, 'shop', githubPush('second'));
    expect((await said(running, 'ops', 1))[0]).toContain('2 次调用已用了 2 次');
    const isHeld = async () => (await running.inbox.find(id))?.because !== undefined;
    while (!(await isHeld())) await new Promise<void>((resolve) => setImmediate(resolve));
    expect(await running.inbox.find(id)).toMatchObject({ state: 'waiting', because: { kind: 'quota' } });
    expect(await said(running, 'team', 1)).toHaveLength(1);
  });

  it('outlives the daemon: what waited is told by the next one', async () => {
    workspace.write('schedules/all.yaml', YAML.replace('gather: 1s', 'gather: 3s'));
    const before = await start();
    await post(before.address ?? '', 'shop', githubPush('waits'));
    await before.stop();
    const after = await start();
    expect((await said(after, 'team', 1))[0]).toContain('waits');
    const [event] = await after.inbox.list({ hook: 'shop' });
    expect(event).toMatchObject({ state: 'told' });
    expect(await after.history.find(event?.deliveries[0] ?? '')).toMatchObject({ delivery: { origin: 'hook' } });
  });
});
