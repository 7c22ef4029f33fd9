import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMonthlyDay } from '../../src/schedule/parse-monthly-day.ts';
import type { MonthlyDay } from '../../src/schedule/parse-monthly-day.ts';

describe('reading monthly', () => {
  it.each<[number | string, MonthlyDay]>([
    [15, { kind: 'date', day: 15 }],
    ['15', { kind: 'date', day: 15 }],
    ['01', { kind: 'date', day: 1 }],
    ['last', { kind: 'date', day: -1 }],
    ['last day', { kind: 'date', day: -1 }],
    ['last workday', { kind: 'workday', nth: -1 }],
    ['First  Workday ', { kind: 'workday', nth: 1 }],
    ['10th workday', { kind: 'workday', nth: 10 }],
    ['2nd friday', { kind: 'weekday', weekday: 5, nth: 2 }],
    ['second fri', { kind: 'weekday', weekday: 5, nth: 2 }],
    ['last sunday', { kind: 'weekday', weekday: 0, nth: -1 }],
    ['3rd last workday', { kind: 'workday', nth: -3 }],
    ['second-last workday', { kind: 'workday', nth: -2 }],
    ['2nd last day', { kind: 'date', day: -2 }],
    ['2nd last friday', { kind: 'weekday', weekday: 5, nth: -2 }],
    ['1st Sat', { kind: 'weekday', weekday: 6, nth: 1 }],
  ])('%j', (value, day) => {
    expect(parseMonthlyDay(value)).toEqual({ kind: 'monthly', day });
  });

  it.each([29, 30, 31, '5th friday', '20th workday'])('%j warns of the months without it', (value) => {
    expect(parseMonthlyDay(value)).toMatchObject({ kind: 'monthly', warning: { code: 'month-without-day' } });
  });

  it('tells whoever writes 31 how to write the last day', () => {
    expect(parseMonthlyDay(31)).toMatchObject({
      warning: {
        hint: { en: 'write last for the last day of every month; for that of shorter months only, add short: last' },
      },
    });
  });

  it.each([
    0,
    32,
    -1,
    1.5,
    '',
    'lst',
    'workday',
    'friday',
    '0th friday',
    '6th friday',
    '24th workday',
    'last 15',
    'last last workday',
    '29th last day',
    '2nd day',
    '6th last friday',
    '15 16',
    'second',
  ])('%j is refused', (value) => {
    expect(parseMonthlyDay(value)).toMatchObject({ kind: 'fault', code: 'unknown-monthly-day' });
  });

  it('takes any value without a crash', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.double()), (value) => {
        expect(parseMonthlyDay(value).kind).toMatch(/monthly|fault/);
      }),
    );
  });
});
