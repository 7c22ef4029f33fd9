import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ENV_FILE } from '../config/dot-env.ts';
import { findFiles } from '../config/find-files.ts';

/** Where a configuration stands. */
export interface ConfigPlace {
  /** The folder of schedules. */
  readonly directory: string;
  /** The folder whose `.env` belongs to it. Default: none. */
  readonly envDirectory?: string | undefined;
}

export interface FolderLook {
  /**
   * Changes whenever anything that would be read was written, swapped, added or removed: from what the file system knows
   * of the files, without opening them.
   */
  readonly stamp: string;
  /** Some file has nothing in it: what `program > file` leaves until the program has something to say. */
  readonly hasEmptyFile: boolean;
}

/** Never rejects: what cannot be read is a state of the folder, too. */
export async function lookAt(place: ConfigPlace): Promise<FolderLook> {
  let hasEmptyFile = false;
  const stamp = await describeFiles(place, async (path) => {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    if (size === 0n) hasEmptyFile = true;
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  });
  return { stamp, hasEmptyFile };
}

/** Changes whenever what would be read is another text: a saved but unchanged file is not. */
export async function digestOf(place: ConfigPlace): Promise<string> {
  return describeFiles(place, async (path) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );
}

async function describeFiles(
  { directory, envDirectory }: ConfigPlace,
  describe: (path: string) => Promise<string>,
): Promise<string> {
  const one = async (path: string) => [path, await describe(path).catch(reasonOf)];
  const env = envDirectory === undefined ? [] : await one(join(envDirectory, ENV_FILE));
  const found = await findFiles(directory);
  if (found.kind !== 'files') return JSON.stringify([found, env]);
  return JSON.stringify([await Promise.all(found.files.map(one)), found.unreadable, env]);
}

/** A file that cannot be read, or is gone since it was listed, is a state of the folder like any other. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
