import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Agent, request } from 'undici';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer, type SandboxServer } from '../../src/robot/sandbox/server.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';
import { Workspace } from '../support/workspace.ts';

const ROBOT = { name: 'team', token: 'dummy-token-of-the-flood-test' };
const SECRET = 'an-obvious-dummy-secret-of-the-flood';
/** Against a hang; what it takes is a few milliseconds. */
const PATIENCE = 15_000;
const PROBES = 40;
/** A daemon at rest has about 100; half bodies cost garbage until it is collected. */
const MOST_MEBIBYTES = 700;

const YAML = `
daemon: { http: { port: 0 } }
robots: { team: { webhook: "\${WEBHOOK}", limit: { perMinute: 6000 } } }
hooks: { shop: { from: github, secret: "\${HOOK_SECRET}", robot: team, branches: ["**"], gather: 1s } }
reminders: { tick: { robot: team, cron: "* * * * * *", text: "tick {{ at | date: 'HH:mm:ss' }}" } }
`;

const SIGNED = ['POST /hooks/shop HTTP/1.1', 'Host: localhost', 'X-Hub-Signature-256: sha256=00', ''].join('\r\n');
const MEBIBYTE = 1_024 * 1_024;
/** So much of a body as takes a place among the large ones, and no end. */
const LARGE = `Transfer-Encoding: chunked\r\n\r\n${MEBIBYTE.toString(16)}\r\n${'x'.repeat(200_000)}`;

describe('another address is answered, and what is due is sent, beside', () => {
  let workspace: Workspace;
  let sandbox: Sandbox;
  let fake: SandboxServer;
  let daemon: DaemonProcess;
  let page: string;
  let flood: ChildProcess | undefined;
  /** Whoever has nothing to do with it. */
  const neighbour = new Agent({ localAddress: '127.0.0.2', pipelining: 0 });

  beforeEach(async () => {
    workspace = new Workspace();
    sandbox = new Sandbox({ robots: [{ ...ROBOT, perMinute: 1_000_000 }], keep: 100_000 });
    fake = await startSandboxServer({ sandbox, now: Date.now });
    workspace.write('schedules/all.yaml', YAML);
    const env = { WEBHOOK: fake.webhook(ROBOT), HOOK_SECRET: SECRET };
    daemon = new DaemonProcess({ cwd: workspace.path, env });
    await daemon.running();
    page = String((await daemon.line((line) => line['page'] !== undefined))['page']);
  });

  afterEach(async () => {
    flood?.kill('SIGKILL');
    await daemon.stop('SIGKILL');
    await fake.stop();
    workspace[Symbol.dispose]();
  });

  it.each([
    ['2,000 connections with half a header, renewed without pause', 2_000, `${SIGNED}X-Slow: `],
    ['2,000 connections with half a body, renewed without pause', 2_000, `${SIGNED}Content-Length: 100\r\n\r\n{`],
    ['200 slow senders of large bodies at once', 200, `${SIGNED}${LARGE}`],
  ])('%s', async (_, count, beginning) => {
    await flooded(count, beginning);
    for (let index = 0; index < PROBES; index += 1) {
      expect(await statusOf('healthz')).toBe(200);
      const body = githubPush(`push-${index}.`, {
        branch: `b${index}`,
        filler: 'y'.repeat(index % 4 === 0 ? MEBIBYTE : 0),
      });
      expect(await statusOf('hooks/shop', body)).toBe(202);
    }
    // Two more ticks, and each push.
    await shown(2, 'tick');
    for (let index = 0; index < PROBES; index += 1) await shown(1, `push-${index}.`);
    expect(await memory()).toBeLessThan(MOST_MEBIBYTES);
    expect(flood?.exitCode).toBeNull();
    flood?.kill('SIGKILL');
    expect(await daemon.stop(), daemon.output).toBe(0);
    const states = sandbox.arrivals().map(({ kind }) => kind);
    expect(new Set(states)).toEqual(new Set(['shown']));
  });

  async function flooded(count: number, beginning: string): Promise<void> {
    const args = [new URL(page).port, String(count)];
    flood = fork(new URL('./flood-child.ts', import.meta.url), args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    flood.send(beginning);
    await once(flood, 'message');
  }

  async function statusOf(path: string, body?: string): Promise<number> {
    const answer = await request(new URL(path, page), {
      dispatcher: neighbour,
      reset: true,
      signal: AbortSignal.timeout(PATIENCE),
      ...(body !== undefined && { method: 'POST', body, headers: githubHeaders(body, SECRET) }),
    });
    await answer.body.dump();
    return answer.statusCode;
  }

  /** So many more messages with that in them, or one that is there already. */
  async function shown(count: number, text: string): Promise<void> {
    const messages = () =>
      sandbox.conversation().filter(({ payload }) => JSON.stringify(payload).includes(text)).length;
    const enough = text === 'tick' ? messages() + count : count;
    while (messages() < enough) {
      await new Promise<void>((resolve) => {
        const unsubscribe = sandbox.subscribe(() => {
          unsubscribe();
          resolve();
        });
      });
    }
  }

  async function memory(): Promise<number> {
    const { body } = await request(new URL('metrics', page), { dispatcher: neighbour });
    const bytes = /^process_resident_memory_bytes (\S+)/m.exec(await body.text())?.[1];
    return Number(bytes) / MEBIBYTE;
  }
});
