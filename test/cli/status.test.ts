import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { systemClock } from '../../src/daemon/system-clock.ts';
import { adopt } from '../../src/daemon/reminder-queue.ts';
import { type EpochMs, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { acquireLock } from '../../src/store/lock.ts';
import type { DaemonState } from '../../src/store/daemon-state.ts';
import { openStore } from '../../src/store/store.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots: { team: { webhook: sandbox } }
reminders:
  each-minute: { robot: team, cron: "* * * * *", text: 又一分钟 }
  lunch: { robot: team, at: "11:50", text: 午饭时间到 }
`;

interface Held {
  /** How long the daemon has run. Default: two hours. */
  readonly for?: number;
  /** What it says of itself. */
  readonly facts?: Partial<DaemonState>;
  /** Through when all is planned. Default: now. */
  readonly through?: EpochMs;
}

/** A data folder that a daemon holds, as far as anybody can tell. */
async function held({ for: ms = 2 * HOUR, facts = {}, through }: Held = {}): Promise<string> {
  const cwd = folder({ 'schedules/all.yaml': YAML });
  const data = join(cwd, 'data');
  const since = toEpochMs(Date.now() - ms);
  const lock = await acquireLock(data, { clock: { ...systemClock, now: () => since } });
  onTestFinished(() => lock?.release());
  const { reminders } = await loadConfig(join(cwd, 'schedules'), { cwd, env: {}, locale: 'en' });
  const { changed } = adopt(reminders, [], through ?? toEpochMs(Date.now()));
  const store = openStore(data);
  await store.daemonState.begin({ pid: process.pid, startedAt: since, problems: [], ...facts });
  await store.plans.commit({ deliveries: [], cursors: changed });
  store.close();
  return cwd;
}

describe('status, of a daemon that runs', () => {
  it('is fine however long it has written nothing, and tells what is lost of its log', async () => {
    const cwd = await held({ facts: { logLinesLost: 7 } });
    const { stdout, code } = await dingbell(['status', '--lang', 'en'], { cwd });
    expect(stdout).toMatch(/Log +7 lines lost, nobody read them\n/);
    expect(stdout).not.toContain('!');
    expect(code).toBe(0);
  });

  it('is not when what was due is not planned', async () => {
    const cwd = await held({ through: toEpochMs(Date.now() - HOUR) });
    const { stdout, code } = await dingbell(['status', '--json'], { cwd });
    const dueAt = expect.stringMatching(/\+08:00$/);
    expect(jsonLines(stdout)).toMatchObject([
      { running: true, pid: process.pid, ailment: { kind: 'stands-still', reminder: 'each-minute', dueAt } },
    ]);
    expect(code).toBe(1);
    const doctor = await dingbell(['doctor', '--json'], { cwd });
    const message = expect.stringContaining('each-minute');
    expect(jsonLines(doctor.stdout)).toContainEqual({ check: 'daemon', status: 'fail', message });
    const people = await dingbell(['status', '--lang', 'zh-CN'], { cwd });
    expect(people.stdout).toMatch(/! 提醒停住了：each-minute 在 .* 就该发出/);
  });

  it.each([
    ['was due a moment ago', { through: toEpochMs(Date.now() - MINUTE) }],
    [
      'the daemon has yet to catch up with, having just started',
      { for: SECOND, through: toEpochMs(Date.now() - HOUR) },
    ],
  ])('is fine when what is not planned %s', async (_name, what) => {
    const cwd = await held(what);
    const { code, stdout } = await dingbell(['status', '--json'], { cwd });
    expect(code, stdout).toBe(0);
  });

  it('is fine when a reminder has just been given other times', async () => {
    const cwd = await held({ through: toEpochMs(Date.now() - HOUR) });
    const store = openStore(join(cwd, 'data'));
    const cursors = await store.plans.cursors();
    await store.plans.commit({
      deliveries: [],
      cursors: cursors.map((each) => ({ ...each, trigger: 'before the edit' })),
    });
    store.close();
    const { code, stdout } = await dingbell(['status', '--json'], { cwd });
    expect(code, stdout).toBe(0);
  });

  it('is not when its database is gone, and it runs all the same', async () => {
    const cwd = await held();
    for (const end of ['', '-wal', '-shm']) rmSync(join(cwd, 'data', `dingbell.db${end}`), { force: true });
    const gone = await dingbell(['status', '--json'], { cwd });
    expect(jsonLines(gone.stdout)).toMatchObject([{ running: true, pid: process.pid, ailment: { kind: 'data-gone' } }]);
    expect(gone.code).toBe(1);
    const doctor = await dingbell(['doctor', '--lang', 'en'], { cwd });
    expect(doctor.stdout).toMatch(/✓ A daemon is running, pid \d+\n✗ .*dingbell\.db was deleted or moved while/);
    expect(doctor.stdout).not.toContain('No daemon');
    expect(doctor.code).toBe(1);
    openStore(join(cwd, 'data')).close();
    const replaced = await dingbell(['status', '--lang', 'en'], { cwd });
    expect(replaced.stdout).toContain('dingbell.db was replaced while the daemon was running');
    expect(replaced.code).toBe(1);
    const seen = await dingbell(['doctor', '--json'], { cwd });
    expect(jsonLines(seen.stdout)).toContainEqual({
      check: 'daemon',
      status: 'fail',
      message: expect.stringContaining('dingbell.db'),
    });
  });
});
