import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packDingbell } from '../support/installed.ts';
import { ROOT, Workspace } from '../support/workspace.ts';

const run = promisify(execFile);
const IS_ROOT = process.getuid?.() === 0;
/** Of `nobody`, or whoever else has that number. */
const SOMEBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

const PM2 = join(ROOT, 'node_modules/pm2/bin/pm2');
const QUIETLY = ['--no-audit', '--no-fund', '--prefer-offline'];
/** What hosts have. */
const HOSTS = { 20: '20.20.2', 22: '22.23.5', 24: '24.22.3' } as const;

let workspace: Workspace;
let tarball: string;
/** Where `npm install -g` puts things, in a path as people have them. */
let prefix: string;

beforeAll(async () => {
  workspace = new Workspace('装 好-');
  // Others have to come by.
  chmodSync(workspace.path, 0o755);
  tarball = packDingbell(workspace);
  prefix = workspace.at('全局 global');
  mkdirSync(workspace.at('hosts'));
  const hosts = Object.entries(HOSTS).map(
    ([name, version]) => `node${name}@npm:node-${process.platform}-${process.arch}@${version}`,
  );
  await run('npm', ['install', '--prefix', workspace.at('hosts'), ...hosts, ...QUIETLY]);
  // By what a host has, and from the registry as this machine reaches it: through its proxy, by its certificates. What
  // npm hands on to the tests that it runs is of this checkout.
  const ours = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const env = { ...Object.fromEntries(ours), ...onHost('20') };
  await run('npm', ['install', '--global', '--prefix', prefix, tarball, ...QUIETLY], { env });
}, 600_000);
afterAll(() => workspace[Symbol.dispose](), 120_000);

function onHost(name: string): NodeJS.ProcessEnv {
  const host = workspace.at(`hosts/node_modules/node${name}/bin`);
  return {
    HOME: process.env['HOME'] ?? workspace.path,
    PATH: [join(prefix, 'bin'), host, '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    LANG: 'C.UTF-8',
  };
}

it('has what runs, and nothing besides', () => {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
    .split('\n')
    .map((file) => file.replace(/^package\//, ''));
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'README.zh-CN.md',
      'dist/program.cjs',
      'dist/library.cjs',
      'dist/types/index.d.ts',
      'docs/deploy.md',
      'ecosystem.config.cjs',
      'schedules/.examples',
      'schedules/schema.json',
      'src/dingbell.cjs',
    ]),
  );
  expect(files.filter((file) => /(?<!\.d)\.ts$|^test|^\.env$|^data/.test(file))).toEqual([]);
});

describe.each(Object.keys(HOSTS))('on a host with Node %s', (name) => {
  it('runs by its own Node, in any folder', async () => {
    const cwd = workspace.at(`on ${name}`);
    mkdirSync(cwd);
    const version = await run('dingbell', ['--version'], { cwd, env: onHost(name) });
    expect(version).toEqual({ stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
    cpSync(join(ROOT, 'schedules'), join(cwd, 'schedules'), { recursive: true });
    const { stdout } = await run('dingbell', ['next', '--count', '1', '--lang', 'en'], { cwd, env: onHost(name) });
    expect(stdout).toMatch(/^When .*\n\d{4}-/);
  });
});

it('npx finds it from another folder, where it is installed for all', async () => {
  const env = { ...onHost('22'), npm_config_prefix: prefix, npm_config_offline: 'true' };
  const { stdout } = await run('npx', ['dingbell', '--version'], { cwd: workspace.at('hosts'), env });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('tells TypeScript what the library is', async () => {
  const folder = workspace.at('全局 global/lib');
  const code = `import { cron } from 'dingbell';
const next: number | undefined = cron('0 9 * * *', { timezone: 'Asia/Shanghai' }).next(0);
console.log(next);
// @ts-expect-error it is no number
const wrong: string = next;
`;
  workspace.write('全局 global/lib/consumer.mts', code);
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const flags = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--lib', 'esnext'];
  const types = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')];
  const ended = await run(tsc, [...flags, ...types, 'consumer.mts'], { cwd: folder }).catch((error: unknown) => error);
  rmSync(join(folder, 'consumer.mts'));
  expect(ended).toMatchObject({ stdout: '', stderr: '' });
});

it.runIf(IS_ROOT)(
  'makes a folder for somebody who may not write where it is installed, and pm2 starts it',
  async () => {
    const home = workspace.at('别人 home');
    mkdirSync(home);
    execFileSync('chown', ['65534:65534', home]);
    const [command = '', ...rest] = SOMEBODY;
    const env = { ...onHost('22'), HOME: home, PM2_HOME: join(home, '.pm2') };
    const asSomebody = (cwd: string, ...words: readonly string[]) => run(command, [...rest, ...words], { cwd, env });

    await expect(asSomebody(home, 'test', '-w', join(prefix, 'lib/node_modules/dingbell'))).rejects.toThrow('Command');
    await asSomebody(home, 'dingbell', 'init', '我的 提醒', '--yes');
    const folder = join(home, '我的 提醒');
    execFileSync('sed', ['-i', 's/^daemon:/daemon:\\n  http: { port: 0 }/', join(folder, 'schedules/robots.yaml')]);
    const pm2 = (...words: readonly string[]) => asSomebody(folder, 'node', PM2, ...words);
    try {
      await pm2('start', 'ecosystem.config.cjs');
      const [app] = JSON.parse((await pm2('jlist')).stdout) as { readonly pm2_env: { readonly status: string } }[];
      expect(app?.pm2_env.status).toBe('online');
      const sent = await asSomebody(folder, 'dingbell', 'send', 'team', '到了吗', '--wait', '--lang', 'en');
      expect(sent.stdout).toBe('team (sandbox): delivered\n');
    } finally {
      await pm2('kill');
    }
  },
);
