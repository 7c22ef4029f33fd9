import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Pm2 } from '../support/pm2.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { ROOT, Workspace } from '../support/workspace.ts';

const OWN = `
daemon: { locale: en, http: { port: 0 } }
robots: { team: { webhook: sandbox } }
reminders: { tea: { robot: team, at: "15:30", text: 喝茶 } }
`;

/** A repository as it was before `schedules/mine`, a clone of it in which somebody edited, and what came since. */
class Repository {
  readonly workspace = new Workspace('up grade 升级-');
  readonly clone = this.workspace.at('clone');
  readonly #origin = this.workspace.at('origin');

  constructor() {
    for (const part of ['src', 'schedules', 'package.json', '.gitignore', 'ecosystem.config.cjs'])
      cpSync(join(ROOT, part), join(this.#origin, part), { recursive: true });
    rmSync(join(this.#origin, 'schedules/mine'), { recursive: true, force: true });
    renameSync(join(this.#origin, 'schedules/.examples'), this.workspace.at('.examples'));
    renameSync(join(this.#origin, 'src/own-schedules.cjs'), this.workspace.at('own-schedules.cjs'));
    this.git(this.#origin, 'init', '--quiet', '--initial-branch=main');
    this.#commit('before');
    this.git(this.workspace.path, 'clone', '--quiet', this.#origin, this.clone);
    symlinkSync(join(ROOT, 'node_modules'), join(this.clone, 'node_modules'));
    renameSync(this.workspace.at('.examples'), join(this.#origin, 'schedules/.examples'));
    renameSync(this.workspace.at('own-schedules.cjs'), join(this.#origin, 'src/own-schedules.cjs'));
    const file = join(this.#origin, 'schedules/work.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}# New in this version.\n`);
    this.#commit('since');
  }

  /** What is pulled next says that it is this version. */
  release(version: string): void {
    const file = join(this.#origin, 'package.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"version": ".*"/, `"version": "${version}"`));
    this.#commit(version);
  }

  git(cwd: string, ...words: readonly string[]): string {
    const who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com'];
    return execFileSync('git', [...who, ...words], { cwd, encoding: 'utf8', stdio: 'pipe' });
  }

  [Symbol.dispose](): void {
    this.workspace[Symbol.dispose]();
  }

  #commit(message: string): void {
    this.git(this.#origin, 'add', '--all');
    this.git(this.#origin, 'commit', '--quiet', '-m', message);
  }
}

it('who edited the examples is led to a folder of their own, and upgraded, while the daemon runs', async () => {
  using repository = new Repository();
  const { clone } = repository;
  for (const name of ['home.yaml', 'family.yaml', 'life.yaml']) rmSync(join(clone, 'schedules', name), { force: true });
  writeFileSync(join(clone, 'schedules/robots.yaml'), OWN);
  writeFileSync(join(clone, 'schedules/work.yaml'), 'reminders: { lunch: { robot: team, at: "12:00", text: 吃饭 } }\n');
  writeFileSync(join(clone, 'schedules/extra.yaml'), 'reminders: { run: { robot: team, at: "18:00", text: 跑步 } }\n');
  const daemon = new DaemonProcess({ cwd: clone, root: clone });
  const { page } = await daemon.line((line) => typeof line['page'] === 'string');
  const reminders = async (): Promise<readonly string[]> => {
    const answer = await fetch(new URL('api/reminders', page as string));
    return ((await answer.json()) as { readonly reminders: { readonly id: string }[] }).reminders.map(({ id }) => id);
  };
  expect(() => repository.git(clone, 'pull')).toThrow('overwritten by merge');
  const before = await reminders();

  execFileSync('sh', ['-c', 'git fetch --quiet && git show FETCH_HEAD:src/own-schedules.cjs | node'], { cwd: clone });
  await daemon.line(({ msg }) => msg?.startsWith('the new configuration has errors') === true);
  expect(await reminders()).toEqual(before);
  expect(repository.git(clone, 'status', '--porcelain', 'schedules').split('\n')).toEqual(['']);
  repository.git(clone, 'pull', '--quiet');
  expect(existsSync(join(clone, 'schedules/extra.yaml'))).toBe(false);
  expect(await daemon.stop()).toBe(0);

  const after = new DaemonProcess({ cwd: clone, root: clone });
  await after.running();
  const check = execFileSync(process.execPath, ['src/dingbell.cjs', 'check', '--lang', 'en'], {
    cwd: clone,
    encoding: 'utf8',
  });
  expect(check).toMatch(/^schedules: 3 reminders/m);
  // From now on a pull has nothing of theirs in its way, and the daemon nothing to read anew.
  expect(repository.git(clone, 'status', '--porcelain', '--ignored', 'schedules')).toBe('!! schedules/mine/\n');
  expect(await after.stop()).toBe(0);
});

it('as docs/deploy.md has it, under pm2: backup, pull, check, reload; and the way back by restore', async () => {
  using repository = new Repository();
  const { clone, workspace } = repository;
  repository.git(clone, 'pull', '--quiet');
  workspace.write('clone/schedules/mine/all.yaml', OWN);
  const run = (...words: readonly string[]): string =>
    execFileSync(process.execPath, ['src/dingbell.cjs', ...words, '--lang', 'en'], { cwd: clone, encoding: 'utf8' });
  const texts = (): readonly string[] =>
    run('history', '--json')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { readonly message: { readonly text?: string } }).message.text ?? '')
      .filter((text) => text.startsWith('say'));
  const version = (): string => (JSON.parse(run('status', '--json')) as { readonly version: string }).version;

  await using pm2 = new Pm2(workspace);
  await pm2.call('start', join(clone, 'ecosystem.config.cjs'));
  await pm2.appBecomes('online');
  run('send', 'team', 'say one', '--wait');
  expect(run('backup', 'safe.db')).toContain('safe.db');

  repository.release('9.9.9');
  repository.git(clone, 'pull', '--quiet');
  expect(run('check')).toMatch(/^schedules: 1 reminder/m);
  // Until then it is what it was.
  expect(version()).not.toBe('9.9.9');
  await pm2.call('reload', 'dingbell');
  expect(version()).toBe('9.9.9');
  run('send', 'team', 'say two', '--wait');
  expect(texts()).toEqual(['say two', 'say one']);

  await pm2.call('stop', 'dingbell');
  expect(run('restore', 'safe.db')).toContain('is the database now');
  await pm2.call('start', 'dingbell');
  await pm2.appBecomes('online');
  expect(texts()).toEqual(['say one']);
  run('send', 'team', 'say three', '--wait');
  expect(texts()).toEqual(['say three', 'say one']);
});
