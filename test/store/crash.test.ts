import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { startChild } from './child.ts';
import { at } from './plan.ts';
import { temporaryDirectory } from './temporary-directory.ts';

describe('kill -9 between and inside commits', () => {
  it.each([1, 7, 40, 123])('after line %i leaves deliveries and cursor as one', async (lines) => {
    const directory = temporaryDirectory();
    const child = startChild(new URL('./committing-child.ts', import.meta.url), directory);
    let acknowledged = 0;
    while (acknowledged < lines) acknowledged = Number(await child.line());
    await child.kill();

    const store = openStore(directory);
    try {
      const [cursor] = await store.plans.cursors();
      const history = await store.history.list({ limit: 1e6 });
      const planned = history.map(({ delivery }) => delivery.dueAt).toReversed();
      expect(cursor!.through).toBeGreaterThanOrEqual(at(acknowledged));
      expect(planned).toEqual(Array.from({ length: cursor!.through - at(0) }, (_, index) => at(index + 1)));
    } finally {
      store.close();
    }
  });
});
