import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateWindow } from '../../../src/robot/sandbox/rate-window.ts';

describe('RateWindow', () => {
  it('takes twenty, refuses the twenty-first and is silent for ten minutes', () => {
    const window = new RateWindow(20);
    for (let index = 0; index < 20; index += 1) expect(window.take(index)).toBe(true);
    expect(window.take(59_999)).toBe(false);
    expect(window.take(59_999 + 599_999)).toBe(false);
    expect(window.take(59_999 + 600_000)).toBe(true);
  });

  it('is half-open: exactly 60,000 ms later the first no longer counts', () => {
    const window = new RateWindow(1);
    expect(window.take(0)).toBe(true);
    expect(window.take(60_000)).toBe(true);
    expect(window.take(119_999)).toBe(false);
  });

  it('slides: a burst around the full minute is no way round it', () => {
    const window = new RateWindow(2);
    expect([59_000, 59_500, 61_000].map((at) => window.take(at))).toEqual([true, true, false]);
  });

  it('never takes more than its limit in any 60 s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(30_000)), (perMinute, gaps) => {
        const window = new RateWindow(perMinute);
        const taken: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          if (window.take(now)) taken.push(now);
        }
        for (const end of taken) {
          expect(taken.filter((at) => at > end - 60_000 && at <= end).length).toBeLessThanOrEqual(perMinute);
        }
      }),
    );
  });
});
