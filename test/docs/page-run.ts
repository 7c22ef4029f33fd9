import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from '../support/workspace.ts';
import { type ConsoleCommand, consoleCommands } from './console.ts';
import type { Fence, Page } from './markdown.ts';

/** A `console` fence and what its commands really did. */
export interface RanFence {
  readonly fence: Fence;
  readonly commands: readonly ConsoleCommand[];
  /** Of its last command; `undefined` for the daemon, which goes on running. */
  readonly exitCode: number | undefined;
}

/** When a page's examples take place: a Tuesday morning. */
const PAGE_TIME = Date.parse('2026-11-24T08:47:00+08:00');
/** Slow, so that on the slowest machine too it is still the same minute when the page ends. */
const PAGE_SPEED = 0.1;

/**
 * Runs the examples of a page from top to bottom, as a reader would, in a folder as it is after `git clone`:
 * - ```` ```console ```` runs each `$` command in a shell; `exit=1` says what the last one ends with; `by-hand` marks
 *   what is not run here (it needs a network, a terminal or an operating system's service)
 * - ```` ```console daemon ```` starts the daemon, which runs until the page ends, or until a fence marked `stopped`
 * - `file=NAME` on any fence puts its content there first
 */
export async function runPage(page: Page, language: 'en' | 'zh-CN'): Promise<readonly RanFence[]> {
  using folder = new PageFolder(language);
  const ran: RanFence[] = [];
  for (const fence of page.fences) {
    const file = fence.marks.find((mark) => mark.startsWith('file='))?.slice('file='.length);
    if (file !== undefined) folder.write(file, fence.text);
    if (fence.language !== 'console' || fence.marks.includes('by-hand')) continue;
    if (fence.marks.includes('stopped')) await folder.stopDaemon();
    ran.push(fence.marks.includes('daemon') ? await folder.startDaemon(fence) : await folder.runFence(fence));
  }
  await folder.stopDaemon();
  return ran;
}

const SHOWN_OF_DAEMON = /^[^]*?"page":"http.*\n/;

class PageFolder implements Disposable {
  readonly #path = mkdtempSync(join(tmpdir(), 'dingbell-page-'));
  readonly #language: string;
  #daemon: { readonly child: ChildProcess; readonly startedAt: number; readonly port: string } | undefined;

  constructor(language: string) {
    this.#language = language;
    const shipped = join(ROOT, 'schedules');
    for (const name of readdirSync(shipped)) this.write(`schedules/${name}`, readFileSync(join(shipped, name), 'utf8'));
    const robots = readFileSync(join(shipped, 'robots.yaml'), 'utf8');
    this.write('schedules/robots.yaml', robots.replace('port: 8787', 'port: 0'));
    copyFileSync(join(ROOT, '.env.example'), join(this.#path, '.env.example'));
    mkdirSync(join(this.#path, 'node_modules/.bin'), { recursive: true });
    symlinkSync(process.execPath, join(this.#path, 'node_modules/.bin/node'));
    const dingbell = `"${process.execPath}" --import "${join(import.meta.dirname, 'page-clock-child.ts')}" "${join(ROOT, 'src/dingbell.cjs')}"`;
    this.#program('npx', `shift; exec ${dingbell} "$@"`);
    this.#program('npm', `[ "$1" = start ] || exit 127; exec ${dingbell} run`);
    this.#program('curl', `exec "${process.execPath}" "${join(import.meta.dirname, 'curl-child.ts')}" "$@"`);
  }

  write(file: string, content: string): void {
    const path = join(this.#path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  async runFence(fence: Fence): Promise<RanFence> {
    const commands: ConsoleCommand[] = [];
    let exitCode = 0;
    for (const { command } of consoleCommands(fence.text)) {
      const child = this.#spawn(command);
      const printed = this.#printed(child);
      [exitCode] = (await once(child, 'close')) as [number];
      commands.push({ command, output: this.#asOnPage(printed.join('')) });
    }
    return { fence, commands, exitCode };
  }

  /** Shows what the daemon prints until it says where its page is. Its first message is delivered by then. */
  async startDaemon(fence: Fence): Promise<RanFence> {
    const [first] = consoleCommands(fence.text);
    if (!first) throw new Error(`line ${fence.line}: no command`);
    this.#holidaysAsked();
    const startedAt = Date.now();
    const child = this.#spawn(first.command);
    const printed = this.#printed(child);
    let output = '';
    while (!SHOWN_OF_DAEMON.test(output) || !output.includes('"msg":"delivered"')) {
      await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'close')]);
      output = printed.join('');
      if (child.exitCode !== null) throw new Error(`the daemon ended:\n${output}`);
    }
    this.#daemon = { child, startedAt, port: /127\.0\.0\.1:(\d+)/.exec(output)?.[1] ?? '' };
    const [shown = ''] = SHOWN_OF_DAEMON.exec(output) ?? [];
    return { fence, commands: [{ ...first, output: this.#asOnPage(shown) }], exitCode: undefined };
  }

  /** Asked a moment ago, so that a page shows the same with the network and without it. */
  #holidaysAsked(): void {
    const at = new Date(PAGE_TIME).toISOString();
    const years = [2026, 2027].map((year) => ({ year, kind: year === 2026 ? 'confirmed' : 'unannounced' }));
    this.write('data/holidays/refreshed.json', JSON.stringify({ at }));
    this.write('data/holidays/asked.json', JSON.stringify({ at, years }));
  }

  async stopDaemon(): Promise<void> {
    if (!this.#daemon) return;
    const { child } = this.#daemon;
    this.#daemon = undefined;
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
  }

  [Symbol.dispose](): void {
    this.#daemon?.child.kill('SIGKILL');
    rmSync(this.#path, { recursive: true, force: true });
  }

  #program(name: string, script: string): void {
    this.write(`.programs/${name}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.#path, '.programs', name), 0o755);
  }

  #spawn(command: string): ChildProcess {
    const from = PAGE_TIME + PAGE_SPEED * (this.#daemon ? Date.now() - this.#daemon.startedAt : 0);
    // Exec: a signal to the shell would not reach a daemon that it started.
    const script = /[|;&<>]/.test(command) ? command : `exec ${command}`;
    return spawn('/bin/sh', ['-c', script], {
      cwd: this.#path,
      env: {
        PATH: [join(this.#path, '.programs'), process.env['PATH']].join(delimiter),
        HOME: this.#path,
        TZ: 'Asia/Shanghai',
        LANG: this.#language === 'en' ? 'C.UTF-8' : 'zh_CN.UTF-8',
        DINGBELL_LANG: this.#language,
        PAGE_CLOCK_FROM: String(from),
        PAGE_CLOCK_SPEED: String(PAGE_SPEED),
        PAGE_PORT: this.#daemon?.port ?? '',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  #printed({ stdout, stderr }: ChildProcess): string[] {
    const printed: string[] = [];
    for (const stream of [stdout, stderr]) stream?.setEncoding('utf8').on('data', (text: string) => printed.push(text));
    return printed;
  }

  /** The folder and the port are new each time: a page shows those that its reader may have. */
  #asOnPage(output: string): string {
    return output.replaceAll(this.#path, '/home/me/dingbell').replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8787');
  }
}
