import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ended } from './dingbell.ts';

/** One command line, with all that a process of its own would find. */
export interface Job {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/**
 * A process that runs one command after another: most of what a short command takes is to start Node and to load it.
 * In the long run each has a process of its own, as it has with people.
 */
export class WarmProgram {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('./warm-program-child.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  isBusy = false;

  constructor() {
    // Nobody waits for it: it ends with whoever asks it.
    this.#child.unref();
    this.#child.channel?.unref();
  }

  async run(job: Job): Promise<Ended> {
    this.isBusy = true;
    this.#child.channel?.ref();
    try {
      return await this.#answerTo(job);
    } finally {
      this.#child.channel?.unref();
      this.isBusy = false;
    }
  }

  #answerTo(job: Job): Promise<Ended> {
    const { promise, resolve, reject } = Promise.withResolvers<Ended>();
    const fail = (code: number | null): void => reject(new Error(`ended with ${code} in: ${job.args.join(' ')}`));
    this.#child.once('exit', fail);
    this.#child.once('message', (ended) => {
      this.#child.off('exit', fail);
      resolve(ended as Ended);
    });
    this.#child.send(job);
    return promise;
  }
}
