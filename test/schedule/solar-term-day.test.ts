import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qingming } from '../../src/schedule/calendar/qingming.ts';
import { addDays, type DayNumber, toDayNumber } from '../../src/schedule/civil.ts';
import { solarTermRule } from '../../src/schedule/solar-term-day.ts';
import { sun } from '../../src/config/sun.ts';
import { SOLAR_TERMS } from '../../src/schedule/solar-terms.ts';
import { breadth } from '../support/breadth.ts';
import { degreesPast } from './sun-oracle.ts';

const anyTerm = fc.constantFrom(...SOLAR_TERMS);

describe('a solar term', () => {
  it('is the day in Beijing on which the sun passes its longitude', () => {
    fc.assert(
      fc.property(anyTerm, fc.integer({ min: 1950, max: 2100 }), ({ zh, longitude }, year) => {
        const term = SOLAR_TERMS.find((each) => each.zh === zh)!;
        const day = solarTermRule(term, sun).next(toDayNumber(year, 1, 1))!;
        // The low-precision sun is a hundredth of a degree off at most: a quarter of an hour.
        expect(degreesPast(longitude, day)).toBeLessThan(0.012);
        expect(degreesPast(longitude, addDays(day, 1))).toBeGreaterThan(-0.012);
      }),
      { numRuns: breadth({ quick: 200, long: 5_000 }) },
    );
  });

  it('comes once a year, whoever asks and whenever', () => {
    fc.assert(
      fc.property(anyTerm, fc.integer({ min: toDayNumber(1940, 1, 1), max: toDayNumber(2099, 1, 1) }), (term, from) => {
        const rule = solarTermRule(term, sun);
        const first = rule.next(from as DayNumber)!;
        const second = rule.next(addDays(first, 1))!;
        expect(first).toBeGreaterThanOrEqual(from);
        expect(second - first).toBeGreaterThanOrEqual(365);
        expect(second - first).toBeLessThanOrEqual(366);
        expect(rule.next(first)).toBe(first);
      }),
      { numRuns: breadth({ quick: 100, long: 2_000 }) },
    );
  });

  it('begins in 1950 and ends with 2100', () => {
    const [term] = SOLAR_TERMS;
    expect(solarTermRule(term!, sun).next(toDayNumber(1900, 1, 1))).toBe(toDayNumber(1950, 3, 21));
    expect(solarTermRule(term!, sun).next(toDayNumber(2101, 1, 1))).toBeUndefined();
  });

  it('清明 is the day that the law’s formula gives', () => {
    const term = SOLAR_TERMS.find(({ zh }) => zh === '清明')!;
    for (let year = 2000; year < 2100; year += 1) {
      expect(solarTermRule(term, sun).next(toDayNumber(year, 1, 1))).toBe(qingming(year));
    }
  });
});
