import { resolve } from 'node:path';
import { backUp } from '../../store/backup.ts';
import { loadToLook } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { sizeForPeople } from '../format-size.ts';
import { stampOf } from '../format-time.ts';
import type { Session } from '../session.ts';

export interface BackupInput {
  /** Default: one named for this minute, in the current folder. */
  readonly file?: string;
  readonly dir: string;
}

/** A sound copy of the database, while the daemon runs or not. */
export async function backup(session: Session, input: BackupInput): Promise<ExitCode> {
  const { out, json, texts, now } = session;
  const { timezone, dataDirectory } = (await loadToLook(session, input.dir)).daemon;
  const file = input.file ?? `dingbell-${stampOf(now, timezone)}.db`;
  const bytes = backUp(dataDirectory, resolve(file));
  if (json) await out.json({ file, bytes });
  else await out.line(texts.backup.made(file, sizeForPeople(bytes)));
  return EXIT.fine;
}
