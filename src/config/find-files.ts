import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { folderInUse } from './folder-in-use.ts';

/** The YAML files of a folder and those below it, as absolute paths in a stable order. */
export type Found =
  | {
      readonly kind: 'files';
      /** In which they were looked for. */
      readonly folder: string;
      readonly files: readonly string[];
      readonly unreadable: readonly Unreadable[];
      /** Links that lead to where it is read already, or around in a circle: not followed. */
      readonly loops: readonly LinkToRead[];
      /** A folder is read by a link that leads to it. */
      readonly hasLinks: boolean;
    }
  | { readonly kind: 'missing' }
  | ({ readonly kind: 'unreadable' } & Unreadable);

interface Unreadable {
  readonly path: string;
  /** The operating system's code: `EACCES`. */
  readonly reason: string;
}

interface LinkToRead {
  readonly path: string;
  /** Where it leads. */
  readonly to: string;
}

/** A folder to be read. */
interface Place {
  readonly path: string;
  /** Where it lies, links followed. */
  readonly real: string;
}

/** Leaves out what no person means: hidden files, editors' backups, `node_modules`. Links to folders are followed. */
export async function findFiles(directory: string): Promise<Found> {
  const { folder, beside } = folderInUse(directory);
  const found = { files: [...beside], unreadable: [] as Unreadable[], loops: [] as LinkToRead[], hasLinks: false };
  const read = new Set<string>();
  const pending: Place[] = [{ path: folder, real: await realpath(folder).catch(() => folder) }];
  /** Their turn comes last: what lies in the folder itself is read there. */
  const links: string[] = [];
  for (let place = pending.pop(); place !== undefined; place = pending.pop() ?? (await nextLink(links, found))) {
    const { path, real } = place;
    if (isRead(real, read)) {
      found.loops.push({ path, to: real });
      continue;
    }
    read.add(real);
    const entries = await list(path);
    if (!Array.isArray(entries)) {
      if (path !== folder) found.unreadable.push({ path, ...entries });
      else return entries.reason === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', path, ...entries };
      continue;
    }
    for (const entry of entries) {
      if (isIgnored(entry.name)) continue;
      if (entry.isDirectory()) pending.push({ path: join(path, entry.name), real: join(real, entry.name) });
      else if (/\.ya?ml$/i.test(entry.name)) found.files.push(join(path, entry.name));
      else if (entry.isSymbolicLink()) links.push(join(path, entry.name));
    }
  }
  return { kind: 'files', folder, ...found, files: found.files.toSorted() };
}

/** The first that leads to a folder. One without an ending that leads nowhere was one: a disk that is not mounted. */
async function nextLink(
  links: string[],
  found: { readonly unreadable: Unreadable[]; hasLinks: boolean },
): Promise<Place | undefined> {
  links.sort();
  for (let path = links.shift(); path !== undefined; path = links.shift()) {
    try {
      if (!(await stat(path)).isDirectory()) continue;
      found.hasLinks = true;
      return { path, real: await realpath(path) };
    } catch (error) {
      if (extname(path) === '') found.unreadable.push({ path, reason: reasonOf(error) });
    }
  }
  return undefined;
}

/** It is, or something in it: a link to a folder above leads around in a circle. */
function isRead(real: string, read: ReadonlySet<string>): boolean {
  return read.has(real) || [...read].some((each) => each.startsWith(real.endsWith(sep) ? real : `${real}${sep}`));
}

async function list(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** `.#work.yaml` (Emacs), `._work.yaml` (macOS), `#work.yaml#`, `~$work.yaml`, `work.yaml~` (which ends otherwise). */
function isIgnored(name: string): boolean {
  return /^[.#~]/.test(name) || name === 'node_modules';
}

export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
