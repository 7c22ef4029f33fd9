import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { robotServer } from './robot-server.ts';
import { dingbell, folder } from './dingbell.ts';

const AT_HOME = ['schedules/robots.yaml', '.env', '.gitignore', 'dingbell.cjs', 'ecosystem.config.cjs'];

describe('init into a folder of its own', () => {
  it('makes all that pm2 needs to start, in a path as people have them', async () => {
    const cwd = folder();
    const { stdout, code } = await dingbell(['init', '我的 提醒', '--yes', '--lang', 'en'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/cd "我的 提醒" && pm2 start ecosystem\.config\.cjs\n$/);
    const home = join(cwd, '我的 提醒');
    for (const file of AT_HOME) expect(existsSync(join(home, file)), file).toBe(true);
    expect(statSync(join(home, '.env')).mode & 0o777).toBe(0o600);
    const { apps } = createRequire(import.meta.url)(join(home, 'ecosystem.config.cjs')) as { apps: readonly object[] };
    expect(apps).toMatchObject([{ name: 'dingbell', cwd: home, script: 'dingbell.cjs', wait_ready: true }]);
    expect((await dingbell(['check', '我的 提醒'], { cwd })).code).toBe(0);
  });

  it('keeps its own secrets in its own .env', async () => {
    const { env } = await robotServer();
    const cwd = folder({ '.env': 'DINGTALK_TEAM_WEBHOOK=sandbox\n' });
    const stdin = `${env.TEAM_WEBHOOK}\n${env.TEAM_SECRET}\n`;
    expect(await dingbell(['init', 'second', '--yes', '--stdin'], { cwd, stdin })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'second/.env'), 'utf8')).toContain(env.TEAM_WEBHOOK);
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('DINGTALK_TEAM_WEBHOOK=sandbox\n');
  });

  it('leaves what is there', async () => {
    const cwd = folder({ 'mine/.gitignore': 'precious\n', 'mine/ecosystem.config.cjs': '// mine\n' });
    expect((await dingbell(['init', 'mine', '--yes'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'mine/.gitignore'), 'utf8')).toBe('precious\n');
    expect(readFileSync(join(cwd, 'mine/ecosystem.config.cjs'), 'utf8')).toBe('// mine\n');
    expect((await dingbell(['init', 'mine', '--yes'], { cwd })).code).toBe(1);
  });
});
