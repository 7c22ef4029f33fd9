import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefreshDue, yearsToAsk } from '../../src/daemon/refresh-season.ts';
import { DAY, type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';

const at = (text: string): EpochMs => toEpochMs(Date.parse(text));

describe('when holiday data is refreshed', () => {
  it.each<[string, string | undefined, string, boolean]>([
    ['never before', undefined, '2026-03-01T12:00+08:00', true],
    ['six days ago', '2026-03-01T00:00+08:00', '2026-03-07T23:59+08:00', false],
    ['a week ago, by the days', '2026-03-01T23:59+08:00', '2026-03-08T00:00+08:00', true],
    ['yesterday, before the season', '2026-10-13T12:00+08:00', '2026-10-14T23:59+08:00', false],
    ['yesterday, as the season begins', '2026-10-14T23:59+08:00', '2026-10-15T00:00+08:00', true],
    ['today, in the season', '2026-11-24T00:00+08:00', '2026-11-24T23:59+08:00', false],
    ['yesterday, a moment less than a day ago', '2026-11-23T04:23:01+08:00', '2026-11-24T04:23+08:00', true],
    ['yesterday, on the last day of the year', '2026-12-30T12:00+08:00', '2026-12-31T23:59+08:00', true],
    ['yesterday, on New Year’s Day', '2026-12-31T12:00+08:00', '2027-01-01T00:00+08:00', false],
    ['in the future: the clock was set back', '2030-01-01T00:00+08:00', '2026-03-01T00:00+08:00', true],
    ['by China’s days, not by UTC’s', '2026-11-24T15:00Z', '2026-11-24T16:00Z', true],
  ])('%s', (_, last, now, expected) => {
    expect(isRefreshDue(last === undefined ? undefined : at(last), at(now))).toBe(expected);
  });

  it('is never more than a week apart', () => {
    const instants = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2060, 0) }).map(toEpochMs);
    fc.assert(fc.property(instants, (last) => isRefreshDue(last, toEpochMs(last + 7 * DAY))));
  });
});

describe('which years are asked for', () => {
  it.each([
    ['2026-01-01T00:00+08:00', [2026]],
    ['2026-10-14T23:59:59+08:00', [2026]],
    ['2026-10-15T00:00+08:00', [2026, 2027]],
    ['2026-12-31T23:59:59+08:00', [2026, 2027]],
    ['2026-12-31T16:00Z', [2027]],
  ])('at %s', (now, years) => {
    expect(yearsToAsk(at(now))).toEqual(years);
  });
});
