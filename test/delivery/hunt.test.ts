import * as fc from 'fast-check';
import { it } from 'vitest';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { breadth } from '../support/breadth.ts';
import { expectAllIsWell } from './chaos-expectations.ts';
import { anyWorld, live, type World } from './chaos-world.ts';

async function expectWell(world: World): Promise<void> {
  const store = openStore(MEMORY);
  try {
    expectAllIsWell(world, await live(world, () => store));
  } finally {
    store.close();
  }
}

it('in any world every delivery ends once, nothing comes twice, limits and silences hold, failures are told, and secrets are not', async () => {
  await fc.assert(fc.asyncProperty(anyWorld, expectWell), { numRuns: Number(process.env['HUNT'] ?? 100), seed: Number(process.env['HUNT_SEED'] ?? Date.now() % 1e9) });
}, 600_000);
