import { readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Config } from '../config/config.ts';
import { findFiles } from '../config/find-files.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { type ConfigPlace, digestOf } from './folder-stamp.ts';
import { writeAtomically } from './write-atomically.ts';

/** In the data folder. */
const FILE = 'accepted.json';

/**
 * The configuration that was taken over last, as it was written: `${NAME}` is not resolved in it, so that no value of
 * the environment is kept.
 */
export interface AcceptedCopy {
  /** The folder of schedules, absolute. */
  readonly directory: string;
  /** Paths within it, and what stood there. */
  readonly files: readonly (readonly [path: string, text: string])[];
  /** The names of the variables that held something. */
  readonly variables: readonly string[];
}

/** `undefined` where there is none of this folder, or none that can be read. */
export async function readAccepted(dataDirectory: string, directory: string): Promise<AcceptedCopy | undefined> {
  try {
    const copy = JSON.parse(await readFile(join(dataDirectory, FILE), 'utf8')) as AcceptedCopy;
    return copy.directory === directory ? copy : undefined;
  } catch {
    return undefined;
  }
}

/** Since when that is the one that was taken over last; `undefined` where there is none. */
export async function acceptedSince(dataDirectory: string): Promise<EpochMs | undefined> {
  try {
    return toEpochMs(Math.floor((await stat(join(dataDirectory, FILE))).mtimeMs));
  } catch {
    return undefined;
  }
}

/**
 * Keeps the configuration that has just been taken over. Not if the folder has changed since: that is the next edit. The
 * same text is not written twice.
 *
 * @param digest Of what was read.
 * @throws when the disk refuses.
 */
export async function keepAccepted(
  dataDirectory: string,
  { variables }: Pick<Config, 'variables'>,
  place: ConfigPlace,
  digest: string,
): Promise<void> {
  const { directory } = place;
  const found = await findFiles(directory);
  if (found.kind !== 'files') return;
  const files = await Promise.all(
    found.files.map(async (path) => [relative(directory, path), await readFile(path, 'utf8')] as const),
  );
  if ((await digestOf(place)) !== digest) return;
  const text = `${JSON.stringify({ directory, variables, files } satisfies AcceptedCopy)}\n`;
  const file = join(dataDirectory, FILE);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== text) await writeAtomically(file, text);
}
