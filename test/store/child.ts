import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A process of its own that tells its progress line by line. */
export interface Child {
  /** The next line of its output; `undefined` = it has ended. */
  line(): Promise<string | undefined>;
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  readonly pid: number;
}

/** Runs a script under the Node that runs them. */
export function startChild(script: URL, ...args: readonly string[]): Child {
  const child: ChildProcessByStdio<null, Readable, null> = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? 0,
    async line() {
      const { value, done } = await lines.next();
      return done === true ? undefined : value;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
