import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { breadth } from '../support/breadth.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { expectAllIsWell, expectNoSecretIn } from './chaos-expectations.ts';
import { KNOWN_WORLDS } from './chaos-known-worlds.ts';
import { anyWorld, live, type World } from './chaos-world.ts';

/** The process before may be dead, but a command beside it is not: what that has opened stays open. */
async function expectWellOnDisk(world: World): Promise<void> {
  const directory = temporaryDirectory();
  const opened: Store[] = [];
  const reopen = (): Store => {
    const store = openStore(directory);
    opened.push(store);
    return store;
  };
  try {
    const aftermath = await live(world, reopen);
    expectAllIsWell(world, aftermath);
    expectNoSecretIn(bytesIn(directory), aftermath);
  } finally {
    for (const store of opened) store.close();
  }
}

it.each(KNOWN_WORLDS)('from a file that every process opens anew: %s', async (_what, world) => {
  await expectWellOnDisk(world);
});

it('the same with a file that every process opens anew, in none of whose bytes stands a secret', async () => {
  await fc.assert(fc.asyncProperty(anyWorld, expectWellOnDisk), { numRuns: breadth({ quick: 3, long: 100 }) });
}, 1_200_000);

/** As Latin-1, so that any byte sequence can be searched: the log of the database too, which is open still. */
function bytesIn(directory: string): string {
  return readdirSync(directory)
    .map((file) => readFileSync(join(directory, file), 'latin1'))
    .join('\n');
}
