import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';

export const ENTER = '\r';
export const DOWN = '\u001B[B';
export const UP = '\u001B[A';
export const LEFT = '\u001B[D';
export const SPACE = ' ';
export const CTRL_C = '\u0003';

/** The real command on what it takes for a terminal, answered question by question. */
export class Conversation {
  readonly #child;
  readonly #ended: Promise<number | null>;
  #output = '';
  #errors = '';
  /** Up to here, in what a person sees of the output. */
  #heard = 0;
  #listeners = new Set<() => void>();

  constructor(args: readonly string[], { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> }) {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, 'terminal-child.ts'), ...args], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: cwd, TZ: 'Asia/Shanghai', TERM: 'xterm', NO_COLOR: '1', ...env },
    });
    onTestFinished(() => void this.#child.kill('SIGKILL'));
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      for (const listener of this.#listeners) listener();
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.#ended = new Promise((resolve) => this.#child.on('close', resolve));
    void this.#ended.then(() => this.#listeners.forEach((listener) => listener()));
  }

  /** Everything that stood on the terminal, as it came. */
  get output(): string {
    return this.#output;
  }

  get errors(): string {
    return this.#errors;
  }

  /** Waits until something is said that was not there at the last answer. */
  async hears(what: string): Promise<void> {
    for (;;) {
      const found = stripVTControlCharacters(this.#output).indexOf(what, this.#heard);
      if (found !== -1) {
        this.#heard = found + what.length;
        return;
      }
      if (this.#child.exitCode !== null) throw new Error(`ended without saying “${what}”: ${this.#said()}`);
      await new Promise<void>((resolve) => {
        const listener = () => {
          this.#listeners.delete(listener);
          resolve();
        };
        this.#listeners.add(listener);
      });
    }
  }

  async answer(question: string, keys: string): Promise<void> {
    await this.hears(question);
    this.#child.stdin.write(keys);
  }

  /** The exit code. */
  async end(): Promise<number | null> {
    return this.#ended;
  }

  #said(): string {
    return stripVTControlCharacters(this.#output) + this.#errors;
  }
}
