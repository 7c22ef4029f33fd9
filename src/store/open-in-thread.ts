import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DistantStore } from './store.ts';
import { StoreError } from './store-error.ts';
import type { Answer, Call, Opening } from './thread-calls.ts';

/** Beside this module, in the source as in what is built. */
const THREAD = join(import.meta.dirname, `store-thread${extname(import.meta.filename)}`);

/** What it hands on is young for an instant only: with V8's own measure it would keep 2 MB more. */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

/**
 * Opens the store in a thread of its own: while the database waits (for the disk, another process's transaction, its own
 * log), the caller's event loop goes on. Calls are answered in the order in which they were made, except that reading
 * never waits for what another process writes.
 *
 * @throws {StoreError} when it cannot be opened.
 */
export async function openStoreInThread(dataDirectory: string): Promise<DistantStore> {
  const thread = new Worker(THREAD, { name: 'store', workerData: dataDirectory, resourceLimits: LIMITS });
  const [opening] = (await once(thread, 'message')) as [Opening];
  if (opening.kind === 'refused') throw new StoreError(opening.refusal);
  const { ask, lose } = askingOf(thread);
  const gone = once(thread, 'exit');
  void gone.then(lose);
  const ports = Object.entries(opening.methods).map(([port, methods]) => {
    const asking = methods.map((method) => [method, (...args: readonly unknown[]) => ask(port, method, args)] as const);
    return [port, Object.fromEntries(asking)] as const;
  });
  const { '': own, ...others } = Object.fromEntries(ports);
  const close = async (): Promise<void> => {
    await own?.['close']?.();
    await gone;
  };
  // Each method of the same name at the other end has this one's type.
  return { ...others, ...own, close } as unknown as DistantStore;
}

interface Asking {
  readonly ask: (port: string, method: string, args: readonly unknown[]) => Promise<unknown>;
  /** Nobody answers any more. */
  readonly lose: () => void;
}

function askingOf(thread: Worker): Asking {
  const asked = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  let isLost = false;
  thread.on('message', (answer: Answer) => {
    const promise = asked.get(answer.id);
    asked.delete(answer.id);
    if (answer.kind === 'returned') promise?.resolve(answer.value);
    else promise?.reject(answer.kind === 'refused' ? new StoreError(answer.refusal) : answer.error);
  });
  return {
    ask(port, method, args) {
      if (isLost) return Promise.reject(new Error('the store is closed'));
      const promise = Promise.withResolvers<unknown>();
      const call: Call = { id: (calls += 1), port, method, args };
      thread.postMessage(call);
      asked.set(call.id, promise);
      return promise.promise;
    },
    lose() {
      isLost = true;
      for (const promise of asked.values()) promise.reject(new Error('the store is closed'));
    },
  };
}
