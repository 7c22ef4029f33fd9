import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOf, DAY_SECONDS, secondOfDay, toIsoDate } from '../schedule/civil.ts';
import { type EpochMs, HOUR } from '../schedule/instant.ts';
import { zone } from '../schedule/zone.ts';
import { backUpInThread } from '../store/back-up-in-thread.ts';
import { DATABASE_FILE } from '../store/open.ts';
import { backupFolder, backupsOf, forgetOldBackups } from './backups.ts';
import type { Chore } from './housekeeping.ts';
import type { Logger } from './logger.ts';

export interface BackupChoreOptions {
  readonly dataDirectory: string;
  readonly timezone: string;
  readonly now: () => EpochMs;
  readonly logger: Logger;
}

/**
 * Keeps a backup of each of the last seven days. It looks every hour, so that a machine which sleeps at night has one
 * too; what runs day and night comes to make it at three.
 */
export function backupChore({ dataDirectory, timezone, now, logger }: BackupChoreOptions): Chore {
  async function run(signal: AbortSignal): Promise<void> {
    const wall = zone(timezone).wallAt(now());
    const date = toIsoDate(dayOf(wall));
    if (secondOfDay(wall) < QUIET || !(await isDue(dataDirectory, date, now()))) return;
    const folder = backupFolder(dataDirectory);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${date}.db`);
    const bytes = await backUpInThread({ dataDirectory, file }, signal);
    await forgetOldBackups(dataDirectory, date);
    logger.info({ file, bytes }, 'backed up');
  }

  return { name: 'backup', expression: '47 * * * *', run };
}

/** Not in the busy minutes around midnight. */
const QUIET = DAY_SECONDS / 8;
const APART = 20 * HOUR;

/** Of a database that is hours old there is nothing to be kept yet. */
async function isDue(dataDirectory: string, date: string, now: EpochMs): Promise<boolean> {
  const backups = await backupsOf(dataDirectory);
  if (backups.some((backup) => backup.date === date)) return false;
  const last = backups.find((backup) => backup.date < date);
  return now - (last?.madeAt ?? (await bornAt(join(dataDirectory, DATABASE_FILE)))) >= APART;
}

async function bornAt(file: string): Promise<number> {
  return (await stat(file)).birthtimeMs;
}
