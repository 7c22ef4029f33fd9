import * as fc from 'fast-check';
import { it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { expectAllIsWell } from './chaos-expectations.ts';
import { anyWorld, live } from './chaos-world.ts';

it('the same with a file that every process opens anew', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorld, async (world) => {
      const directory = temporaryDirectory();
      let store: Store | undefined;
      const reopen = (): Store => {
        store?.close();
        store = openStore(directory);
        return store;
      };
      try {
        expectAllIsWell(world, await live(world, reopen));
      } finally {
        store?.close();
      }
    }),
    { numRuns: Number(process.env['CHAOS_RUNS'] ?? 25) },
  );
}, 300_000);
