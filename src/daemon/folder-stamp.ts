import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { findFiles } from '../config/find-files.ts';

export interface FolderLook {
  /**
   * Changes whenever anything that would be read from a folder of schedules was written, swapped, added or removed:
   * from what the file system knows of the files, without opening them.
   */
  readonly stamp: string;
  /** Some file has nothing in it: what `program > file` leaves until the program has something to say. */
  readonly hasEmptyFile: boolean;
}

/** Never rejects: what cannot be read is a state of the folder, too. */
export async function lookAt(directory: string): Promise<FolderLook> {
  let hasEmptyFile = false;
  const stamp = await describeFiles(directory, async (path) => {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    if (size === 0n) hasEmptyFile = true;
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  });
  return { stamp, hasEmptyFile };
}

/** Changes whenever what would be read from a folder of schedules is another text: a saved but unchanged file is not. */
export async function digestOf(directory: string): Promise<string> {
  return describeFiles(directory, async (path) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );
}

async function describeFiles(directory: string, describe: (path: string) => Promise<string>): Promise<string> {
  const found = await findFiles(directory);
  if (found.kind !== 'files') return JSON.stringify(found);
  const files = await Promise.all(found.files.map(async (path) => [path, await describe(path).catch(reasonOf)]));
  return JSON.stringify([files, found.unreadable]);
}

/** A file that cannot be read, or is gone since it was listed, is a state of the folder like any other. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
