import { statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** The schedules that a command works on. */
export interface Folder {
  /** As a person names it from where the command runs: `schedules`, `../schedules`. */
  readonly path: string;
  /** As it was typed; none = it was looked for. */
  readonly asked?: string;
  /** The one file of it that was asked for, as an absolute path. */
  readonly file?: string;
  /** There is nothing of that name. */
  readonly isMissing?: boolean;
}

const NAME = 'schedules';

/**
 * Where the YAML is. By default `schedules` here, or in the nearest folder above that has one. A folder that has a
 * `schedules` itself means that one; a file means the folder it belongs to.
 *
 * @param asked As it was typed.
 * @param cwd Where the command runs; `path` is relative to it. Default: the working directory.
 */
export function folderOf(asked: string | undefined, cwd = process.cwd()): Folder {
  if (asked === undefined) return nearest(cwd);
  const absolute = resolve(cwd, asked);
  if (isFolder(absolute)) return { path: isFolder(join(absolute, NAME)) ? join(asked, NAME) : asked, asked };
  if (isThere(absolute)) return { path: named(cwd, homeOf(absolute)), asked, file: absolute };
  return { path: asked, asked, isMissing: true };
}

function nearest(cwd: string): Folder {
  const home = ancestors(cwd).find((each) => isFolder(join(each, NAME)));
  return home === undefined ? { path: NAME, isMissing: true } : { path: named(cwd, home, NAME) };
}

/** The folder of schedules that a file lies in, however deep. */
function homeOf(file: string): string {
  return ancestors(dirname(file)).find((each) => basename(each) === NAME) ?? dirname(file);
}

/** The folder itself first. */
function ancestors(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}

function named(cwd: string, ...path: readonly string[]): string {
  return relative(cwd, join(...path)) || '.';
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
