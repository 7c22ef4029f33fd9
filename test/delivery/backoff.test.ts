import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../src/delivery/backoff.ts';

const ALMOST_ONE = 1 - Number.EPSILON / 2;

describe('backoffMs', () => {
  it.each([
    [1, 1_000, 1_999],
    [2, 2_000, 3_999],
    [3, 4_000, 7_999],
    [8, 128_000, 255_999],
    [9, 150_000, 299_999],
    [10_000, 150_000, 299_999],
  ])('after failure %i lies between %i and %i ms', (failures, least, most) => {
    expect(backoffMs(failures, () => 0)).toBe(least);
    expect(backoffMs(failures, () => ALMOST_ONE)).toBe(most);
  });

  it('is a whole number within its bounds, whatever the dice say', () => {
    const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), dice, (failures, die) => {
        const ms = backoffMs(failures, () => die);
        const ceiling = Math.min(2_000 * 2 ** (failures - 1), 300_000);
        expect(ms).toSatisfy(Number.isInteger);
        expect(ms).toBeGreaterThanOrEqual(ceiling / 2);
        expect(ms).toBeLessThan(ceiling);
      }),
    );
  });
});
