import { describe, expect, it } from 'vitest';
import { toDayNumber, wallAt } from '../../src/schedule/civil.ts';
import type { WallSeconds } from '../../src/schedule/civil.ts';
import { once, parseOnce } from '../../src/schedule/once.ts';

const lastMinute = wallAt(toDayNumber(2026, 12, 31), 86_340);

describe('reading once', () => {
  it.each([
    ['2026-12-31T23:59', lastMinute],
    ['2026-12-31 23:59', lastMinute],
    [' 2026-12-31T23:59:00 ', lastMinute],
    ['2026-12-31T23:59:30', lastMinute + 30],
    ['2028-02-29T00:00', wallAt(toDayNumber(2028, 2, 29), 0)],
  ])('%j', (text, wall) => {
    expect(parseOnce(text)).toEqual({ kind: 'once', wall });
  });

  it.each([
    ['2026-12-31', 'missing-time'],
    ['2026-12-31T23:59Z', 'written-offset'],
    ['2026-12-31T23:59:00+08:00', 'written-offset'],
    ['2026-12-31 23:59 +0800', 'written-offset'],
    ['2026-02-29T10:00', 'unknown-time'],
    ['2026-12-31T24:00', 'unknown-time'],
    ['2026-12-31T23:60', 'unknown-time'],
    ['2026-12-31T9:00', 'unknown-time'],
    ['2026-12-31T23:59:00.5', 'unknown-time'],
    ['12-31T23:59', 'unknown-time'],
    ['tomorrow', 'unknown-time'],
    ['', 'unknown-time'],
  ])('%j is refused: %s', (text, code) => {
    expect(parseOnce(text)).toMatchObject({ kind: 'fault', code });
  });

  it('shows how to write a date without its time, and a time with an offset', () => {
    expect(parseOnce('2026-12-31')).toMatchObject({ hint: { en: 'write 2026-12-31T09:00' } });
    expect(parseOnce('2026-12-31T23:59Z')).toMatchObject({
      hint: { en: 'write 2026-12-31T23:59, and the zone as timezone' },
    });
  });
});

describe('once', () => {
  it('comes once', () => {
    const pattern = once(lastMinute);
    expect(pattern.clockChange).toBe('anchored');
    expect(pattern.next((lastMinute - 1) as WallSeconds)).toBe(lastMinute);
    expect(pattern.next(lastMinute)).toBeUndefined();
  });
});
