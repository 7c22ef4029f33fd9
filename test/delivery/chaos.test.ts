import * as fc from 'fast-check';
import { it } from 'vitest';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { breadth } from '../support/breadth.ts';
import { expectAllIsWell } from './chaos-expectations.ts';
import { KNOWN_WORLDS } from './chaos-known-worlds.ts';
import { anyWorld, live, type World } from './chaos-world.ts';

async function expectWell(world: World): Promise<void> {
  const store = openStore(MEMORY);
  try {
    expectAllIsWell(world, await live(world, () => store));
  } finally {
    store.close();
  }
}

it.each(KNOWN_WORLDS)('%s', async (_what, world) => {
  await expectWell(world);
});

it('in any world every delivery ends once, nothing comes twice, limits and silences hold, failures are told, and secrets are not', async () => {
  await fc.assert(fc.asyncProperty(anyWorld, expectWell), { numRuns: breadth({ quick: 40, long: 2_000 }) });
}, 1_200_000);
