import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file in one step: whoever reads it finds the old text or the new one, whole, also after a power cut. File
 * 0600, its folder, if it has to be made, 0700. One writer at a time; what a killed one left is cleared away.
 *
 * @throws when the disk refuses; the old text is still there then.
 */
export async function writeAtomically(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.tmp`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    // Before the rename: a file system may put the new name on the disk before the text.
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
