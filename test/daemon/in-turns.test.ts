import { describe, expect, it } from 'vitest';
import { inTurns } from '../../src/daemon/in-turns.ts';

/** What keeps everybody else waiting until the clock has gone on by so much. */
function busy(ms: number): void {
  for (const start = performance.now(); performance.now() - start < ms; );
}

describe('in turns', () => {
  it('gives every item, in order', async () => {
    expect(await Array.fromAsync(inTurns([1, 2, 3]))).toEqual([1, 2, 3]);
    expect(await Array.fromAsync(inTurns([]))).toEqual([]);
  });

  it('lets others have their turn while the work is long, be it in the items or on them', async () => {
    for (const [items, work] of [
      [slow(), () => {}],
      [[1, 2, 3], () => busy(11)],
    ] as const) {
      let hadTurn = false;
      setImmediate(() => (hadTurn = true));
      const seen: boolean[] = [];
      for await (const _ of inTurns(items)) {
        seen.push(hadTurn);
        work();
      }
      expect([seen[0], seen[2]]).toEqual([false, true]);
    }
  });
});

function* slow(): Generator<number> {
  for (const item of [1, 2, 3]) {
    yield item;
    busy(11);
  }
}
