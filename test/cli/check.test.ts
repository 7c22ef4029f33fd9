import { describe, expect, it } from 'vitest';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const GOOD = `
robots: { team: { webhook: sandbox }, 家人: { webhook: "\${FAMILY_WEBHOOK:-sandbox}" } }
people: { lili: { name: 丽丽, birthday: 1992-03-01 } }
reminders:
  lunch: { robot: team, at: "11:50", text: 午饭时间到 }
  吃药: { robots: [team, 家人], at: "08:00", text: 该吃药了 }
  later: { robot: team, at: "09:00", paused: true, text: later }
`;
const BAD = `
robots: { team: { webhook: sandbox } }
reminders:
  lunch: { robot: team, at: "11:50", txet: 午饭时间到 }
  walk: { robot: teem, cron: "0 9 13 * 5", text: 走一走 }
`;

describe('check', () => {
  it('shows what was understood, and what comes next', async () => {
    const { stdout, stderr, code } = await dingbell(['check'], { cwd: folder({ 'schedules/all.yaml': GOOD }) });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain('schedules: 3 reminders, 2 robots, times in Asia/Shanghai\n');
    expect(stdout).toMatch(/^ {2}team {2}sandbox/m);
    expect(stdout).toContain('Paused: later\n');
    expect(stdout.slice(stdout.indexOf('Next:')).match(/(lunch|吃药)/g)).toHaveLength(3);
  });

  it('shows every error at its place with the line, the caret and what to write, and fails', async () => {
    const { stdout, code } = await dingbell(['check'], { cwd: folder({ 'schedules/all.yaml': BAD }) });
    expect(code).toBe(1);
    for (const place of ['schedules/all.yaml:4:', 'schedules/all.yaml:5:']) expect(stdout).toContain(place);
    expect(stdout).toMatch(/^> 4 \|/m);
    expect(stdout).toMatch(/\^/);
    expect(stdout).toMatch(/→ .*team/);
    expect(stdout).toMatch(/^\d+ errors. Fix them and run check again\.\n$/m);
  });

  it('speaks Chinese', async () => {
    const { stdout } = await dingbell(['check', '--lang', 'zh-CN'], { cwd: folder({ 'schedules/all.yaml': BAD }) });
    expect(stdout).toMatch(/错误：/);
    expect(stdout).toMatch(/个错误。请改好，再运行一次 check。\n$/);
  });

  it('prints one JSON object per problem, and what is to come for a good configuration', async () => {
    const bad = await dingbell(['check', '--json'], { cwd: folder({ 'schedules/all.yaml': BAD }) });
    const problems = jsonLines(bad.stdout);
    expect(problems.length).toBeGreaterThanOrEqual(3);
    for (const problem of problems) {
      expect(problem).toEqual({
        file: 'schedules/all.yaml',
        line: expect.any(Number),
        column: expect.any(Number),
        severity: 'error',
        code: expect.stringMatching(/^[a-z-]+$/),
        message: expect.stringMatching(/./),
        hint: expect.stringMatching(/./),
      });
    }
    const good = await dingbell(['check', '--json'], { cwd: folder({ 'schedules/all.yaml': GOOD }) });
    expect(jsonLines(good.stdout)).toMatchObject([
      { file: 'schedules/all.yaml', line: 2, column: 11, severity: 'info', code: 'quota' },
      { file: 'schedules/all.yaml', line: 2, column: 39, severity: 'info', code: 'quota' },
    ]);
    expect(good).toMatchObject({ stderr: '', code: 0 });
  });

  it('notes at a real robot that nobody would notice a daemon that is no more, and takes what it says to write', async () => {
    const real = (more: string) =>
      `${more}\nrobots: { team: { webhook: "https://oapi.dingtalk.com/robot/send?access_token=dummy" }, ops: { webhook: sandbox } }
reminders: { lunch: { robots: [team, ops], at: "11:50", text: 午饭时间到 } }\n`;
    const checked = async (yaml: string, args: readonly string[] = [], env = {}) => {
      const cwd = folder({ 'schedules/all.yaml': yaml });
      const { stdout, code } = await dingbell(['check', ...args], { cwd, env });
      expect(code).toBe(0);
      return stdout;
    };
    const noted = await checked(real(''), ['--lang', 'en']);
    expect(noted).toMatch(/^ {2}Nobody would notice if the daemon stopped: .*\n {4}→ write daemon/m);
    expect(noted).not.toContain('warning');
    expect(await checked(real(''), ['--lang', 'zh-CN'])).toContain('守护进程停了也没有人会发现');
    expect(jsonLines(await checked(real(''), ['--json']))).toContainEqual(
      expect.objectContaining({ severity: 'info', code: 'unwatched' }),
    );
    // As the hint has it.
    const [, offered = ''] = /write (daemon: .*?) and put/.exec(noted) ?? [];
    const env = { HEARTBEAT_URL: 'https://monitor.example/dummy' };
    expect(await checked(real(offered), [], env)).not.toContain('Nobody would notice');
    expect(await checked(real(offered))).toContain('Nobody would notice');
    const told = real('').replace('dummy" }', 'dummy", onFailure: ops }');
    expect(await checked(told)).not.toContain('Nobody would notice');
    // Somebody is just beginning.
    expect(await checked(GOOD)).not.toContain('Nobody would notice');
  });

  it('foresees more in a minute than a robot may send, and the calls of the month', async () => {
    const reminders = Array.from({ length: 21 }, (_, index) => `  r${index}: { at: "09:00", text: r${index} }`).join(
      '\n',
    );
    const yaml = `robots:\n  team: { webhook: sandbox }\ndefaults: { robot: team }\nreminders:\n${reminders}\n`;
    const cwd = folder({ 'schedules/all.yaml': yaml });
    const { stdout, code } = await dingbell(['check'], { cwd });
    expect(stdout).toMatch(
      /^schedules\/all\.yaml:2:3 warning: robot team: 21 messages .*the last goes out at 09:01 \[peak\]$/m,
    );
    expect(stdout).toMatch(/^The configuration is correct, with 1 warning\.$/m);
    expect(stdout).toMatch(/^ {2}robot team: about 6\d\d of 3,000 calls this month$/m);
    expect(code).toBe(0);
    expect(jsonLines((await dingbell(['check', '--json'], { cwd })).stdout)).toMatchObject([
      { severity: 'warning', code: 'peak', hint: expect.stringMatching(/spread: 2m/) },
      { severity: 'info', code: 'quota' },
    ]);
  });

  it('warnings alone are fine', async () => {
    const yaml =
      'robots: { team: { webhook: sandbox } }\nreminders: { a: { robot: team, cron: "*/7 * * * *", text: a } }\n';
    const { stdout, code } = await dingbell(['check', '--json'], { cwd: folder({ 'schedules/all.yaml': yaml }) });
    expect(jsonLines(stdout)).toMatchObject([
      { severity: 'warning', code: 'cron-uneven-step' },
      { severity: 'warning', code: 'quota' },
    ]);
    expect(code).toBe(0);
  });

  it('a folder that is not there is a problem like any other', async () => {
    const { stdout, code } = await dingbell(['check', 'nowhere', '--json']);
    expect(jsonLines(stdout)).toMatchObject([{ file: 'nowhere', code: 'folder-missing' }]);
    expect(code).toBe(1);
  });

  it('reads .env, which overrides nothing that is set, and never shows what stands there', async () => {
    const wrong = 'https://example.com/robot/send?access_token=dummy-token-of-the-check-test';
    const cwd = folder({ 'schedules/all.yaml': GOOD, '.env': `FAMILY_WEBHOOK=${wrong}\n` });
    const refused = await dingbell(['check', '--verbose'], { cwd });
    expect(refused.stdout).toContain('webhook');
    expect(refused.stdout + refused.stderr).not.toContain('dummy-token');
    expect(refused.code).toBe(1);
    expect((await dingbell(['check'], { cwd, env: { FAMILY_WEBHOOK: 'sandbox' } })).code).toBe(0);
  });
});
