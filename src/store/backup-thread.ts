import { parentPort, workerData } from 'node:worker_threads';
import { backUp } from './backup.ts';
import { StoreError, type StoreRefusal } from './store-error.ts';

// The thread in which the daemon's backup is made. `back-up-in-thread.ts` starts it.

export interface BackupOrder {
  readonly dataDirectory: string;
  readonly file: string;
}

export type BackupAnswer =
  | { readonly kind: 'made'; readonly bytes: number }
  | { readonly kind: 'refused'; readonly refusal: StoreRefusal };

parentPort?.postMessage(answerTo(workerData as BackupOrder));

function answerTo({ dataDirectory, file }: BackupOrder): BackupAnswer {
  try {
    return { kind: 'made', bytes: backUp(dataDirectory, file) };
  } catch (error) {
    if (error instanceof StoreError) return { kind: 'refused', refusal: error.refusal };
    throw error;
  }
}
