import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { writeAtomically } from '../../daemon/write-atomically.ts';
import { type EnvValues, mergeEnv } from './env-text.ts';

/**
 * Puts values into a `.env`, what stands there besides them kept. It is exchanged in one step and has mode 0600 from
 * its first byte on, whatever the old one had.
 *
 * @throws when the disk refuses; the old file is still there then.
 */
export async function saveEnvFile(file: string, values: EnvValues): Promise<void> {
  // A link stays one: what it points to is exchanged.
  const target = existsSync(file) ? realpathSync(file) : file;
  await writeAtomically(target, mergeEnv(existsSync(target) ? await readFile(target, 'utf8') : '', values));
}
