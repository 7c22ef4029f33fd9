import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ENV_FILE } from '../config/dot-env.ts';
import { type Found, findFiles } from '../config/find-files.ts';

/** Where a configuration stands. */
export interface ConfigPlace {
  /** The folder of schedules. */
  readonly directory: string;
  /** The folder whose `.env` belongs to it. Default: none. */
  readonly envDirectory?: string | undefined;
}

export interface FolderLook {
  /**
   * Changes whenever a file that would be read was written, replaced, added or removed. It is made of what the file system
   * knows of the files, without opening them.
   */
  readonly stamp: string;
  /** Some file has nothing in it: what `program > file` leaves until the program has something to say. */
  readonly hasEmptyFile: boolean;
  /** Part of it is read by links that lead elsewhere. */
  readonly hasLinks: boolean;
}

/** Never rejects: what cannot be read is a state of the folder, too. */
export async function lookAt(place: ConfigPlace): Promise<FolderLook> {
  let hasEmptyFile = false;
  const found = await findFiles(place.directory);
  const stamp = await describeFiles(found, place, async (path) => {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    if (size === 0n) hasEmptyFile = true;
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  });
  return { stamp, hasEmptyFile, hasLinks: found.kind === 'files' && found.hasLinks };
}

/** Changes whenever what would be read is another text: a saved but unchanged file is not. */
export async function digestOf(place: ConfigPlace): Promise<string> {
  return describeFiles(await findFiles(place.directory), place, async (path) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );
}

async function describeFiles(
  found: Found,
  { envDirectory }: ConfigPlace,
  describe: (path: string) => Promise<string>,
): Promise<string> {
  const one = async (path: string) => [path, await describe(path).catch(reasonOf)];
  const env = envDirectory === undefined ? [] : await one(join(envDirectory, ENV_FILE));
  if (found.kind !== 'files') return JSON.stringify([found, env]);
  return JSON.stringify([await Promise.all(found.files.map(one)), found.unreadable, found.loops, env]);
}

/** A file that cannot be read, or is gone since it was listed, is a state of the folder like any other. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
