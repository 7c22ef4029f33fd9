import { realpath, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ENV_FILE } from '../config/dot-env.ts';
import { SECOND } from '../schedule/instant.ts';
import { fileEvents, type FileEvents } from './file-events.ts';
import { type ConfigPlace, lookAt } from './folder-stamp.ts';

export interface FolderWatchOptions {
  readonly place: ConfigPlace;
  /** The folder may have changed and is quiet now. Not called again before its promise settles; a rejection is reported. */
  readonly onChange: () => Promise<void>;
  /** Reading what changed failed; the next change is another try. */
  readonly onFailure: (error: unknown) => void;
  /** There are no notices of changes; the folder is looked at every second instead. Called once, with the reason. */
  readonly onTrouble: (reason: string) => void;
  /** Default: the operating system's. */
  readonly events?: FileEvents;
}

/** Editors write in several steps, `git pull` writes many files: nothing is read before it has been quiet so long. */
const QUIET = SECOND / 4;
/** Whoever writes without a pause does not keep an edit from taking effect. */
const LONGEST_WAIT = SECOND;
/** How often to look whether a notice was missed. */
const SAFETY_LOOK = 30 * SECOND;
/** How often to look where no notices come. */
const FREQUENT_LOOK = SECOND;

/** Tells when a folder of schedules or its `.env` has changed, soon after it has, whatever way it was written. */
export class FolderWatch {
  readonly #options: FolderWatchOptions;
  readonly #source: Promise<{ close(): Promise<void> } | undefined>;
  #quiet: NodeJS.Timeout | undefined;
  /** When a change is told at the latest, however much is written. */
  #latest = 0;
  #looking: NodeJS.Timeout | undefined;
  #seen: string | undefined;
  #isFrequent = false;
  #isLooking = false;
  #isInTrouble = false;
  #isStopped = false;
  #running: Promise<void> | undefined;
  #changedMeanwhile = false;

  constructor(options: FolderWatchOptions) {
    const { place, events = fileEvents } = options;
    this.#options = options;
    this.#lookEvery(SAFETY_LOOK);
    void this.#lookOftenWhereNeeded();
    const onEvent = (): void => this.#poke();
    const onError = (error: unknown): void => {
      if (OUT_OF_WATCHES.has(codeOf(error))) this.#goWithoutNotices(codeOf(error));
    };
    // What changes before the notices come is looked for when they do.
    this.#source = events(place, { onEvent, onError }).catch((error: unknown) => {
      this.#goWithoutNotices(codeOf(error) || String(error));
      return undefined;
    });
  }

  /** Resolves when no `onChange` is under way and none will come. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#looking);
    clearTimeout(this.#quiet);
    await (await this.#source)?.close();
    await this.#running;
  }

  /** Something may have changed: it is told once after the last of many of these. */
  #poke(): void {
    if (this.#isStopped) return;
    const now = performance.now();
    if (this.#quiet === undefined) this.#latest = now + LONGEST_WAIT;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#tell(), Math.max(0, Math.min(QUIET, this.#latest - now)));
  }

  #tell(): void {
    this.#quiet = undefined;
    this.#changedMeanwhile = this.#running !== undefined;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    await this.#options.onChange().catch(this.#options.onFailure);
    await this.#lookOftenWhereNeeded();
    this.#running = undefined;
    if (this.#changedMeanwhile) this.#poke();
    this.#changedMeanwhile = false;
  }

  #goWithoutNotices(reason: string): void {
    if (this.#isInTrouble || this.#isStopped) return;
    this.#isInTrouble = true;
    this.#lookEvery(FREQUENT_LOOK);
    this.#options.onTrouble(reason);
  }

  /** A link may have come with the last change. */
  async #lookOftenWhereNeeded(): Promise<void> {
    if (this.#isFrequent) return;
    const { directory, envDirectory } = this.#options.place;
    const heard = [directory, ...(envDirectory === undefined ? [] : [envDirectory, join(envDirectory, ENV_FILE)])];
    const { hasLinks } = await lookAt(this.#options.place);
    const hears = !hasLinks && (await Promise.all(heard.map(hearsOfEveryChange))).every(Boolean);
    if (!hears && !this.#isStopped) this.#lookEvery(FREQUENT_LOOK);
  }

  #lookEvery(ms: number): void {
    this.#isFrequent = ms === FREQUENT_LOOK;
    clearInterval(this.#looking);
    this.#looking = setInterval(() => void this.#look(), ms).unref();
  }

  /** Looks at the folder itself, whatever was noticed. */
  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const { stamp } = await lookAt(this.#options.place);
    this.#isLooking = false;
    if (this.#seen !== stamp) this.#poke();
    this.#seen = stamp;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** inotify(7): ENOSPC = no more watches for this user, EMFILE and ENFILE = no more files. */
const OUT_OF_WATCHES: ReadonlySet<string> = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);

/**
 * On a file system that others write to, the kernel hears of its own writes only; and what is watched is the folder to
 * which a link leads, not the link. A `.env` that is a link may be edited where it leads.
 */
async function hearsOfEveryChange(path: string): Promise<boolean> {
  try {
    return (await realpath(path)) === path && !SHARED_FILE_SYSTEMS.has((await statfs(path)).type);
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
