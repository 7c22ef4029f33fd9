import { createServer } from 'node:net';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DaemonProcess } from '../support/daemon-process.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const yaml = (port = 0) => `
daemon: { timezone: Asia/Shanghai, http: { port: ${port} } }
robots: { team: { webhook: sandbox } }
reminders: { lunch: { robot: team, at: "11:50", text: 午饭时间到 } }
`;

/** Killed after the test, however that ends. */
function startDaemon(cwd: string): DaemonProcess {
  const daemon = new DaemonProcess({ cwd });
  onTestFinished(async () => void (await daemon.stop('SIGKILL')));
  return daemon;
}

describe('run, and the commands beside it', () => {
  it('status and history see the daemon, send goes through it, and it stops when asked', async () => {
    const cwd = folder({ 'schedules/all.yaml': yaml() });
    const daemon = startDaemon(cwd);
    await daemon.line(({ msg }) => msg === 'delivered');

    const status = await dingbell(['status', '--json'], { cwd });
    expect(jsonLines(status.stdout)).toEqual([
      expect.objectContaining({
        running: true,
        pid: daemon.child.pid,
        startedAt: expect.stringMatching(/\+08:00$/),
        httpAddress: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
        lastReload: { at: expect.stringMatching(/\+08:00$/), accepted: true },
        problems: [],
        counts: expect.objectContaining({ delivered: 1, pending: 0 }),
        lanes: [],
        // The sandbox has none.
        quota: [],
        next: { at: expect.stringMatching(/T11:50:00\+08:00$/), reminder: 'lunch' },
      }),
    ]);
    expect(status.code).toBe(0);
    expect((await dingbell(['status', '--lang', 'zh-CN'], { cwd })).stdout).toMatch(
      new RegExp(`^守护进程在运行（pid ${daemon.child.pid}），已运行 .*\\n +页面 +http://127`),
    );

    // The sandbox lives in the daemon: only there can it be delivered, on the lane that the daemon sends on.
    const sent = await dingbell(['send', 'team', '开会啦', '--wait'], { cwd });
    expect(sent).toEqual({ stdout: 'team (sandbox): delivered\n', stderr: '', code: 0 });
    const fired = await dingbell(['fire', 'lunch', '--wait', '--json'], { cwd });
    expect(jsonLines(fired.stdout)).toMatchObject([{ robot: 'team', sandbox: true, state: 'delivered' }]);
    const left = await dingbell(['send', 'team', 'later'], { cwd });
    expect(left.stdout).toMatch(/^team \(sandbox\): (pending|delivered)/);
    expect(left.code).toBe(0);

    const history = await dingbell(['history', '--lang', 'zh-CN'], { cwd });
    expect(history.stdout).toMatch(/已送达 +手动发送 +team（沙箱） +开会啦/);
    expect(history.stdout).toMatch(/已送达 +lunch +team（沙箱） +午饭时间到/);
    const limited = await dingbell(['history', '--json', '--limit', '2', '--since', '1h'], { cwd });
    expect(jsonLines(limited.stdout)).toHaveLength(2);
    expect((await dingbell(['history', '--json', '--since', 'now'], { cwd })).stdout).toBe('');

    // Beside the daemon, in the store that it plans by.
    const skipped = await dingbell(['skip', 'lunch', 'tomorrow', '--json'], { cwd });
    const quiet = jsonLines((await dingbell(['status', '--json'], { cwd })).stdout);
    expect(quiet).toMatchObject([{ running: true, overrides: jsonLines(skipped.stdout) }]);
    expect(skipped.code).toBe(0);

    daemon.child.kill('SIGINT');
    expect(await daemon.stop('SIGINT')).toBe(0);
    const stopped = await dingbell(['status'], { cwd });
    expect(stopped.stdout).toMatch(/^No daemon is running on .*data\. Start one with npm start\.\n/);
    expect(stopped.stdout).toMatch(/So far +(\d+) delivered \(\1 in the sandbox\)\n/);
    expect(stopped.code).toBe(1);
  });

  it('logs in English, whatever language its reader has', async () => {
    const cwd = folder({ 'schedules/all.yaml': yaml() });
    const daemon = new DaemonProcess({ cwd, env: { LANG: 'zh_CN.UTF-8' } });
    onTestFinished(async () => void (await daemon.stop('SIGKILL')));
    const page = await daemon.line(({ msg = '' }) => msg.startsWith('the page: http://127.0.0.1:'));
    expect(page['page']).toMatch(/^http:/);
    expect(daemon.output).toContain('no group is connected: nothing reaches DingTalk');
    await daemon.running();
  });

  it('a bad edit hides from nobody what the daemon does', async () => {
    const cwd = folder({ 'schedules/all.yaml': yaml() });
    const daemon = startDaemon(cwd);
    await daemon.line(({ msg }) => msg === 'delivered');
    writeFileSync(join(cwd, 'schedules/all.yaml'), yaml().replace('11:50', '25:00'));
    await daemon.line(({ code }) => code === 'wrong-value');

    const status = await dingbell(['status', '--json'], { cwd });
    expect(jsonLines(status.stdout)).toMatchObject([
      { running: true, lastReload: { accepted: false }, problems: [expect.stringContaining('all.yaml:4:')] },
    ]);
    expect(jsonLines(status.stdout)).not.toMatchObject([{ next: expect.anything() }]);
    expect(status.code).toBe(1);
    const people = await dingbell(['status'], { cwd });
    expect(people.stdout).toMatch(/all\.yaml:4:/);
    expect(people.stdout).not.toMatch(/nothing/i);
    expect((await dingbell(['history'], { cwd })).stdout).toMatch(/delivered/);

    // Without a daemon nobody goes by anything but what stands there.
    expect(await daemon.stop('SIGTERM')).toBe(0);
    const stopped = await dingbell(['history'], { cwd });
    expect(stopped).toMatchObject({ stdout: '', code: 1 });
    expect(stopped.stderr).toMatch(/25:00/);
  });

  it('a busy port moves the page, and nothing else', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    try {
      const cwd = folder({ 'schedules/all.yaml': yaml(port) });
      const before = await dingbell(['status', '--lang', 'en'], { cwd });
      expect(before.stdout).toContain(`! another program has port ${port}: the page will take a free one; end that`);
      const daemon = startDaemon(cwd);
      const told = await daemon.line(({ level, port: taken }) => level === 'warn' && taken === port);
      expect(told.msg).toContain('write http: { port: … } with a free one under daemon:');
      const { page } = await daemon.line(({ page: address }) => address !== undefined);
      expect(page).not.toContain(`:${port}/`);
      const status = await dingbell(['status', '--lang', 'zh-CN'], { cwd });
      expect(status.stdout).toContain(`! 端口 ${port} 被别的程序占用：页面在 ${page as string}；`);
      // It works all the same.
      expect(status.code).toBe(0);
      expect(jsonLines((await dingbell(['status', '--json'], { cwd })).stdout)).toMatchObject([{ portTaken: port }]);
      expect(await daemon.stop('SIGTERM')).toBe(0);
    } finally {
      other.close();
    }
  });

  it('goes on with a token of one character, and with a log that can be read', async () => {
    const cwd = folder({ 'schedules/all.yaml': yaml().replace('port: 0', 'port: 0, token: "1"') });
    const daemon = startDaemon(cwd);
    await daemon.line(({ msg }) => msg === 'delivered');
    expect(daemon.lines.every(({ level, time }) => level !== undefined && time !== undefined)).toBe(true);
    expect(await daemon.stop('SIGTERM')).toBe(0);
  });

  it('opens no inspector to whoever is on this machine', async () => {
    const everySecond = yaml().replace('at: "11:50"', 'cron: "* * * * * *"');
    const daemon = startDaemon(folder({ 'schedules/all.yaml': everySecond }));
    await daemon.running();
    daemon.child.kill('SIGUSR1');
    const seen = daemon.lines.length;
    await daemon.line((line) => line.msg === 'delivered' && daemon.lines.indexOf(line) > seen + 1);
    expect(daemon.output).not.toMatch(/debugger/i);
    expect(await daemon.stop('SIGTERM')).toBe(0);
  });

  it('does not start on an invalid configuration: every problem on standard error, exit code 78', async () => {
    const cwd = folder({ 'schedules/all.yaml': yaml().replace('11:50', '25:00').replace('team:', 'taem:') });
    const { stdout, stderr, code } = await dingbell(['run'], { cwd });
    expect({ stdout, code }).toEqual({ stdout: '', code: 78 });
    expect(stderr).toMatch(/25:00/);
    expect(stderr).toMatch(/taem/);
    expect(stderr).toMatch(/2 errors in schedules. Fix them first\.\n$/);
  });

  it('does not start on a host that is not of this machine: exit code 78', async () => {
    const cwd = folder({ 'schedules/all.yaml': yaml().replace('port: 0', 'port: 0, host: 192.0.2.1') });
    const { stderr, code } = await dingbell(['run'], { cwd });
    expect(stderr).toMatch(/cannot listen on 192\.0\.2\.1/);
    expect(code).toBe(78);
  });

  it('looking creates nothing where no daemon has ever run', async () => {
    const cwd = folder({ 'schedules/all.yaml': yaml() });
    expect((await dingbell(['history'], { cwd })).stdout).toBe('Nothing is recorded.\n');
    const { stdout, code } = await dingbell(['status', '--json'], { cwd });
    expect(jsonLines(stdout)).toEqual([
      {
        running: false,
        counts: {},
        deliveredInSandbox: 0,
        later: [],
        lanes: [],
        quota: [],
        overrides: [],
        next: expect.anything(),
      },
    ]);
    expect(code).toBe(1);
    expect((await dingbell(['check', '--json', 'data'], { cwd })).stdout).toContain('folder-missing');
  });
});
