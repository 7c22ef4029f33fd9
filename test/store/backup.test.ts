import { chownSync, copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/daemon/system-clock.ts';
import { backUp } from '../../src/store/backup.ts';
import { acquireLock } from '../../src/store/lock.ts';
import { DATABASE_FILE } from '../../src/store/open.ts';
import { restore } from '../../src/store/restore.ts';
import { openStore } from '../../src/store/store.ts';
import { planned } from './plan.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A data folder whose store, open or not, knows these reminders. */
async function dataOf(...reminders: readonly string[]): Promise<string> {
  const directory = temporaryDirectory();
  const store = openStore(directory);
  await store.plans.commit({ deliveries: reminders.map((each) => planned(each)), cursors: [] });
  store.close();
  return directory;
}

async function remindersOf(directory: string): Promise<readonly string[]> {
  const store = openStore(directory);
  const history = await store.history.list({ limit: 100 });
  store.close();
  return history.map(({ delivery: { reminder = '' } }) => reminder).toSorted();
}

describe('backUp', () => {
  it('copies what is committed, beside an open store with its newest part in the log, for its owner only', async () => {
    const directory = await dataOf('old');
    const store = openStore(directory);
    onTestFinished(() => store.close());
    await store.plans.commit({ deliveries: [planned('new')], cursors: [] });
    expect(statSync(join(directory, `${DATABASE_FILE}-wal`)).size).toBeGreaterThan(0);
    const file = join(temporaryDirectory(), DATABASE_FILE);
    const bytes = backUp(directory, file);
    expect(statSync(file)).toMatchObject({ size: bytes, mode: 0o100600 });
    expect(await remindersOf(join(file, '..'))).toEqual(['new', 'old']);
  });

  it('leaves what stands there, and nothing beside it', async () => {
    const directory = await dataOf('one');
    const file = join(directory, 'backup.db');
    writeFileSync(file, 'precious');
    expect(() => backUp(directory, file)).toThrow(`${file} exists already and was not changed`);
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  it('takes the place of what an interrupted one left', async () => {
    const directory = await dataOf('one');
    const file = join(directory, 'backup.db');
    writeFileSync(`${file}.part`, 'half');
    expect(backUp(directory, file)).toBe(statSync(file).size);
  });

  it('makes nothing of nothing', () => {
    const directory = temporaryDirectory();
    expect(() => backUp(directory, join(directory, 'backup.db'))).toThrow(`There is no file ${directory}/dingbell.db`);
    expect(existsSync(join(directory, DATABASE_FILE))).toBe(false);
  });

  it('names a broken database, and leaves no copy of it', async () => {
    const directory = await dataOf('one');
    damage(join(directory, DATABASE_FILE));
    const file = join(directory, 'backup.db');
    expect(() => backUp(directory, file)).toThrow('it is damaged, or it is not a database');
    expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false]);
  });
});

describe('restore', () => {
  it('puts the backup in the place of the database, and keeps the one before', async () => {
    const directory = await dataOf('before');
    const file = join(temporaryDirectory(), 'backup.db');
    backUp(await dataOf('saved'), file);
    const aside = join(directory, 'backups/aside.db');
    expect(restore(directory, file, aside)).toBe(true);
    expect(await remindersOf(directory)).toEqual(['saved']);
    expect(statSync(join(directory, DATABASE_FILE)).mode & 0o777).toBe(0o600);
    restore(directory, aside, join(directory, 'backups/again.db'));
    expect(await remindersOf(directory)).toEqual(['before']);
  });

  it('makes a data folder where there is none', async () => {
    const file = join(temporaryDirectory(), 'backup.db');
    backUp(await dataOf('saved'), file);
    const directory = join(temporaryDirectory(), 'new');
    expect(restore(directory, file, join(directory, 'aside.db'))).toBe(false);
    expect(await remindersOf(directory)).toEqual(['saved']);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  it('takes a copied folder with its log', async () => {
    const source = await dataOf('old');
    const store = openStore(source);
    await store.plans.commit({ deliveries: [planned('new')], cursors: [] });
    const copy = temporaryDirectory();
    for (const suffix of ['', '-wal']) {
      copyFileSync(join(source, DATABASE_FILE + suffix), join(copy, DATABASE_FILE + suffix));
    }
    store.close();
    const directory = temporaryDirectory();
    restore(directory, join(copy, DATABASE_FILE), join(directory, 'aside.db'));
    expect(await remindersOf(directory)).toEqual(['new', 'old']);
  });

  it('replaces a broken database, which is kept as it is', async () => {
    const directory = await dataOf('lost');
    const file = join(temporaryDirectory(), 'backup.db');
    backUp(await dataOf('saved'), file);
    writeFileSync(join(directory, DATABASE_FILE), 'no database');
    const aside = join(directory, 'backups/aside.db');
    expect(restore(directory, file, aside)).toBe(true);
    expect(readFileSync(aside, 'utf8')).toBe('no database');
    expect(await remindersOf(directory)).toEqual(['saved']);
  });

  it.runIf(process.getuid?.() === 0)('gives what an administrator restores to the owner of the data', async () => {
    const directory = await dataOf('before');
    chownSync(directory, 65_534, 65_534);
    const file = join(temporaryDirectory(), 'backup.db');
    backUp(await dataOf('saved'), file);
    restore(directory, file, join(directory, 'backups/aside.db'));
    for (const name of [DATABASE_FILE, 'backups']) expect(statSync(join(directory, name)).uid).toBe(65_534);
  });

  describe('changes nothing', () => {
    const refused = async (file: (directory: string) => string | Promise<string>) => {
      const directory = await dataOf('before');
      const given = await file(directory);
      const said = thrownBy(() => restore(directory, given, join(directory, 'backups/aside.db')));
      expect(existsSync(join(directory, `${DATABASE_FILE}.part`))).toBe(false);
      return { said: said.replaceAll(given, 'FILE').replaceAll(directory, 'DATA'), directory };
    };
    const backupOf = async (change: (db: DatabaseSync) => void) => {
      const file = join(temporaryDirectory(), 'backup.db');
      backUp(await dataOf('saved'), file);
      const db = new DatabaseSync(file);
      change(db);
      db.close();
      return file;
    };

    it.each([
      ['for a file that is not there', () => '/nowhere/backup.db', 'There is no file FILE.'],
      ['for something else', () => written('no database'), 'FILE: it is damaged, or it is not a database'],
      ['for nothing', () => written(''), 'FILE is a database of another program'],
      ['for one cut short', () => damaged(), 'FILE: it is damaged, or it is not a database'],
      [
        'for a database of another program',
        () => backupOf((db) => db.exec('DROP TABLE attempt; DROP TABLE delivery')),
        'FILE is a database of another program',
      ],
      [
        'for one of a later version',
        () => backupOf((db) => db.exec('PRAGMA user_version = 99')),
        'FILE: written by a newer version',
      ],
    ])('%s', async (_, file, message) => {
      const { said, directory } = await refused(file);
      expect(said).toContain(message);
      expect(await remindersOf(directory)).toEqual(['before']);
    });

    it('under a daemon', async () => {
      const { said, directory } = await refused(async (data) => {
        const lock = await acquireLock(data, { clock: systemClock });
        onTestFinished(() => lock?.release());
        return backupOf(() => {});
      });
      expect(said).toMatch(/^DATA\/dingbell\.db is in use\. Stop the daemon first/);
      expect(await remindersOf(directory)).toEqual(['before']);
    });

    it('under a command that has it open', async () => {
      const { said } = await refused(async (data) => {
        const store = openStore(data);
        onTestFinished(() => store.close());
        return backupOf(() => {});
      });
      expect(said).toContain('DATA/dingbell.db is in use');
    });
  });
});

function written(text: string): string {
  const file = join(temporaryDirectory(), 'backup.db');
  writeFileSync(file, text);
  return file;
}

async function damaged(): Promise<string> {
  const file = join(temporaryDirectory(), 'backup.db');
  backUp(await dataOf(...Array.from({ length: 200 }, (_, index) => `r${index}`)), file);
  damage(file);
  return file;
}

/** As a download that was cut short leaves it. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length / 2)));
}

function thrownBy(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
