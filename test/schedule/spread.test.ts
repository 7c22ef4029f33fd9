import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/schedule/instant.ts';
import { spreadOffset } from '../../src/schedule/spread.ts';

describe('spreading', () => {
  it.each([
    ['', 401_353],
    ['clock-in', 552_125],
    ['上班打卡', 339_921],
  ])('gives %j the same place on every host and in every version', (id, offset) => {
    expect(spreadOffset(id, 10 * MINUTE)).toBe(offset);
  });

  it.each([0, -1])('does not spread over a window of %d', (windowMs) => {
    expect(spreadOffset('clock-in', windowMs)).toBe(0);
  });

  it('stays within the window, in whole milliseconds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 86_400_000 }), (id, windowMs) => {
        const offset = spreadOffset(id, windowMs);
        expect(Number.isInteger(offset)).toBe(true);
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThan(windowMs);
      }),
    );
  });

  it('fills every tenth of the window evenly with ids that differ in one number', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 5_000; index += 1) tenths[Math.floor(spreadOffset(`reminder-${index}`, 10))]! += 1;
    for (const count of tenths) {
      expect(count).toBeGreaterThan(400);
      expect(count).toBeLessThan(600);
    }
  });
});
