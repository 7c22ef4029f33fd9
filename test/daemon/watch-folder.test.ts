import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FileEvents, FileEventsListener } from '../../src/daemon/file-events.ts';
import { digestOf, lookAt } from '../../src/daemon/folder-stamp.ts';
import { FolderWatch } from '../../src/daemon/watch-folder.ts';
import { Workspace } from '../support/workspace.ts';
import { mountLikeKubernetes, WAYS_OF_SAVING } from './ways-of-saving.ts';

/** A folder of schedules that is watched; everything waits for notices, so tests can run side by side. */
class Watched implements AsyncDisposable {
  readonly workspace = new Workspace();
  readonly directory: string;
  /** What the folder read as, each time that it was said to have changed. */
  readonly seen: string[] = [];
  readonly troubles: string[] = [];
  readonly failures: unknown[] = [];
  readonly troubled = Promise.withResolvers<void>();
  readonly failed = Promise.withResolvers<void>();
  /** What reading the folder comes to; `undefined` = it is read. */
  failWith: Error | undefined;
  #onSeen = Promise.withResolvers<void>();
  #watch: FolderWatch | undefined;

  constructor(folder = 'schedules') {
    this.directory = this.workspace.at(folder);
    this.workspace.write('schedules/a.yaml', 'reminders: {}\n');
  }

  start(events?: FileEvents): this {
    this.#watch = new FolderWatch({
      place: { directory: this.directory },
      onChange: async () => {
        if (this.failWith) throw this.failWith;
        this.seen.push(await digestOf({ directory: this.directory }));
        this.#onSeen.resolve();
      },
      onFailure: (error) => {
        this.failures.push(error);
        this.failed.resolve();
      },
      onTrouble: (reason) => {
        this.troubles.push(reason);
        this.troubled.resolve();
      },
      ...(events && { events }),
    });
    return this;
  }

  at(file: string): string {
    return this.workspace.at(file);
  }

  /** Resolves when the folder was said to have changed and read as it does now. */
  async noticed(): Promise<void> {
    const wanted = await digestOf({ directory: this.directory });
    while (this.seen.at(-1) !== wanted) {
      this.#onSeen = Promise.withResolvers();
      await this.#onSeen.promise;
    }
  }

  async stop(): Promise<void> {
    await this.#watch?.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    this.workspace[Symbol.dispose]();
  }
}

describe.concurrent('watching a folder', () => {
  it.each(WAYS_OF_SAVING)('notices what %s saves, again and again', async (_name, save) => {
    await using watched = new Watched().start();
    for (const text of ['one', 'two', 'three']) {
      save(watched.at('schedules/a.yaml'), `# ${text}\nreminders: {}\n`);
      await watched.noticed();
    }
  });

  it('notices files and folders that come and go', async () => {
    await using watched = new Watched().start();
    watched.workspace.write('schedules/work/team/b.yml', 'robots: {}\n');
    await watched.noticed();
    watched.workspace.write('schedules/work/team/b.yml', 'people: {}\n');
    await watched.noticed();
    renameSync(watched.at('schedules/work'), watched.at('schedules/home'));
    await watched.noticed();
    unlinkSync(watched.at('schedules/a.yaml'));
    await watched.noticed();
    rmSync(watched.at('schedules/home'), { recursive: true });
    await watched.noticed();
  });

  it('notices that the folder itself is gone, and back, and edited again', async () => {
    await using watched = new Watched().start();
    renameSync(watched.directory, watched.at('elsewhere'));
    await watched.noticed();
    renameSync(watched.at('elsewhere'), watched.directory);
    await watched.noticed();
    watched.workspace.write('schedules/a.yaml', 'people: {}\n');
    await watched.noticed();
    rmSync(watched.directory, { recursive: true });
    await watched.noticed();
    watched.workspace.write('schedules/new.yaml', 'robots: {}\n');
    await watched.noticed();
  });

  it('notices the swapped link of a folder that Kubernetes mounts', async () => {
    await using watched = new Watched('mounted');
    mkdirSync(watched.directory);
    mountLikeKubernetes(watched.directory, { 'a.yaml': 'reminders: {}\n' }, 1);
    watched.start();
    for (const version of [2, 3]) {
      mountLikeKubernetes(watched.directory, { 'a.yaml': `# ${version}\n` }, version);
      await watched.noticed();
    }
  });

  it('notices that a folder which is a link leads elsewhere', async () => {
    await using watched = new Watched('current');
    watched.workspace.write('release-2/a.yaml', 'robots: {}\n');
    symlinkSync('schedules', watched.directory);
    watched.start();
    watched.workspace.write('schedules/a.yaml', 'people: {}\n');
    await watched.noticed();
    symlinkSync('release-2', watched.at('next'));
    renameSync(watched.at('next'), watched.directory);
    await watched.noticed();
  });

  it('notices what changes where a link in it leads, also when it leads elsewhere, or around in a circle', async () => {
    await using watched = new Watched();
    watched.workspace.write('shared/b.yaml', 'robots: {}\n');
    watched.workspace.write('other/b.yaml', 'people: {}\n');
    watched.start();
    symlinkSync('../shared', watched.at('schedules/linked'));
    await watched.noticed();
    watched.workspace.write('shared/b.yaml', 'people: {}\n');
    await watched.noticed();
    watched.workspace.write('shared/c.yaml', 'people: {}\n');
    await watched.noticed();
    symlinkSync('../schedules', watched.at('shared/back'));
    await watched.noticed();
    symlinkSync('../other', watched.at('schedules/.next'));
    renameSync(watched.at('schedules/.next'), watched.at('schedules/linked'));
    await watched.noticed();
    watched.workspace.write('other/b.yaml', 'reminders: {}\n');
    await watched.noticed();
    expect(watched.failures).toEqual([]);
  });

  it('looks for itself, every second, when the system has no more watches to give', async () => {
    const { events, listener } = silentEvents();
    await using watched = new Watched().start(events);
    listener().onError(Object.assign(new Error('no more'), { code: 'ENOSPC' }));
    listener().onError(Object.assign(new Error('no more'), { code: 'EMFILE' }));
    writeFileSync(watched.at('schedules/a.yaml'), 'people: {}\n');
    await watched.noticed();
    expect(watched.troubles).toEqual(['ENOSPC']);
  });

  it('a folder that is written without a pause is read all the same, once at a time', async () => {
    const { events, listener } = silentEvents();
    using workspace = new Workspace();
    let running = 0;
    let most = 0;
    let reads = 0;
    const enough = Promise.withResolvers<void>();
    const watch = new FolderWatch({
      place: { directory: workspace.path },
      onChange: async () => {
        running += 1;
        most = Math.max(most, running);
        await stampOf(workspace.path);
        running -= 1;
        reads += 1;
        if (reads === 2) enough.resolve();
      },
      onFailure: () => {},
      onTrouble: () => {},
      events,
    });
    const pokes = setInterval(() => listener().onEvent(), 20);
    await enough.promise;
    clearInterval(pokes);
    await watch.stop();
    expect(most).toBe(1);
  });

  it('what changes while a change is dealt with is dealt with afterwards', async () => {
    const { events, listener } = silentEvents();
    using workspace = new Workspace();
    const [began, release, again] = [1, 2, 3].map(() => Promise.withResolvers<void>());
    let calls = 0;
    const watch = new FolderWatch({
      place: { directory: workspace.path },
      onChange: async () => {
        calls += 1;
        if (calls === 2) again?.resolve();
        began?.resolve();
        await release?.promise;
      },
      onFailure: () => {},
      onTrouble: () => {},
      events,
    });
    listener().onEvent();
    await began?.promise;
    listener().onEvent();
    // Its quiet time is over while the first one is still under way.
    await sleep(400);
    release?.resolve();
    await again?.promise;
    await watch.stop();
    expect(calls).toBe(2);
  });

  it('says nothing any more once it is stopped', async () => {
    const { events, listener } = silentEvents();
    await using watched = new Watched().start(events);
    listener().onEvent();
    await Promise.all([watched.stop(), watched.stop()]);
    listener().onEvent();
    expect(watched.seen).toEqual([]);
  });
});

describe('what fails while a folder is watched', () => {
  it('notices that cannot even begin leave the looking, and end nothing', async () => {
    const broken: FileEvents = () => Promise.reject(Object.assign(new Error('too many'), { code: 'EMFILE' }));
    await using watched = new Watched().start(broken);
    await watched.troubled.promise;
    expect(watched.troubles).toEqual(['EMFILE']);
    watched.workspace.write('schedules/b.yaml', 'reminders: {}\n');
    await watched.noticed();
  });

  it('what a change came to grief over is told, and the next change is another try', async () => {
    const { events, listener } = silentEvents();
    await using watched = new Watched().start(events);
    const failure = new Error('for the moment');
    watched.failWith = failure;
    listener().onEvent();
    await watched.failed.promise;
    expect(watched.failures).toEqual([failure]);
    watched.failWith = undefined;
    listener().onEvent();
    await watched.noticed();
  });
});

describe('what a folder reads as', () => {
  it.each([
    ['.a.yaml.swp', "vim's swap file"],
    ['a.yaml~', 'a backup'],
    ['4913', "vim's probe"],
    ['.#a.yaml', "Emacs' lock"],
    ['#a.yaml#', "Emacs' autosave"],
    ['notes.txt', 'a note'],
    ['node_modules/x/b.yaml', 'a package'],
  ])('is not changed by %s, %s', async (name) => {
    using workspace = new Workspace();
    workspace.write('schedules/a.yaml', 'reminders: {}\n');
    const folder = workspace.at('schedules');
    const [digest, stamp] = [await digestOf({ directory: folder }), await stampOf(folder)];
    workspace.write(`schedules/${name}`, 'anything: at all\n');
    expect([await digestOf({ directory: folder }), await stampOf(folder)]).toEqual([digest, stamp]);
  });

  it('is the same text when it is saved unchanged, though it was written', async () => {
    using workspace = new Workspace();
    const folder = workspace.at('schedules');
    const file = workspace.write('schedules/a.yaml', 'reminders: {}\n');
    const [digest, stamp] = [await digestOf({ directory: folder }), await stampOf(folder)];
    writeFileSync(`${file}.new`, 'reminders: {}\n');
    renameSync(`${file}.new`, file);
    expect(await digestOf({ directory: folder })).toBe(digest);
    expect(await stampOf(folder)).not.toBe(stamp);
  });

  it('is something even when nothing is there, or a link leads nowhere', async () => {
    using workspace = new Workspace();
    const folder = workspace.at('schedules');
    expect(await digestOf({ directory: folder })).toContain('missing');
    mkdirSync(folder);
    const empty = await digestOf({ directory: folder });
    symlinkSync('nowhere', workspace.at('schedules/a.yaml'));
    expect(await digestOf({ directory: folder })).not.toBe(empty);
    expect(await stampOf(folder)).toContain('ENOENT');
  });
});

async function stampOf(directory: string): Promise<string> {
  return (await lookAt({ directory })).stamp;
}

/** Notices that come only when the test gives them. */
function silentEvents(): { readonly events: FileEvents; readonly listener: () => FileEventsListener } {
  let given: FileEventsListener | undefined;
  return {
    events: async (_directory, listener) => {
      given = listener;
      return { close: async () => {} };
    },
    listener: () => {
      if (!given) throw new Error('nobody listens');
      return given;
    },
  };
}
