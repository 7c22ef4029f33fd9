import { existsSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/** Stands in a folder whose files came with dingbell: examples, which git brings up to date. */
const EXAMPLES_MARK = '.examples';
/** In a folder of examples: what its user wrote. Git never looks into it. */
const OWN_FOLDER = 'mine';

interface InUse {
  readonly folder: string;
  /** Files beside it that are read as well. */
  readonly beside: readonly string[];
}

/**
 * What is read of a folder of schedules: the folder itself; of the examples, as soon as it is there, the user's own
 * folder in them, and the file of that name beside it. An empty one is not a reason to go back to the examples: they
 * would be sent.
 */
export function folderInUse(directory: string): InUse {
  const own = join(directory, OWN_FOLDER);
  if (!isMarked(directory) || !existsSync(own)) return { folder: directory, beside: [] };
  return { folder: own, beside: [`${own}.yaml`, `${own}.yml`].filter((file) => existsSync(file)) };
}

/** The user's own folder is read instead of the examples, to which these files belong: they were taken out on purpose. */
export function hasLeftExamples(directory: string, files: readonly string[]): boolean {
  const { folder, beside } = folderInUse(directory);
  if (folder === directory) return false;
  const isOwn = (file: string): boolean => file.startsWith(`${folder}${sep}`) || beside.includes(file);
  return !files.some((file) => isOwn(resolve(file)));
}

/** The examples that came with dingbell, by the files in which they stand; none where they are not read. */
export function examplesIn(directory: string): ReadonlyMap<string, ReadonlySet<string>> {
  if (!isMarked(directory) || existsSync(join(directory, OWN_FOLDER))) return new Map();
  const lines = readFileSync(join(directory, EXAMPLES_MARK), 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, file, ids] = /^(\S+\.yaml): (.+)$/.exec(line) ?? [];
      return file && ids ? [[join(directory, file), new Set(ids.split(', '))] as const] : [];
    }),
  );
}

function isMarked(directory: string): boolean {
  return existsSync(join(directory, EXAMPLES_MARK));
}
