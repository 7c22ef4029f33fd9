import * as fc from 'fast-check';
import { it } from 'vitest';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { expectAllIsWell } from './chaos-expectations.ts';
import { anyWorld, live } from './chaos-world.ts';

it('in any world every delivery ends once, nothing comes twice, the limit holds, and failures are told', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorld, async (world) => {
      const store = openStore(MEMORY);
      try {
        expectAllIsWell(world, await live(world, () => store));
      } finally {
        store.close();
      }
    }),
    { numRuns: Number(process.env['CHAOS_RUNS'] ?? 1_000) },
  );
}, 300_000);
