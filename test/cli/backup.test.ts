import { existsSync, mkdirSync, renameSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DAY } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `
daemon: { http: { port: 0 } }
robots: { team: { webhook: sandbox } }
reminders: { lunch: { robot: team, at: "11:50", text: 午饭时间到 } }
`;

function workspace() {
  const cwd = folder({ 'schedules/all.yaml': YAML });
  const run = (...args: readonly string[]) => dingbell(args, { cwd });
  return { cwd, run };
}

async function daemonIn(cwd: string): Promise<DaemonProcess> {
  const daemon = new DaemonProcess({ cwd });
  onTestFinished(async () => void (await daemon.stop('SIGKILL')));
  await daemon.running();
  return daemon;
}

describe('backup and restore', () => {
  it('bring back what was there, around a running daemon', async () => {
    const { cwd, run } = workspace();
    const daemon = await daemonIn(cwd);
    await run('pause', 'lunch');
    const made = await run('backup', 'safe.db');
    expect(made.stdout).toMatch(/^safe\.db: 0\.\d MB, checked\n$/);
    expect(statSync(join(cwd, 'safe.db')).mode & 0o777).toBe(0o600);
    await run('resume', 'lunch');

    const early = await run('restore', 'safe.db');
    expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('Stop the daemon first') });
    expect(await daemon.stop()).toBe(0);
    const restored = await run('restore', 'safe.db');
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    const kept = /kept: (.*)\n/.exec(restored.stdout)?.[1] ?? '';
    expect(existsSync(kept)).toBe(true);
    expect((await run('status')).stdout).toMatch(/lunch: paused/);

    await run('restore', kept);
    expect((await run('status')).stdout).not.toMatch(/lunch: paused/);
  });

  it('never write over a file', async () => {
    const { cwd, run } = workspace();
    openStore(join(cwd, 'data')).close();
    expect((await run('backup', 'safe.db')).code).toBe(0);
    expect(await run('backup', 'safe.db')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('exists already'),
    });
  });

  it('name a file of their own, as JSON too', async () => {
    const { cwd, run } = workspace();
    openStore(join(cwd, 'data')).close();
    const [{ file = '' } = {}] = jsonLines((await run('backup', '--json')).stdout) as { readonly file?: string }[];
    expect(file).toMatch(/^dingbell-\d{4}-\d{2}-\d{2}-\d{6}\.db$/);
    expect(existsSync(join(cwd, file))).toBe(true);
    const [said] = jsonLines((await run('restore', file, '--json')).stdout);
    expect(said).toEqual({ restored: file, before: expect.stringContaining('data/backups/before-restore-') });
  });

  it('say that there is nothing to copy', async () => {
    const { run } = workspace();
    expect(await run('backup')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no file') });
    expect(await run('restore', 'no.db')).toMatchObject({ code: 1, stderr: expect.stringContaining('no.db') });
  });
});

describe('doctor', () => {
  it('tells of the last backup that the daemon made, and when it is old', async () => {
    const { cwd, run } = workspace();
    const finding = async () =>
      jsonLines((await run('doctor', '--json')).stdout).find(({ check }) => check === 'backup');
    openStore(join(cwd, 'data')).close();
    expect(await finding()).toMatchObject({ status: 'ok', message: expect.stringContaining('No backup yet') });
    mkdirSync(join(cwd, 'data/backups'));
    for (const date of ['2026-11-23', '2026-11-24']) {
      await run('backup', `${date}.db`);
      renameSync(join(cwd, `${date}.db`), join(cwd, `data/backups/${date}.db`));
    }
    const last = join(cwd, 'data/backups/2026-11-24.db');
    expect(await finding()).toMatchObject({ status: 'ok', message: expect.stringContaining(last) });
    const longAgo = (Date.now() - 3 * DAY) / 1_000;
    utimesSync(last, longAgo, longAgo);
    expect(await finding()).toMatchObject({ status: 'warn', mend: expect.stringContaining('each day') });
  });
});
