import { basename, join, relative } from 'node:path';
import { watch } from 'chokidar';
import { ENV_FILE } from '../config/dot-env.ts';
import type { ConfigPlace } from './folder-stamp.ts';

/** Somebody who tells that something of a configuration may have changed. */
export type FileEvents = (place: ConfigPlace, listener: FileEventsListener) => Promise<FileEventsSource>;

export interface FileEventsListener {
  readonly onEvent: () => void;
  readonly onError: (error: unknown) => void;
}

interface FileEventsSource {
  close(): Promise<void>;
}

/**
 * The operating system's own notices, by chokidar: of folders, never of single files, because editors put a new
 * file in the place of the old one. Tells too much rather than too little.
 */
export const fileEvents: FileEvents = async ({ directory, envDirectory }, { onEvent, onError }) => {
  const isAround = (path: string): boolean =>
    envDirectory !== undefined && (path === envDirectory || path === join(envDirectory, ENV_FILE));
  const watcher = watch([directory, ...(envDirectory === undefined ? [] : [envDirectory])], {
    ignored: (path, stats) => {
      if (path === directory || isAround(path)) return false;
      return !isBelow(path, directory) || isOfNoInterest(basename(path), stats?.isFile() ?? false);
    },
    ignorePermissionErrors: true,
    persistent: false,
  });
  watcher.on('all', onEvent).on('ready', onEvent).on('error', onError);
  return watcher;
};

/** Beside it there may be anything: data, packages, all of somebody's home. */
function isBelow(path: string, directory: string): boolean {
  return !relative(directory, path).startsWith('..');
}

/** What is not read as configuration. `..data` is the link by which Kubernetes swaps a whole folder. */
function isOfNoInterest(name: string, isFile: boolean): boolean {
  if (name === 'node_modules' || /^\.[^.]/.test(name)) return true;
  return isFile && !/\.ya?ml$/i.test(name);
}
