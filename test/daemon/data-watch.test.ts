import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellDataFault } from '../../src/daemon/data-fault-words.ts';
import { createDataCheck, startDataWatch } from '../../src/daemon/data-watch.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { systemClock } from '../../src/daemon/system-clock.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { acquireLock, type Lock } from '../../src/store/lock.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { Workspace } from '../support/workspace.ts';

const FILES = [
  ['dingbell.db', 'database'],
  ['dingbell.db-wal', 'database'],
  ['daemon.lock', 'lock'],
] as const;
const START = toEpochMs(Date.UTC(2026, 10, 24));

describe('the files of the data', () => {
  let workspace: Workspace;
  let data: string;
  let lock: Lock | undefined;
  let store: Store;

  beforeEach(async () => {
    workspace = new Workspace();
    data = workspace.at('data');
    lock = await acquireLock(data, { clock: systemClock });
    store = openStore(data);
  });
  afterEach(() => {
    store.close();
    lock?.release();
    workspace[Symbol.dispose]();
  });

  const file = (name: string): string => join(data, name);

  it('are fine while they are there, whatever is written into them', async () => {
    const check = createDataCheck(data);
    await store.daemonState.publish({ pid: 1 });
    await store.tidy();
    writeFileSync(file('notes.txt'), 'beside them');
    expect(check()).toBeUndefined();
  });

  it.each(FILES)('%s is deleted', async (name, what) => {
    const check = createDataCheck(data);
    rmSync(file(name));
    expect(check()).toEqual({ kind: 'gone', file: file(name), what });
  });

  it.each(FILES)('%s is replaced by another', async (name, what) => {
    const check = createDataCheck(data);
    writeFileSync(file('other'), '');
    renameSync(file('other'), file(name));
    expect(check()).toEqual({ kind: 'replaced', file: file(name), what });
  });

  it('are gone with their folder, are others in a new one, and fine when the old one is back', () => {
    const check = createDataCheck(data);
    renameSync(data, `${data}.old`);
    expect(check()).toMatchObject({ kind: 'gone', file: file('dingbell.db') });
    mkdirSync(data);
    openStore(data).close();
    expect(check()).toMatchObject({ kind: 'replaced', file: file('dingbell.db') });
    rmSync(data, { recursive: true });
    renameSync(`${data}.old`, data);
    expect(check()).toBeUndefined();
  });

  it('a file is gone with a folder that is a file now', () => {
    const check = createDataCheck(data);
    renameSync(data, `${data}.old`);
    writeFileSync(data, '');
    expect(check()).toMatchObject({ kind: 'gone', file: file('dingbell.db') });
  });

  it('is told in the language of the reader', () => {
    const database = { file: 'data/dingbell.db', what: 'database' } as const;
    const lock = { file: 'data/daemon.lock', what: 'lock' } as const;
    expect(tellDataFault({ kind: 'gone', ...database }, 'en')).toBe(
      'data/dingbell.db was deleted or moved while the daemon was running: after the next start dingbell does not know what was sent in the meantime. Move it back, or restart the daemon',
    );
    expect(tellDataFault({ kind: 'replaced', ...lock }, 'en')).toBe(
      'data/daemon.lock was replaced while the daemon was running. Nothing is sent now, because a second daemon may send the same. Restart the daemon',
    );
    expect(tellDataFault({ kind: 'gone', ...database }, 'zh-CN')).toMatch(
      /^守护进程还在运行，\S+dingbell\.db 却被删除或移走了：[^a-z]*$/,
    );
    expect(tellDataFault({ kind: 'replaced', ...lock }, 'zh-CN')).toMatch(/却被换掉了：[^a-z]*$/);
  });

  it('what happens to them is said within a minute, once, and that they are back', async () => {
    const lines: { readonly level: string; readonly reason?: string }[] = [];
    const clock = new SettableClock(START);
    let changes = 0;
    const watch = startDataWatch({
      dataDirectory: data,
      clock,
      logger: createLogger({
        scrub: (text) => text,
        destination: { write: (line) => lines.push(JSON.parse(line) as (typeof lines)[number]) },
      }),
      changed: () => void (changes += 1),
    });
    renameSync(data, `${data}.old`);
    await clock.advanceTo(toEpochMs(START + MINUTE));
    expect(watch.fault).toMatchObject({ kind: 'gone', what: 'database' });
    await clock.advanceTo(toEpochMs(START + 2 * MINUTE));
    renameSync(`${data}.old`, data);
    await clock.advanceTo(toEpochMs(START + 3 * MINUTE));
    expect(watch.fault).toBeUndefined();
    expect(lines).toMatchObject([
      { level: 'error', reason: expect.stringContaining('dingbell.db') },
      { level: 'info' },
    ]);
    expect(changes).toBe(2);
    await watch.stop();
  });
});
