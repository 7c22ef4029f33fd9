import { expect, it } from 'vitest';
import { toEpochMs } from '../../src/schedule/instant.ts';

it('an instant is a safe integer: NaN and fractions are refused', () => {
  expect(toEpochMs(-1)).toBe(-1);
  for (const wrong of [Number.NaN, 0.5, Number.POSITIVE_INFINITY, 2 ** 53]) {
    expect(() => toEpochMs(wrong)).toThrow(RangeError);
  }
});
