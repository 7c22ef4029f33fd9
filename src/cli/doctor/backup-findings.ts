import { backupsOf } from '../../daemon/backups.ts';
import { DAY } from '../../schedule/instant.ts';
import { timeForPeople } from '../format-time.ts';
import { type Finding, ok, warn } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** The daemon makes one each day; a machine may have been off for one. */
const OLD = 2 * DAY;

/** Whether there is a backup of the last days. */
export async function backupFindings({
  session,
  config,
  texts: { backup },
}: ConfiguredPatient): Promise<readonly Finding[]> {
  const { dataDirectory, timezone } = config.daemon;
  const found = await backupsOf(dataDirectory).catch(() => undefined);
  // A data folder that cannot be looked into has a finding of its own.
  if (found === undefined) return [];
  const [last] = found;
  if (last === undefined) return [ok('backup', backup.none)];
  const text = backup.last(timeForPeople(last.madeAt, timezone, session.language), last.file);
  return [session.now - last.madeAt > OLD ? warn('backup', text, backup.oldMend) : ok('backup', text)];
}
