import { realpath, statfs } from 'node:fs/promises';
import { SECOND } from '../schedule/instant.ts';
import { fileEvents, type FileEvents } from './file-events.ts';
import { lookAt } from './folder-stamp.ts';

export interface FolderWatchOptions {
  readonly directory: string;
  /** The folder may have changed and is quiet now. Not called again before it is settled; one that rejects is told. */
  readonly onChange: () => Promise<void>;
  /** Reading what changed failed; the next change is another try. */
  readonly onFailure: (error: unknown) => void;
  /** There are no notices of changes; the folder is looked at every second instead. Called once, with the reason. */
  readonly onTrouble: (reason: string) => void;
  /** Default: the operating system's. */
  readonly events?: FileEvents;
}

export interface FolderWatch {
  /** Resolves when no `onChange` is under way and none will come. Idempotent. */
  stop(): Promise<void>;
}

/** Editors write in several steps, `git pull` writes many files: nothing is read before it has been quiet so long. */
const QUIET = SECOND / 4;
/** Whoever writes without a pause does not keep an edit from taking effect. */
const LONGEST_WAIT = SECOND;
/** How often to look whether a notice was missed. */
const SAFETY_LOOK = 30 * SECOND;
/** How often to look where no notices come. */
const FREQUENT_LOOK = SECOND;

/** Tells when a folder of schedules has changed, soon after it has, whatever way it was written. */
export function watchFolder(options: FolderWatchOptions): FolderWatch {
  const { directory, onChange, onFailure, onTrouble, events = fileEvents } = options;
  const burst = createBurst(run);
  let running: Promise<void> | undefined;
  let changedMeanwhile = false;
  let isInTrouble = false;
  let stopped: Promise<void> | undefined;

  function run(): void {
    if (running !== undefined) {
      changedMeanwhile = true;
      return;
    }
    running = onChange()
      .catch(onFailure)
      .finally(() => {
        running = undefined;
        if (changedMeanwhile) burst.poke();
        changedMeanwhile = false;
      });
  }

  function onError(error: unknown): void {
    if (OUT_OF_WATCHES.has(codeOf(error))) goWithoutNotices(codeOf(error));
  }

  function goWithoutNotices(reason: string): void {
    if (isInTrouble || stopped !== undefined) return;
    isInTrouble = true;
    look.every(FREQUENT_LOOK);
    onTrouble(reason);
  }

  const look = createLook(directory, burst.poke);
  look.every(SAFETY_LOOK);
  void lookOftenWhereNeeded();
  // What changes before the notices come is looked for when they do.
  const source = events(directory, { onEvent: burst.poke, onError }).catch((error: unknown) => {
    goWithoutNotices(codeOf(error) || String(error));
    return undefined;
  });

  async function lookOftenWhereNeeded(): Promise<void> {
    if (!(await hearsOfEveryChange(directory)) && stopped === undefined) look.every(FREQUENT_LOOK);
  }

  async function halt(): Promise<void> {
    look.stop();
    burst.stop();
    await (await source)?.close();
    await running;
  }

  return { stop: () => (stopped ??= halt()) };
}

/** Calls `done` once after the last of many pokes. */
function createBurst(done: () => void): { poke: () => void; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let latest = 0;
  let isStopped = false;
  return {
    poke() {
      if (isStopped) return;
      const now = performance.now();
      if (timer === undefined) latest = now + LONGEST_WAIT;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          timer = undefined;
          done();
        },
        Math.min(QUIET, latest - now),
      );
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Looks at the folder itself now and then, and pokes when it is not as it was. */
function createLook(directory: string, poke: () => void): { every: (ms: number) => void; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let seen: string | undefined;
  let isLooking = false;

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    const { stamp } = await lookAt(directory);
    isLooking = false;
    if (seen !== stamp) poke();
    seen = stamp;
  }

  return {
    every(ms) {
      clearInterval(timer);
      timer = setInterval(() => void look(), ms).unref();
    },
    stop: () => clearInterval(timer),
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** inotify(7): ENOSPC = no more watches for this user, EMFILE and ENFILE = no more files. */
const OUT_OF_WATCHES: ReadonlySet<string> = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);

/**
 * On a file system that others write to, the kernel hears of its own writes only; and what is watched is the folder to
 * which a link leads, not the link.
 */
async function hearsOfEveryChange(directory: string): Promise<boolean> {
  try {
    return (await realpath(directory)) === directory && !SHARED_FILE_SYSTEMS.has((await statfs(directory)).type);
  } catch {
    return true;
  }
}

/** https://man7.org/linux/man-pages/man2/statfs.2.html, `f_type`. */
const SHARED_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB2
  0x65735546, // FUSE: sshfs, folders that Docker Desktop shares
  0x01021997, // 9p: the Windows drives of WSL 2
  0x00c36400, // Ceph
  0x786f4256, // VirtualBox's shared folders
]);
