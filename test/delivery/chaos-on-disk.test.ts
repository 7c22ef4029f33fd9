import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { breadth } from '../support/breadth.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { expectAllIsWell, expectNoSecretIn } from './chaos-expectations.ts';
import { anyWorld, live } from './chaos-world.ts';

it('the same with a file that every process opens anew, in none of whose bytes stands a secret', async () => {
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
        const aftermath = await live(world, reopen);
        expectAllIsWell(world, aftermath);
        expectNoSecretIn(bytesIn(directory), aftermath);
      } finally {
        store?.close();
      }
    }),
    { numRuns: breadth({ quick: 3, long: 100 }) },
  );
}, 1_200_000);

/** As Latin-1, so that any byte sequence can be searched: the log of the database too, which is open still. */
function bytesIn(directory: string): string {
  return readdirSync(directory)
    .map((file) => readFileSync(join(directory, file), 'latin1'))
    .join('\n');
}
