import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A small tmpfs over one folder, in a mount namespace of its own: nobody else sees it, and it is gone with its holder,
 * however a test ends.
 */
export class SmallDisk implements AsyncDisposable {
  readonly #holder: ChildProcess;
  /** What starts a program that sees the disk. */
  readonly through: readonly string[];
  /** The folder as it is seen from outside. */
  readonly folder: string;
  readonly #filler: string;

  private constructor(holder: ChildProcess, folder: string) {
    this.#holder = holder;
    const pid = String(holder.pid);
    this.through = ['nsenter', '--target', pid, '--user', '--mount', '--preserve-credentials', '--wd', '--'];
    this.folder = join('/proc', pid, 'root', folder);
    this.#filler = join(this.folder, 'filler');
  }

  /** Why there can be none here; `undefined` = there can. */
  static unavailable(): string | undefined {
    const { status, stderr, error } = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
    return status === 0 ? undefined : `no mount namespace: ${(error?.message ?? String(stderr)).trim()}`;
  }

  /** `cwd` becomes the working directory of what is started on it. */
  static async over(folder: string, { cwd, size }: { cwd: string; size: string }): Promise<SmallDisk> {
    mkdirSync(folder, { recursive: true });
    const script = 'mount -t tmpfs -o "size=$1" tmpfs "$2" && echo mounted && exec cat';
    const holder = spawn('unshare', ['-Urm', 'sh', '-c', script, 'sh', size, folder], {
      cwd,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (holder.stdout === null) throw new Error('no pipe');
    await once(holder.stdout, 'data');
    return new SmallDisk(holder, folder);
  }

  /** Takes every byte that is left. */
  fill(): void {
    const file = openSync(this.#filler, 'a');
    try {
      for (const size of [64 * 1024, 1024, 1]) writeUntilFull(file, Buffer.alloc(size));
    } finally {
      closeSync(file);
    }
  }

  /** Gives back what {@link fill} has taken. */
  free(): void {
    rmSync(this.#filler, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.#holder, 'exit');
    this.#holder.stdin?.end();
    await gone;
  }
}

function writeUntilFull(file: number, chunk: Buffer): void {
  try {
    for (;;) writeSync(file, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
