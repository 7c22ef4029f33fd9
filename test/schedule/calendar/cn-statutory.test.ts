import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../src/schedule/calendar/calendar.ts';
import { cnStatutoryDays } from '../../../src/schedule/calendar/cn-statutory.ts';
import { qingming } from '../../../src/schedule/calendar/qingming.ts';
import { parseIsoDate, toDayNumber, toIsoDate } from '../../../src/schedule/civil.ts';

describe('the days off by law', () => {
  it('of 2027', () => {
    expect([...cnStatutoryDays(2027)].map(([day, name]) => `${toIsoDate(day)} ${name}`)).toEqual([
      '2027-01-01 元旦',
      '2027-02-05 春节',
      '2027-02-06 春节',
      '2027-02-07 春节',
      '2027-02-08 春节',
      '2027-04-05 清明',
      '2027-05-01 劳动节',
      '2027-05-02 劳动节',
      '2027-06-09 端午',
      '2027-09-15 中秋',
      '2027-10-01 国庆节',
      '2027-10-02 国庆节',
      '2027-10-03 国庆节',
    ]);
  });

  it('are all off in the notices under the law of 2024', () => {
    const calendar = createCalendar();
    for (const year of [2025, 2026]) {
      for (const day of cnStatutoryDays(year).keys()) expect(calendar.isWorkday(day)).toBe(false);
    }
  });

  it('are 13 days, fewer only where two holidays meet', () => {
    for (let year = 2025; year <= 2099; year += 1) {
      const names = [...cnStatutoryDays(year).values()].flatMap((name) => name.split('、'));
      expect(names).toHaveLength(13);
    }
  });

  it.each([2024, 2100])('are not foretold for %i: another law, or beyond the formula', (year) => {
    expect(cnStatutoryDays(year).size).toBe(0);
  });
});

describe('清明', () => {
  it.each(['2008-04-04', '2010-04-05', '2011-04-05', '2024-04-04', '2025-04-04', '2026-04-05', '2027-04-05'])(
    'is %s',
    (iso) => {
      const day = parseIsoDate(iso)!;
      expect(qingming(Number(iso.slice(0, 4)))).toBe(day);
    },
  );

  it('is the day on which the sun reaches 15°, in every year of the century', () => {
    for (let year = 2000; year <= 2099; year += 1) expect(qingming(year)).toBe(dayOfSunAt15(year));
  });

  it.each([1999, 2100])('is not computed for %i', (year) => {
    expect(qingming(year)).toBeUndefined();
  });
});

const UNIX_EPOCH_JULIAN = 2_440_587.5;

/** By bisection, on the day of UTC+8. */
function dayOfSunAt15(year: number): number {
  let [low, high] = [toDayNumber(year, 4, 1) as number, toDayNumber(year, 4, 10) as number];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (sunLongitude(UNIX_EPOCH_JULIAN + middle) < 15) low = middle;
    else high = middle;
  }
  return Math.floor(low + 8 / 24);
}

/** Apparent longitude in degrees: Jean Meeus, Astronomical Algorithms, chapter 25, low accuracy (0.01°). */
function sunLongitude(julianDay: number): number {
  const t = (julianDay - 2_451_545) / 36_525;
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t;
  const anomaly = radians(357.52911 + 35_999.05029 * t - 0.0001537 * t * t);
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t * t) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  const node = radians(125.04 - 1_934.136 * t);
  return (((mean + centre - 0.00569 - 0.00478 * Math.sin(node)) % 360) + 360) % 360;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
