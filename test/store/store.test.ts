import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open.ts';
import { createConnection } from '../../src/store/connection.ts';
import { createSqlitePlans } from '../../src/store/sqlite-plans.ts';
import { openStore } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { cursor, Opened } from './opened.ts';
import { at, DELIVERED, planned } from './plan.ts';
import { STORES } from './stores.ts';
import { temporaryDirectory } from './temporary-directory.ts';

describe('openStore', () => {
  it('makes a directory and files that only this user can read', async () => {
    const directory = join(temporaryDirectory(), 'deep', 'data');
    const store = openStore(directory);
    await store.plans.commit({ deliveries: [planned('a')], cursors: [] });
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const file of ['dingbell.db', 'dingbell.db-wal', 'dingbell.db-shm']) {
      expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    }
    store.close();
    store.close();
  });

  it('survives a commit with a power cut: WAL and full synchronisation', () => {
    const { db } = openDatabase(temporaryDirectory());
    const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
    db.close();
  });

  it.each<[string, (directory: string) => void, string, RegExp]>([
    [
      'of a newer version',
      (directory) => {
        openStore(directory).close();
        const db = new DatabaseSync(join(directory, 'dingbell.db'));
        db.exec('PRAGMA user_version = 99');
        db.close();
      },
      'newer',
      /dingbell\.db: written by a newer version of dingbell \(schema 99, this one knows \d+\); install that version/,
    ],
    [
      'that is something else',
      (directory) => {
        writeFileSync(join(directory, 'dingbell.db'), '不是数据库'.repeat(1_000));
      },
      'corrupt',
      /dingbell\.db: it is damaged, or it is not a database; restore it from a backup/,
    ],
    [
      'that is a directory',
      (directory) => {
        mkdirSync(join(directory, 'dingbell.db'));
      },
      'not-writable',
      /cannot be opened for writing; check the owner and the permissions/,
    ],
  ])('refuses a database %s in plain words', (_name, prepare, kind, message) => {
    const directory = temporaryDirectory();
    prepare(directory);
    const refusal = refusalOf(() => openStore(directory));
    expect(refusal).toMatchObject({ kind, message: expect.stringMatching(message) as string });
  });

  it('refuses a data directory that is a file', () => {
    const file = join(temporaryDirectory(), 'data');
    writeFileSync(file, '');
    expect(refusalOf(() => openStore(file))).toMatchObject({ kind: 'not-writable' });
  });
});

describe('a full disk', () => {
  it('refuses in plain words, keeps what was written, and goes on when there is room again', async () => {
    const directory = temporaryDirectory();
    const opened = new Opened(STORES[0], directory);
    await opened.store.plans.commit({ deliveries: [planned('first')], cursors: [cursor('first', 0)] });
    const [claim] = await opened.claim(at(0));

    const { db, location } = openDatabase(directory);
    const plans = createSqlitePlans(createConnection(db, location));
    db.exec(`PRAGMA max_page_count = ${String(db.prepare('PRAGMA page_count').get()?.['page_count'])}`);
    const text = '满'.repeat(6_000);
    const big = Array.from({ length: 50 }, (_, index) => planned(`big${index}`, { message: { kind: 'text', text } }));
    const plan = { deliveries: big, cursors: [cursor('first', 9)] };
    await expect(plans.commit(plan)).rejects.toMatchObject({
      kind: 'full',
      message: expect.stringMatching(/the disk is full; free some space/) as string,
    });
    expect(await opened.store.history.count()).toMatchObject({ sending: 1, pending: 0 });
    expect(await plans.cursors()).toEqual([cursor('first', 0)]);

    db.exec('PRAGMA max_page_count = 1000000');
    await opened.record(claim!, DELIVERED, at(10));
    expect(await plans.commit(plan)).toEqual({ added: 50 });
    expect(await plans.cursors()).toEqual([cursor('first', 9)]);
    expect(await opened.store.history.count()).toMatchObject({ delivered: 1, pending: 50 });
    db.close();
  });
});

describe('two processes', () => {
  it('see each other, and the second is told when the first keeps the database locked', async () => {
    const directory = temporaryDirectory();
    const daemon = new Opened(STORES[0], directory);
    const command = openStore(directory);
    await command.plans.commit({ deliveries: [planned('pushed')], cursors: [] });
    expect(await daemon.claim(at(0))).toHaveLength(1);

    const greedy = new DatabaseSync(join(directory, 'dingbell.db'));
    greedy.exec('BEGIN IMMEDIATE');
    const { db, location } = openDatabase(directory);
    db.exec('PRAGMA busy_timeout = 0');
    const impatient = createSqlitePlans(createConnection(db, location));
    await expect(impatient.commit({ deliveries: [planned('b')], cursors: [] })).rejects.toMatchObject({ kind: 'busy' });
    greedy.close();
    expect(await impatient.commit({ deliveries: [planned('b')], cursors: [] })).toEqual({ added: 1 });
    for (const each of [command, db]) each.close();
  });
});

describe('tidy', () => {
  it('folds the log back into the database', async () => {
    const directory = temporaryDirectory();
    const store = openStore(directory);
    const log = join(directory, 'dingbell.db-wal');
    await store.plans.commit({ deliveries: [planned('a')], cursors: [] });
    expect(statSync(log).size).toBeGreaterThan(0);
    await store.tidy();
    expect(statSync(log).size).toBe(0);
    store.close();
  });
});

describe('daemonState', () => {
  it('keeps facts until they are replaced or the next daemon begins', async () => {
    const directory = temporaryDirectory();
    const [daemon, command] = [openStore(directory), openStore(directory)];
    await daemon.daemonState.publish({ pid: 42, startedAt: at(0), problems: ['schedules/工作.yaml:12:7 …'] });
    await daemon.daemonState.publish({ problems: [], lastReload: { at: at(5), accepted: true } });
    expect(await command.daemonState.read()).toEqual({
      pid: 42,
      startedAt: at(0),
      problems: [],
      lastReload: { at: at(5), accepted: true },
    });
    await daemon.daemonState.begin({ pid: 43 });
    expect(await command.daemonState.read()).toEqual({ pid: 43 });
    daemon.close();
    command.close();
  });
});

function refusalOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError);
    return error;
  }
  return undefined;
}
