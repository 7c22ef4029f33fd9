import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BackupAnswer, BackupOrder } from './backup-thread.ts';
import { StoreError } from './store-error.ts';

/** Beside this module, in the source as in what is built. */
const THREAD = join(import.meta.dirname, `backup-thread${extname(import.meta.filename)}`);

/**
 * Makes a backup in a thread of its own: neither the loop nor the store's thread waits for it. Resolves with its bytes.
 *
 * @throws {StoreError} as {@link backUp} does; an `AbortError` when `signal` aborts, and then nobody waits for it.
 */
export async function backUpInThread(order: BackupOrder, signal: AbortSignal): Promise<number> {
  const thread = new Worker(THREAD, { name: 'backup', workerData: order });
  // The process may end without it.
  thread.unref();
  const [answer] = (await once(thread, 'message', { signal })) as [BackupAnswer];
  if (answer.kind === 'refused') throw new StoreError(answer.refusal);
  return answer.bytes;
}
