import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { folderInUse } from './folder-in-use.ts';

/** The YAML files of a folder and those below it, as absolute paths in a stable order. */
export type Found =
  | {
      readonly kind: 'files';
      /** In which they were looked for. */
      readonly folder: string;
      readonly files: readonly string[];
      readonly unreadable: readonly Unreadable[];
    }
  | { readonly kind: 'missing' }
  | ({ readonly kind: 'unreadable' } & Unreadable);

interface Unreadable {
  readonly path: string;
  /** The operating system's code: `EACCES`. */
  readonly reason: string;
}

/** Leaves out what no person means: hidden files, editors' backups, `node_modules`. Links to folders are not followed. */
export async function findFiles(directory: string): Promise<Found> {
  const { folder, beside } = folderInUse(directory);
  const files: string[] = [...beside];
  const unreadable: Unreadable[] = [];
  const pending = [folder];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const entries = await list(path);
    if (!Array.isArray(entries)) {
      if (path !== folder) unreadable.push({ path, ...entries });
      else return entries.reason === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', path, ...entries };
      continue;
    }
    for (const entry of entries) {
      if (isIgnored(entry.name)) continue;
      if (entry.isDirectory()) pending.push(join(path, entry.name));
      else if (/\.ya?ml$/i.test(entry.name)) files.push(join(path, entry.name));
    }
  }
  return { kind: 'files', folder, files: files.toSorted(), unreadable };
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
