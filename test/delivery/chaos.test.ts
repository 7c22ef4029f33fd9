import * as fc from 'fast-check';
import { it } from 'vitest';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { breadth } from '../support/breadth.ts';
import { expectAllIsWell } from './chaos-expectations.ts';
import { anyWorld, live } from './chaos-world.ts';

it('in any world every delivery ends once, nothing comes twice, limits and silences hold, failures are told, and secrets are not', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorld, async (world) => {
      const store = openStore(MEMORY);
      try {
        expectAllIsWell(world, await live(world, () => store));
      } finally {
        store.close();
      }
    }),
    { numRuns: breadth({ quick: 40, long: 4_000 }) },
  );
}, 600_000);
