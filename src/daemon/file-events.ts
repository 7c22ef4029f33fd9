import { basename } from 'node:path';
import { watch } from 'chokidar';

/** Somebody who tells that something in a folder may have changed. */
export type FileEvents = (directory: string, listener: FileEventsListener) => Promise<FileEventsSource>;

export interface FileEventsListener {
  readonly onEvent: () => void;
  readonly onError: (error: unknown) => void;
}

interface FileEventsSource {
  close(): Promise<void>;
}

/**
 * The operating system's own notices, by chokidar: of the folder and those below it, never of single files, because
 * editors put a new file in the place of the old one. Tells too much rather than too little.
 */
export const fileEvents: FileEvents = async (directory, { onEvent, onError }) => {
  const watcher = watch(directory, {
    ignored: (path, stats) => path !== directory && isOfNoInterest(basename(path), stats?.isFile() ?? false),
    ignorePermissionErrors: true,
    persistent: false,
  });
  watcher.on('all', onEvent).on('ready', onEvent).on('error', onError);
  return watcher;
};

/** What is not read as configuration. `..data` is the link by which Kubernetes swaps a whole folder. */
function isOfNoInterest(name: string, isFile: boolean): boolean {
  if (name === 'node_modules' || /^\.[^.]/.test(name)) return true;
  return isFile && !/\.ya?ml$/i.test(name);
}
