import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { backupChore } from '../../src/daemon/backup-chore.ts';
import { DAY, type EpochMs, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { planned } from '../store/plan.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';

/** The database of these tests is made now: what follows is counted from the next midnight in Beijing. */
const MIDNIGHT = Math.ceil((Date.now() + 8 * HOUR) / DAY) * DAY - 8 * HOUR;

async function data(): Promise<string> {
  const directory = temporaryDirectory();
  const store = openStore(directory);
  onTestFinished(() => store.close());
  await store.plans.commit({ deliveries: [planned('one')], cursors: [] });
  return directory;
}

/** Looks at each of these times, given in hours; what it makes bears the time at which it looked. */
async function lookAt(dataDirectory: string, hours: readonly number[], log: string[] = []): Promise<void> {
  let now: EpochMs = toEpochMs(MIDNIGHT);
  const chore = backupChore({
    dataDirectory,
    timezone: 'Asia/Shanghai',
    now: () => now,
    logger: pino({ base: null }, { write: (line) => void log.push(line) }),
  });
  for (const hour of hours) {
    now = toEpochMs(MIDNIGHT + hour * HOUR);
    const before = new Set(namesIn(dataDirectory));
    await chore.run(new AbortController().signal);
    for (const name of namesIn(dataDirectory).filter((each) => !before.has(each)))
      utimesSync(join(dataDirectory, 'backups', name), now / 1_000, now / 1_000);
  }
}

function namesIn(dataDirectory: string): readonly string[] {
  const folder = join(dataDirectory, 'backups');
  return existsSync(folder) ? readdirSync(folder) : [];
}

function dates(...days: readonly number[]): readonly string[] {
  return days.map((day) => `${new Date(MIDNIGHT + 8 * HOUR + day * DAY).toISOString().slice(0, 10)}.db`);
}

/** As made at three of these days. */
function made(dataDirectory: string, ...days: readonly number[]): void {
  mkdirSync(join(dataDirectory, 'backups'));
  for (const [index, name] of dates(...days).entries()) {
    const file = join(dataDirectory, 'backups', name);
    const at = (MIDNIGHT + (days[index] ?? 0) * DAY + 3.78 * HOUR) / 1_000;
    writeFileSync(file, '');
    utimesSync(file, at, at);
  }
}

it('keeps those of the last seven days, beside whatever else lies there', async () => {
  const directory = await data();
  made(directory, 1, 2, 3, 4, 5, 6, 7);
  writeFileSync(join(directory, 'backups/mine.db'), '');
  await lookAt(directory, [8 * 24 + 2.78, 8 * 24 + 3.78, 8 * 24 + 4.78, 8 * 24 + 23.78]);
  expect(namesIn(directory)).toEqual([...dates(2, 3, 4, 5, 6, 7, 8), 'mine.db']);
});

it('makes the first when there is something to be kept, and one a day on a machine that is off at night', async () => {
  const directory = await data();
  await lookAt(directory, [0.78, 2.78]);
  expect(namesIn(directory)).toEqual([]);
  await lookAt(directory, [33.78, 34.78, 57.78, 58.78]);
  expect(namesIn(directory)).toEqual(dates(1, 2));
});

it('deletes nothing because a clock is wrong', async () => {
  const directory = await data();
  made(directory, 1, 2, 3, 4, 5, 6, 7);
  const kept = namesIn(directory);
  // Set back by a year, then ahead by one: the oldest goes, as on any day.
  await lookAt(directory, [-400 * 24 + 4]);
  expect(namesIn(directory)).toEqual(kept);
  await lookAt(directory, [400 * 24 + 4, 8 * 24 + 3.78]);
  expect(namesIn(directory)).toEqual(dates(2, 3, 4, 5, 6, 7, 8, 400));
});

it('tells in the log of one that could not be made, with nothing left of it', async () => {
  const directory = await data();
  writeFileSync(join(directory, 'backups'), 'a file in the way');
  await expect(lookAt(directory, [30])).rejects.toThrow('ENOTDIR');
  await rm(join(directory, 'backups'));
  const log: string[] = [];
  await lookAt(directory, [30], log);
  expect(log.map((line) => JSON.parse(line) as object)).toMatchObject([{ msg: 'backed up' }]);
});
