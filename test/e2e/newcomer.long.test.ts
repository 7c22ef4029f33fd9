import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { Conversation, ENTER } from '../cli/conversation.ts';
import { robotServer } from '../cli/robot-server.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { Pm2 } from '../support/pm2.ts';
import { ROOT, Workspace } from '../support/workspace.ts';
import { answerUpToExamples, READERS } from './readers.ts';

const WHO = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com'];

/** A clone as a newcomer has it, and the repository that it is a clone of. */
class Clone {
  readonly workspace = new Workspace('新 clone-');
  readonly path = this.workspace.at('dingbell');
  readonly #origin = this.workspace.at('origin');

  readonly #lang: string;

  constructor(lang: string) {
    this.#lang = lang;
    for (const [from, to] of [
      [ROOT, this.#origin],
      [this.#origin, this.path],
    ] as const)
      execFileSync('git', ['clone', '--quiet', from, to], { stdio: 'pipe' });
  }

  /** As the host's npm does it, without what the npm that runs the tests hands on. */
  async install(...more: readonly string[]): Promise<void> {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    await promisify(execFile)('npm', ['ci', '--prefer-offline', ...more], { cwd: this.path, env });
  }

  /** Not synchronously: the robot answers in this process. */
  async run(...words: readonly string[]): Promise<string> {
    const all = ['src/dingbell.cjs', ...words, '--lang', this.#lang];
    return (await promisify(execFile)(process.execPath, all, { cwd: this.path })).stdout;
  }

  /** A release of which a pull brings the version. */
  release(version: string): void {
    const file = join(this.#origin, 'package.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"version": ".*"/, `"version": "${version}"`));
    execFileSync('git', [...WHO, 'commit', '--quiet', '--all', '-m', version], { cwd: this.#origin });
  }

  pull(): void {
    execFileSync('git', ['pull', '--quiet'], { cwd: this.path, stdio: 'pipe' });
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.path, file), text);
  }
}

/** The file that the page has them write. */
function exampleOf(page: string): string {
  const [, yaml = ''] =
    /```yaml file=schedules\/mine.yaml\n([^]*?)```/.exec(readFileSync(join(ROOT, page), 'utf8')) ?? [];
  return yaml.replaceAll(/^ {3}/gm, '');
}

it.each(READERS)('the readme in order, in a fresh clone, in $lang', async ({ lang, page, asked }) => {
  const { sandbox, env } = await robotServer();
  const clone = new Clone(lang);
  onTestFinished(() => clone.workspace[Symbol.dispose]());
  const read = (): string => JSON.stringify(sandbox.conversation().map(({ payload }) => payload));
  const said = () => clone.run('history', '--json');
  await clone.install();

  // Start; connect the group beside the running daemon; a first reminder; a message at the robot.
  const daemon = new DaemonProcess({ cwd: clone.path, root: clone.path });
  onTestFinished(() => void daemon.stop('SIGKILL'));
  await daemon.line(({ msg }) => msg?.startsWith('no group is connected') === true);
  await daemon.line(({ msg }) => msg === 'delivered');
  const conversation = new Conversation(['init', '--lang', lang], { cwd: clone.path });
  await answerUpToExamples(conversation, asked, env.TEAM_WEBHOOK);
  await conversation.answer(asked.examples, ENTER);
  await conversation.answer(asked.write, ENTER);
  await conversation.hears(asked.arrived);
  expect(await conversation.end(), conversation.errors).toBe(0);
  const tea = exampleOf(page);
  clone.write('schedules/mine.yaml', tea);
  await daemon.line(({ msg, added }) => msg === 'the configuration was read again' && added === 1);
  expect(await clone.run('check')).toMatch(/team +http:\/\/127\.0\.0\.1/);
  expect(await clone.run('next', '--reminder', 'tea', '--count', '2')).toMatch(/15:30 +tea +team/);
  await clone.run('fire', 'tea', '--wait');
  expect(read()).toContain('喝杯茶');
  expect(await daemon.stop()).toBe(0);

  // On a server: pm2, in four lines, of which the last is the system's.
  await using pm2 = new Pm2(clone.workspace);
  await pm2.call('start', join(clone.path, 'ecosystem.config.cjs'));
  await pm2.appBecomes('online');
  await pm2.call('save');

  // Upgrade, with the backup before it; the user's own files are in nobody's way.
  expect(await clone.run('backup', 'safe.db')).toMatch(/checked|已检查/);
  clone.release('9.9.9');
  clone.pull();
  await clone.install('--omit=dev');
  expect(await clone.run('check')).toMatch(/\b9 (?:reminders|条提醒)/);
  await pm2.call('reload', 'dingbell');
  expect(await clone.run('status', '--json')).toContain('"version":"9.9.9"');
  await clone.run('send', 'team', 'after the upgrade', '--wait');
  expect(await said()).toContain('after the upgrade');

  // Restore.
  await pm2.call('stop', 'dingbell');
  await clone.run('restore', 'safe.db');
  await pm2.call('start', 'dingbell');
  await pm2.appBecomes('online');
  expect(await said()).toContain('喝杯茶');
  expect(await said()).not.toContain('after the upgrade');

  // Reboot, with a bad edit on disk.
  await pm2.call('kill');
  clone.write('schedules/mine.yaml', tea.replace('text:', 'txet:'));
  await pm2.call('resurrect');
  await pm2.appBecomes('online');
  expect(await spoken(clone)).toMatch(/started on the last correct configuration|启动时用的是上一份正确的配置/);
  expect(await spoken(clone)).toContain('schedules/mine.yaml:');
  await clone.run('send', 'team', 'after the reboot', '--wait');
  expect(read()).toContain('after the reboot');
  clone.write('schedules/mine.yaml', tea);
  await expect
    .poll(async () => JSON.parse(await spoken(clone, '--json')) as object, { timeout: 20_000 })
    .toMatchObject({
      lastReload: { accepted: true },
      problems: [],
    });
  expect(await clone.run('next', '--reminder', 'tea', '--count', '1')).toContain('tea');
  // Nothing of the examples, through all of that.
  expect(read()).not.toMatch(/打卡|午饭|起来走走/);
});

/** What `status` says, whatever its exit code is. */
async function spoken(clone: Clone, ...more: readonly string[]): Promise<string> {
  try {
    return await clone.run('status', ...more);
  } catch (error) {
    return String((error as { readonly stdout?: unknown }).stdout);
  }
}
