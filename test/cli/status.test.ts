import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/daemon/system-clock.ts';
import { HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { acquireLock } from '../../src/store/lock.ts';
import type { DaemonState } from '../../src/store/daemon-state.ts';
import { openStore } from '../../src/store/store.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots: { team: { webhook: sandbox } }
reminders: { lunch: { robot: team, at: "11:50", text: 午饭时间到 } }
`;

/** A data folder that a daemon has had for two hours, as far as anybody can tell. */
async function heldFor2Hours(facts: Partial<DaemonState>): Promise<string> {
  const cwd = folder({ 'schedules/all.yaml': YAML });
  const data = join(cwd, 'data');
  const since = toEpochMs(Date.now() - 2 * HOUR);
  const lock = await acquireLock(data, { clock: { ...systemClock, now: () => since } });
  onTestFinished(() => lock?.release());
  const store = openStore(data);
  await store.daemonState.begin({ pid: process.pid, startedAt: since, problems: [], ...facts });
  store.close();
  return cwd;
}

describe('status, of a daemon that runs', () => {
  it('is fine when it has just said that it is well, and tells what is lost of its log', async () => {
    const cwd = await heldFor2Hours({ wellAt: toEpochMs(Date.now()), logLinesLost: 7 });
    const { stdout, code } = await dingbell(['status', '--lang', 'en'], { cwd });
    expect(stdout).toMatch(/Log +7 lines lost, nobody read them\n/);
    expect(stdout).not.toContain('has not been able');
    expect(code).toBe(0);
  });

  it('is not when it has been silent: on a full disk it cannot even write that', async () => {
    const wellAt = toEpochMs(Date.now() - HOUR);
    const cwd = await heldFor2Hours({ wellAt });
    const { stdout, code } = await dingbell(['status', '--json'], { cwd });
    const [status] = jsonLines(stdout);
    expect(status).toMatchObject({ running: true, pid: process.pid, silentSince: expect.stringMatching(/\+08:00$/) });
    expect(status?.['silentSince']).toBe(status?.['wellAt']);
    expect(code).toBe(1);
    const people = await dingbell(['status', '--lang', 'zh-CN'], { cwd });
    expect(people.stdout).toMatch(/! 守护进程从 .* 起不能正常工作/);
  });

  it('is not when its database is gone, and it runs all the same', async () => {
    const cwd = await heldFor2Hours({});
    for (const end of ['', '-wal', '-shm']) rmSync(join(cwd, 'data', `dingbell.db${end}`), { force: true });
    const { stdout, code } = await dingbell(['status', '--json'], { cwd });
    expect(jsonLines(stdout)).toMatchObject([{ running: true, pid: process.pid, silentSince: expect.any(String) }]);
    expect(code).toBe(1);
  });
});
