import { access, constants, stat, statfs } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DATABASE_FILE } from '../../store/open.ts';
import { MEGABYTE, sizeForPeople } from '../format-size.ts';
import { fail, type Finding, ok, warn } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** The database's log alone grows to some megabytes. */
const TOO_LITTLE = 20 * MEGABYTE;
const LITTLE = 200 * MEGABYTE;

/** The folder in which the database lives: whether it can be written, has room, and is on a disk of this machine. */
export async function dataFindings({ config, texts: { data } }: ConfiguredPatient): Promise<readonly Finding[]> {
  const { dataDirectory } = config.daemon;
  const place = existing(dataDirectory);
  if (!(await stat(place)).isDirectory()) return [fail('data-folder', data.notAFolder(place), data.notAFolderMend)];
  if (!(await isWritable(place))) return [fail('data-folder', data.readOnly(place), data.readOnlyMend)];
  const { bavail, bsize, type } = await statfs(place);
  return [
    ok('data-folder', place === dataDirectory ? data.fine(dataDirectory) : data.notYet(dataDirectory)),
    ...spaceFinding(data, bavail * bsize),
    ...(NETWORK_FILE_SYSTEMS.has(type) ? [warn('file-system', data.network(dataDirectory), data.networkMend)] : []),
    ...(await sizeFinding(data, dataDirectory)),
  ];
}

function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function spaceFinding(data: ConfiguredPatient['texts']['data'], free: number): readonly Finding[] {
  const text = data.space(sizeForPeople(free));
  if (free < TOO_LITTLE) return [fail('disk', text, data.spaceMend)];
  return [free < LITTLE ? warn('disk', text, data.spaceMend) : ok('disk', text)];
}

async function sizeFinding(
  data: ConfiguredPatient['texts']['data'],
  dataDirectory: string,
): Promise<readonly Finding[]> {
  const files = ['', '-wal']
    .map((suffix) => join(dataDirectory, DATABASE_FILE + suffix))
    .filter((file) => existsSync(file));
  if (files.length === 0) return [];
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return [ok('store-size', data.size(sizeForPeople(sizes.reduce((sum, each) => sum + each, 0))))];
}

/**
 * SQLite's locks cannot be relied on there.
 *
 * @see https://man7.org/linux/man-pages/man2/statfs.2.html
 * @see https://www.sqlite.org/faq.html#q5
 */
const NETWORK_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x69_69, // NFS
  0x51_7b, // SMB
  0xff_53_4d_42, // CIFS
  0xfe_53_4d_42, // SMB2
  0x01_02_19_97, // 9p: Windows folders under WSL
  0x53_46_41_4f, // AFS
]);
