import { copyFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/daemon/system-clock.ts';
import { SECOND } from '../../src/schedule/instant.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { type SandboxServer, startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { acquireLock } from '../../src/store/lock.ts';
import { openStore } from '../../src/store/store.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IS_LONG } from '../support/breadth.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { Pm2 } from '../support/pm2.ts';
import { ROOT, Workspace } from '../support/workspace.ts';

const ROBOT = { name: 'team', token: 'dummy-token-of-the-pm2-test', secret: 'SEC-dummy-of-the-pm2-test' };
/** `exp_backoff_restart_delay` of ecosystem.config.cjs. */
const BACKOFF_MS = 500;

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots:
  team: { webhook: "\${WEBHOOK}", secret: "\${SECRET}", limit: { perMinute: 6000 } }
reminders:
  each-second: { robot: team, cron: "* * * * * *", late: 1h, catchUp: all, text: "{{ at | date: 'HH:mm:ss' }}" }
`;

describe('under the real pm2', () => {
  let workspace: Workspace;
  let sandbox: Sandbox;
  let server: SandboxServer;
  let pm2: Pm2;

  beforeEach(async () => {
    // pm2 takes some paths with a space in them for command lines.
    workspace = new Workspace('ding bell 钉铃-');
    sandbox = new Sandbox({ robots: [{ ...ROBOT, perMinute: 1_000_000 }], keep: 100_000 });
    server = await startSandboxServer({ sandbox, now: Date.now });
    copyFileSync(join(ROOT, 'ecosystem.config.cjs'), workspace.at('ecosystem.config.cjs'));
    for (const part of ['src', 'node_modules', 'package.json']) symlinkSync(join(ROOT, part), workspace.at(part));
    workspace.write('.env', `WEBHOOK=${server.webhook(ROBOT)}\nSECRET=${ROBOT.secret}\n`);
    workspace.write('schedules/all.yaml', YAML);
    pm2 = new Pm2(workspace);
  });
  afterEach(async () => {
    await pm2[Symbol.asyncDispose]();
    await server.stop();
    workspace[Symbol.dispose]();
  });

  function nextArrival(): Promise<void> {
    return new Promise((resolve) => {
      const unsubscribe = sandbox.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }

  it('start waits for ready; reload and restart lose and double nothing', async () => {
    await pm2.call('start', 'ecosystem.config.cjs');
    expect((await pm2.app()).pm2_env.status).toBe('online');
    // Ready was said after planning began: the state that `status` reads is there.
    const ready = openStore(workspace.at('data'));
    expect((await ready.daemonState.read()).pid).toBe((await pm2.app()).pid);
    ready.close();

    await nextArrival();
    await pm2.call('reload', 'dingbell');
    await nextArrival();
    await pm2.call('restart', 'dingbell');
    await nextArrival();
    await pm2.call('stop', 'dingbell');

    const store = openStore(workspace.at('data'));
    const history = await store.history.list({ limit: 1_000_000 });
    store.close();
    const deliveries = history.map(({ delivery }) => delivery).toSorted((a, b) => a.dueAt - b.dueAt);
    const first = deliveries[0]?.dueAt ?? 0;
    expect(deliveries.map(({ dueAt }) => dueAt)).toEqual(deliveries.map((_, index) => first + index * SECOND));
    const shown = sandbox.conversation().map(({ msgUuid }) => msgUuid);
    const delivered = deliveries.filter(({ state }) => state === 'delivered');
    expect(shown).toHaveLength(delivered.length);
    expect(new Set(shown)).toEqual(new Set(delivered.map(({ id }) => id)));
    // Only what fell due last may wait for the next start.
    expect(deliveries.slice(delivered.length).filter(({ state }) => state !== 'pending')).toEqual([]);
  });

  it.runIf(IS_LONG)('an invalid configuration, and none kept, stops with 78 and is not looped', async () => {
    await pm2.call('start', 'ecosystem.config.cjs');
    await nextArrival();
    await pm2.call('stop', 'dingbell');
    rmSync(workspace.at('data/accepted.json'), { force: true });
    workspace.write('schedules/all.yaml', YAML.replace('cron:', 'corn:'));
    await pm2.call('restart', 'dingbell').catch(() => undefined);
    // pm2 7.0.4 calls an app that backs off `waiting restart` even when its exit code keeps it from restarting.
    const { pm2_env } = await pm2.appBecomes('waiting restart');
    expect(pm2_env.exit_code).toBe(78);
    const starts = pm2.starts();
    // Nothing tells of a restart that does not happen: several times the delay after which it would.
    await sleep(6 * BACKOFF_MS);
    expect(pm2.starts()).toBe(starts);
    expect(await pm2.app()).toMatchObject({ pid: 0, pm2_env: { restart_time: pm2_env.restart_time } });
  });

  it.runIf(IS_LONG)('a second copy waits at the lock until the first is gone', async () => {
    await pm2.call('start', 'ecosystem.config.cjs');
    const env = { WEBHOOK: server.webhook(ROBOT), SECRET: ROBOT.secret };
    const second = new DaemonProcess({ cwd: workspace.path, env });
    await second.line(({ msg }) => msg?.startsWith('dingbell is already running') === true);
    expect(second.lines.some(({ msg }) => msg === 'running')).toBe(false);
    await pm2.call('stop', 'dingbell');
    await second.running();
    expect(await second.stop(), second.output).toBe(0);
  });

  it.runIf(IS_LONG)(
    'pm2 itself killed: the daemon stops, so that a resurrected one starts no second copy',
    async () => {
      await pm2.call('start', 'ecosystem.config.cjs');
      process.kill(pm2.pid, 'SIGKILL');
      const lock = await acquireLock(workspace.at('data'), { clock: systemClock });
      expect(lock).toBeDefined();
      lock?.release();
    },
  );

  it.runIf(IS_LONG)('leaves no secret in what pm2 keeps', async () => {
    await pm2.call('start', 'ecosystem.config.cjs');
    await nextArrival();
    await pm2.call('save');
    const files = [...workspace.contents()].filter(({ file }) => file !== '.env');
    expect(files.some(({ file }) => file.endsWith('dump.pm2'))).toBe(true);
    for (const { file, bytes } of files) {
      expect(bytes.includes(ROBOT.token), file).toBe(false);
      expect(bytes.includes(ROBOT.secret), file).toBe(false);
    }
  });
});
