import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { ROOT } from './workspace.ts';

export interface DaemonProcessOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: `run`. */
  readonly args?: readonly string[];
  /** The checkout whose program it is. Default: this one. */
  readonly root?: string;
  /** A command that starts the daemon in its own place: `nsenter …`. Default: none. */
  readonly through?: readonly string[];
}

interface Line {
  readonly msg?: string;
  readonly [field: string]: unknown;
}

/** `dingbell run` as a real child process; its log lines are the signals that tests wait for. */
export class DaemonProcess {
  readonly child: ChildProcess;
  readonly lines: Line[] = [];
  /** Everything it wrote on standard output and standard error. */
  output = '';
  /** Resolves with the exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  readonly #waiting = new Set<() => void>();
  #isOver = false;

  constructor({ cwd, env = {}, args = ['run'], root = ROOT, through = [] }: DaemonProcessOptions) {
    const [command = process.execPath, ...rest] = [
      ...through,
      process.execPath,
      join(root, 'src/dingbell.cjs'),
      ...args,
    ];
    this.child = spawn(command, rest, {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', HOME: cwd, TZ: 'UTC', LANG: 'C.UTF-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.child;
    if (!stdout || !stderr) throw new Error('no pipes');
    createInterface({ input: stdout }).on('line', (line) => this.#take(line));
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    this.exited = once(this.child, 'close').then(([code, signal]) => {
      this.#isOver = true;
      this.#wake();
      return (code ?? signal) as number | NodeJS.Signals;
    });
  }

  /** The first log line, past or future, that `matches`. Rejects when the process ends without one. */
  async line(matches: (line: Line) => boolean): Promise<Line> {
    for (;;) {
      const found = this.lines.find(matches);
      if (found) return found;
      if (this.#isOver) throw new Error(`the daemon ended without that line:\n${this.output}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Planning and delivering. */
  running(): Promise<Line> {
    return this.line(({ msg }) => msg === 'running');
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | NodeJS.Signals> {
    this.child.kill(signal);
    return this.exited;
  }

  #take(text: string): void {
    this.output += `${text}\n`;
    try {
      this.lines.push(JSON.parse(text) as Line);
    } catch {
      this.lines.push({ msg: text });
    }
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
