import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/** In the data folder: the daemon's own backups, and what was put aside to restore one. */
export function backupFolder(dataDirectory: string): string {
  return join(dataDirectory, 'backups');
}

export interface Backup {
  readonly file: string;
  /** `2026-11-24`. */
  readonly date: string;
  readonly madeAt: EpochMs;
}

/** The daemon's own of a data folder, the newest first. What people put there is not among them. */
export async function backupsOf(dataDirectory: string): Promise<readonly Backup[]> {
  const folder = backupFolder(dataDirectory);
  const names = await readdir(folder).catch(noneIfMissing);
  const backups = names.flatMap((name) => {
    const date = /^(\d{4}-\d{2}-\d{2})\.db$/.exec(name)?.[1];
    return date === undefined ? [] : [{ date, file: join(folder, name) }];
  });
  const found = await Promise.all(
    backups.map(async (each) => ({ ...each, madeAt: toEpochMs(Math.floor((await stat(each.file)).mtimeMs)) })),
  );
  return found.toSorted((a, b) => (a.date < b.date ? 1 : -1));
}

const KEPT = 7;

/** Those beyond the last seven up to `date`. What a clock that was wrong calls later is no reason to delete another. */
export async function forgetOldBackups(dataDirectory: string, date: string): Promise<void> {
  const past = (await backupsOf(dataDirectory)).filter((backup) => backup.date <= date);
  for (const { file } of past.slice(KEPT)) await rm(file, { force: true });
}

function noneIfMissing(error: NodeJS.ErrnoException): readonly string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
