import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { ROOT, Workspace } from '../support/workspace.ts';

const IS_ROOT = process.getuid?.() === 0;
const HAS_SYSTEMD = spawnSync('systemd-analyze', ['--version']).status === 0;

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

const instructions: readonly Instruction[] = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ name: line.replace(/ .*/, ''), rest: line.replace(/^\w+ /, '') }));

/** Does what the Dockerfile says, step by step, with these folders in the place of those at the root of an image. */
class Image {
  readonly #at: string;
  #folder = '/';

  constructor(at: string) {
    this.#at = at;
  }

  build(): void {
    for (const { name, rest } of instructions) this.#step(name, rest);
  }

  /** The words of the last instruction of that name. */
  words(name: string): readonly string[] {
    const { rest = '' } = instructions.findLast((each) => each.name === name) ?? {};
    return (JSON.parse(rest.replace(/^--.* CMD (?=\[)/, '')) as string[]).map((word) => this.#real(word));
  }

  get folder(): string {
    return this.#real(this.#folder);
  }

  #step(name: string, rest: string): void {
    if (name === 'WORKDIR') this.#enter(rest);
    if (name === 'RUN') execFileSync('sh', ['-c', this.#real(rest)], { cwd: this.folder, stdio: 'pipe' });
    if (name === 'COPY') this.#copy(rest.split(' '));
  }

  #enter(folder: string): void {
    this.#folder = folder;
    mkdirSync(this.folder, { recursive: true });
  }

  #copy(words: readonly string[]): void {
    // What the first stage has made lies where the second one wants it.
    if (words[0]?.startsWith('--from=') === true) return;
    const target = words.at(-1) ?? '';
    for (const source of words.slice(0, -1)) {
      const to = target.endsWith('/') ? join(target, source) : target;
      const place = to.startsWith('/') ? this.#real(to) : join(this.folder, to);
      mkdirSync(dirname(place), { recursive: true });
      cpSync(join(ROOT, source), place, { recursive: true });
    }
  }

  #real(text: string): string {
    return text.replaceAll(/(?<![\w.])\/(app|reminders)\b/g, `${this.#at}/$1`);
  }
}

it.runIf(IS_ROOT)('the Dockerfile, step by step: it is ready, sends, and stops in good order', async () => {
  using workspace = new Workspace();
  execFileSync('chmod', ['755', workspace.path]);
  const image = new Image(workspace.path);
  image.build();
  const user = instructions.find(({ name }) => name === 'USER')?.rest.split(':')[0] ?? '';
  const signal = instructions.find(({ name }) => name === 'STOPSIGNAL')?.rest as NodeJS.Signals;
  const robots = join(workspace.path, 'reminders/schedules/robots.yaml');
  execFileSync('sed', ['-i', 's/port: 8787/port: 0/', robots]);
  const env = { PATH: '/usr/bin:/bin', HOME: '/nowhere', DINGBELL_TOKEN: 'correct-horse-battery-staple' };
  const asUser = ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups'] as const;

  const [program, ...words] = [...asUser, ...image.words('ENTRYPOINT'), ...image.words('CMD')];
  const child = spawn(program, words, { cwd: image.folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let port = '';
  const log: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    log.push(line);
    port = /"page":"http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? port;
    if (line.includes('"delivered"') && port !== '') break;
  }
  const [ask = '', ...script] = image.words('HEALTHCHECK');
  const health = (more: object) =>
    spawnSync(ask, script, { cwd: image.folder, env: { ...env, DINGBELL_PORT: port, ...more } }).status;
  expect(health({})).toBe(0);
  expect(health({ DINGBELL_TOKEN: 'wrong-horse-battery-staple' })).toBe(1);
  child.kill(signal);
  expect(await ended).toEqual([0, null]);
  expect(health({})).toBe(1);
});

it.runIf(HAS_SYSTEMD)('the unit is one that systemd takes, and shuts in what it starts', () => {
  using workspace = new Workspace();
  const text = readFileSync(join(ROOT, 'deploy/dingbell.service'), 'utf8');
  // Here lies this checkout.
  const here = text.replaceAll('/opt/dingbell', ROOT);
  const unit = workspace.write('dingbell.service', here);
  const verified = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
  expect(verified).toMatchObject({ status: 0, stderr: '' });
  // From 0, shut in, to 100, free to do all.
  const security = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', unit]);
  expect(security.status).toBe(0);
});
