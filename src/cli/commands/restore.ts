import { join, resolve } from 'node:path';
import { backupFolder } from '../../daemon/backups.ts';
import { restore as restoreStore } from '../../store/restore.ts';
import { loadToLook } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { stampOf } from '../format-time.ts';
import type { Session } from '../session.ts';

export interface RestoreInput {
  readonly file: string;
  readonly dir: string;
}

/** Puts a backup in the place of the database, which is kept. No daemon may run. */
export async function restore(session: Session, { file, dir }: RestoreInput): Promise<ExitCode> {
  const { out, json, texts, now } = session;
  const { timezone, dataDirectory } = (await loadToLook(session, dir)).daemon;
  const aside = join(backupFolder(dataDirectory), `before-restore-${stampOf(now, timezone)}.db`);
  const wasThere = restoreStore(dataDirectory, resolve(file), aside);
  if (json) await out.json({ restored: file, ...(wasThere && { before: aside }) });
  else for (const line of texts.backup.restored(file, wasThere ? aside : undefined)) await out.line(line);
  return EXIT.fine;
}
