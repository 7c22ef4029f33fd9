import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/daemon/system-clock.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { dingbell, folder, jsonLines, type Options } from './dingbell.ts';
import { planned, result, TEAM } from '../store/plan.ts';
import { robotServer } from './robot-server.ts';

const YAML = `
daemon: { http: { port: 0 } }
robots:
  team: { webhook: "\${TEAM_WEBHOOK:-sandbox}", secret: "\${TEAM_SECRET:-}", limit: { perMonth: 10 } }
reminders: { lunch: { robot: team, at: "11:50", text: 午饭时间到 } }
`;

/** What the doctor says in a folder, by check. */
async function examine(cwd: string, args: readonly string[] = [], options: Options = {}) {
  const { stdout, stderr, code } = await dingbell(['doctor', ...args, '--json'], { cwd, ...options });
  const findings = jsonLines(stdout);
  return { code, stderr, stdout, find: (check: string) => findings.filter((finding) => finding['check'] === check) };
}

describe('doctor', () => {
  it('finds nothing to mend where nothing has run yet', async () => {
    const { code, find } = await examine(folder({ 'schedules/all.yaml': YAML }));
    expect(find('configuration')).toMatchObject([{ status: 'ok' }]);
    expect(find('daemon')).toMatchObject([{ status: 'warn', mend: expect.stringContaining('npm start') }]);
    expect(find('disk')).toMatchObject([{ status: 'ok' }]);
    expect(find('zone-data')).toHaveLength(1);
    expect(find('network')).toMatchObject([{ status: 'ok' }]);
    expect(find('watched')).toEqual([]);
    expect(code).toBe(0);
  });

  it('sees the daemon, its lock, its last reading and its database', async () => {
    const cwd = folder({ 'schedules/all.yaml': YAML });
    const daemon = new DaemonProcess({ cwd });
    onTestFinished(async () => void (await daemon.stop('SIGKILL')));
    await daemon.line(({ msg }) => msg === 'delivered');
    const { code, find } = await examine(cwd);
    expect(find('daemon')).toEqual([
      { check: 'daemon', status: 'ok', message: expect.stringContaining(`pid ${daemon.child.pid}`) },
    ]);
    expect(find('reload')).toMatchObject([{ status: 'ok' }]);
    expect(find('database')).toMatchObject([{ status: 'ok', message: expect.stringMatching(/\d+ deliver/) }]);
    // The sandbox has none.
    expect(find('quota')).toEqual([]);
    expect(code).toBe(0);
  });

  it('--send proves each robot; the clock is compared on the way', async () => {
    const { sandbox, env } = await robotServer();
    const cwd = folder({ 'schedules/all.yaml': YAML });
    const { code, find } = await examine(cwd, ['--send'], { env });
    expect(find('robot')).toMatchObject([{ status: 'ok' }]);
    expect(find('network')).toMatchObject([{ status: 'ok' }]);
    expect(find('clock')).toMatchObject([{ status: 'ok' }]);
    expect(sandbox.conversation()).toHaveLength(1);
    expect(find('watched')).toMatchObject([{ status: 'warn', mend: expect.stringContaining('heartbeat:') }]);
    expect(code).toBe(0);
  });

  it('--send says what to mend about a robot that refuses, and no secret', async () => {
    const { env } = await robotServer();
    const cwd = folder({ 'schedules/all.yaml': YAML });
    const wrong = { ...env, TEAM_SECRET: 'SEC-wrong-dummy' };
    const { code, stdout, find } = await examine(cwd, ['--send'], { env: wrong });
    expect(find('robot')).toMatchObject([{ status: 'fail', mend: expect.stringContaining('加签') }]);
    expect(stdout).not.toMatch(/SEC-wrong-dummy|dummy-token/);
    expect(code).toBe(1);
  });

  it('says what a proxy wants, and not its password', async () => {
    const proxy = createServer().on('connect', (_request, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => {
      proxy.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const env = {
      TEAM_WEBHOOK: 'https://oapi.dingtalk.com/robot/send?access_token=dummy-token',
      HTTPS_PROXY: `http://me:dummy-password@127.0.0.1:${port}`,
    };
    const { code, stdout, find } = await examine(folder({ 'schedules/all.yaml': YAML }), [], { env });
    expect(find('network')).toEqual([
      {
        check: 'network',
        status: 'fail',
        message: expect.stringMatching(
          /oapi.dingtalk.com cannot be reached through HTTPS_PROXY: the proxy wants a name/,
        ),
        mend: expect.stringContaining('HTTPS_PROXY=http://NAME:PASSWORD@host:port'),
      },
    ]);
    expect(stdout).not.toContain('dummy-password');
    expect(code).toBe(1);
  });

  it('names what breaks the way to a host', async () => {
    const cwd = folder({ 'schedules/all.yaml': YAML });
    const env = { TEAM_WEBHOOK: 'http://127.0.0.1:1/robot/send?access_token=dummy-token' };
    const { code, stdout, find } = await examine(cwd, [], { env });
    expect(find('network')).toMatchObject([
      {
        status: 'fail',
        message: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1 .*the connection was refused \(ECONNREFUSED\)$/),
      },
    ]);
    expect(find('clock')).toMatchObject([{ status: 'warn' }]);
    expect(stdout).not.toContain('dummy-token');
    expect(code).toBe(1);
  });

  it.each([
    ['agrees', 0, 'ok'],
    ['is a minute off', 60_000, 'warn'],
    ['is hours off', 2 * 3_600_000, 'fail'],
  ])('tells by the answer that the clock %s', async (_, ahead, status) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { date: new Date(Date.now() + ahead).toUTCString() }).end('{}');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const env = { TEAM_WEBHOOK: `http://127.0.0.1:${port}/robot/send?access_token=dummy` };
    const { find } = await examine(folder({ 'schedules/all.yaml': YAML }), [], { env });
    expect(find('clock')).toMatchObject([{ status }]);
  });

  it('finds what is wrong with .env', async () => {
    const cwd = folder({ 'schedules/all.yaml': YAML, '.env': 'A=1\nB="open\n', '.git/HEAD': '' });
    chmodSync(join(cwd, '.env'), 0o644);
    const { code, find } = await examine(cwd);
    expect(find('env-file')).toMatchObject([
      { status: 'fail', mend: 'chmod 600 .env' },
      { status: 'fail', message: expect.stringMatching(/^\.env:2: /) },
      { status: 'warn', mend: expect.stringContaining('.gitignore') },
    ]);
    expect(code).toBe(1);
    const check = await dingbell(['check'], { cwd });
    expect(check.stdout).toMatch(/^\.env:2:1 error: the quote on this line/m);
    expect(check.code).toBe(1);
  });

  it('goes on when the configuration cannot be read', async () => {
    const { code, find } = await examine(
      folder({ 'schedules/all.yaml': `${YAML}\nreminder: 1\n`, data: 'not a folder' }),
    );
    expect(find('configuration')).toMatchObject([{ status: 'fail', mend: 'npx dingbell check schedules' }]);
    // One fault hides no other.
    expect(find('data-folder')).toMatchObject([{ status: 'fail' }]);
    for (const check of ['daemon', 'holidays', 'network', 'pm2']) expect(find(check)).not.toHaveLength(0);
    expect(code).toBe(1);
  });

  it('tells days off that are not announced from those that could not be downloaded', async () => {
    const year = Temporal.Now.plainDateISO('Asia/Shanghai').year;
    const asked = (years: readonly object[]) => ({
      'schedules/all.yaml': YAML,
      'data/holidays/asked.json': JSON.stringify({ at: '2026-11-24T00:23:00.000Z', years }),
    });
    const failure = {
      address: 'https://mirror.example',
      reason: { zh: '连接被拒绝', en: 'the connection was refused' },
    };
    const failed = [{ year: year + 1, kind: 'failed', failure }];
    const messageOf = async (files: Readonly<Record<string, string>>, lang = 'en') =>
      (await examine(folder(files), ['--lang', lang])).find('holidays');
    expect(await messageOf(asked([{ year: year + 1, kind: 'unannounced' }]))).toContainEqual({
      check: 'holidays',
      status: 'ok',
      message: `The days off of ${year + 1} are not announced yet`,
    });
    expect(await messageOf(asked(failed))).toContainEqual({
      check: 'holidays',
      status: 'warn',
      message: expect.stringMatching(
        new RegExp(`of ${year + 1} could not be downloaded \\(2026-11-24 Tue 08:23\\): https://mirror.example: the`),
      ),
      mend: expect.stringContaining('HTTPS_PROXY'),
    });
    const [, chinese] = await messageOf(asked(failed), 'zh-CN');
    expect(chinese?.['message']).toMatch(
      new RegExp(`${year + 1} 年的放假安排没能下载（2026-11-24 周二 08:23）.*https://mirror.example：连接被拒绝`),
    );
    // What is at hand is used; who wants no data, is told of no download.
    const again = await messageOf(asked([{ year, kind: 'failed', failure }]));
    expect(again[0]).toMatchObject({ status: 'warn', message: expect.stringContaining('the known ones are used') });
    const off = { ...asked(failed), 'schedules/off.yaml': 'daemon: { holidays: off }' };
    off['schedules/all.yaml'] = YAML.replace(/^daemon.*$/m, '');
    expect(JSON.stringify(await messageOf(off))).not.toContain('mirror.example');
  });

  it('a lock that is none, or cannot be opened, is not taken for the database', async () => {
    const files = { 'schedules/all.yaml': YAML, 'data/daemon.lock': 'no lock at all, but some text of this length' };
    const none = await examine(folder(files));
    expect(none.find('database')).toEqual([]);
    expect(none.find('data')).toEqual([
      {
        check: 'data',
        status: 'fail',
        message: expect.stringMatching(/daemon\.lock should be the lock .* remove this/),
      },
    ]);
    const closed = await examine(folder({ 'schedules/all.yaml': YAML, 'data/daemon.lock/x': '' }));
    expect(closed.find('database')).toEqual([]);
    expect(closed.find('data')).toEqual([
      {
        check: 'data',
        status: 'fail',
        message: expect.stringMatching(/daemon\.lock: it cannot be opened for writing/),
      },
    ]);
    expect(closed.stdout).not.toContain('backup,');
    expect([none.code, closed.code]).toEqual([1, 1]);
  });

  it('a data folder that is a file, and a database that is none', async () => {
    const file = folder({ 'schedules/all.yaml': YAML, data: 'not a folder' });
    expect((await examine(file)).find('data-folder')).toMatchObject([{ status: 'fail' }]);
    const broken = folder({ 'schedules/all.yaml': YAML, 'data/dingbell.db': 'no database at all, but some text' });
    const { code, find } = await examine(broken);
    expect(find('database')).toMatchObject([{ status: 'fail', mend: expect.stringContaining('backup') }]);
    expect(code).toBe(1);
    const inChinese = await dingbell(['doctor', '--lang', 'zh-CN'], { cwd: broken });
    expect(inChinese.stdout).toMatch(/dingbell\.db：它已损坏，或者不是数据库；请从备份恢复/);
    const history = await dingbell(['history', '--lang', 'zh-CN'], { cwd: broken });
    expect(history.stderr).toMatch(/^错误：.*它已损坏/);
  });

  it('a robot that is stopped, what waits for it too long, and a clock that was set back', async () => {
    const { env } = await robotServer();
    const cwd = folder({ 'schedules/all.yaml': YAML });
    // The wrong secret stops the robot.
    await dingbell(['send', 'team', 'a'], { cwd, env: { ...env, TEAM_SECRET: 'SEC-wrong' } });
    const store = openStore(join(cwd, 'data'));
    const later = toEpochMs(Date.now() + 3_600_000);
    const earlier = toEpochMs(Date.now() - 3_600_000);
    const [known] = await store.history.list({ limit: 1 });
    const { id: _id, ...delivery } = known!.delivery;
    await store.plans.commit({
      deliveries: [
        { ...delivery, id: 'from-the-future', state: 'pending', createdAt: later, dueAt: later },
        { ...delivery, id: 'long-waiting', state: 'pending', dueAt: earlier, expiresAt: later },
      ],
      cursors: [],
    });
    store.close();
    const { code, find } = await examine(cwd, [], { env: { ...env, TEAM_SECRET: 'SEC-wrong' } });
    expect(find('lane')).toMatchObject([{ status: 'fail', message: expect.stringMatching(/^team is stopped since/) }]);
    expect(find('backlog')).toMatchObject([{ status: 'warn', message: expect.stringContaining('1 message waiting') }]);
    expect(find('clock-set-back')).toMatchObject([{ status: 'warn' }]);
    expect(code).toBe(1);
  });

  it('why a robot cools down, in the language of the reader; status too', async () => {
    const { env } = await robotServer();
    const cwd = folder({ 'schedules/all.yaml': YAML });
    await dingbell(['send', 'team', 'a'], { cwd, env });
    const store = openStore(join(cwd, 'data'));
    const now = toEpochMs(Date.now());
    const [known] = await store.history.list({ limit: 1 });
    const waiting = planned('b', { lane: known!.delivery.lane, dueAt: now });
    await store.plans.commit({ deliveries: [waiting], cursors: [] });
    const at = systemClock.read();
    await store.members.join({ id: 'a daemon', pid: 1, host: 'here' }, at);
    const lanes = [{ ...TEAM, lane: waiting.lane }];
    const answer = await store.outbox.claim({ at, member: 'a daemon', lanes });
    const [claim] = answer.kind === 'claimed' ? answer.claims : [];
    const cause = { code: 'vendor', meaning: 'quota', errcode: 90_030, text: 'x' } as const;
    const quota = { kind: 'throttled', coolDownMs: 3_600_000, isLong: true, cause } as const;
    await store.outbox.record([{ ...result(claim!, quota, now), finished: at }]);
    await store.members.leave('a daemon');
    store.close();
    const { find } = await examine(cwd, [], { env });
    expect(find('lane')).toMatchObject([
      { status: 'warn', message: expect.stringMatching(/^team cools down until .*: the organisation's webhook quota/) },
    ]);
    const { stdout } = await dingbell(['status', '--lang', 'zh-CN'], { cwd, env });
    expect(stdout).toMatch(/team 冷却到 .*：组织的 Webhook 额度已用完（90030 x）/);
  });

  it("knows how much of the month's quota is left; status too", async () => {
    const { env } = await robotServer();
    const cwd = folder({ 'schedules/all.yaml': YAML });
    for (const text of ['a', 'b', 'c', 'd']) await dingbell(['send', 'team', text], { cwd, env });
    for (const [perMonth, status] of [
      [10, 'ok'],
      [5, 'warn'],
      [4, 'fail'],
    ]) {
      writeFileSync(join(cwd, 'schedules/all.yaml'), YAML.replace('perMonth: 10', `perMonth: ${perMonth}`));
      const { find } = await examine(cwd, [], { env });
      expect(find('quota')).toMatchObject([{ status, message: `team: 4 of ${perMonth} calls this month` }]);
    }
    const { stdout } = await dingbell(['status'], { cwd, env });
    expect(stdout).toMatch(/This month +team: 4 of 4 calls/);
  });

  it('knows whether pm2 will start it again', async () => {
    const cwd = folder({ 'schedules/all.yaml': YAML });
    mkdirSync(join(cwd, '.pm2'));
    writeFileSync(join(cwd, '.pm2/pm2.pid'), '1');
    writeFileSync(join(cwd, '.pm2/dump.pm2'), '[]');
    expect((await examine(cwd)).find('pm2')).toMatchObject([
      { status: 'warn', mend: expect.stringContaining('pm2 save') },
    ]);
    writeFileSync(join(cwd, '.pm2/dump.pm2'), JSON.stringify([{ name: 'bell', pm_cwd: cwd }]));
    const [finding] = (await examine(cwd)).find('pm2');
    expect(finding?.['mend'] ?? '').not.toContain('pm2 save');
  });

  it('speaks to people in their language, one finding per line, what to do below it', async () => {
    const { stdout } = await dingbell(['doctor', '--lang', 'zh-CN'], { cwd: folder({ 'schedules/all.yaml': YAML }) });
    expect(stdout).toMatch(/^✓ Node /);
    expect(stdout).toMatch(/\n! .*还没有运行过守护进程\n {4}→ npm start/);
    expect(stdout).toMatch(/能用，有 \d 处要留意。\n$/);
  });
});
