import { describe, expect, it } from 'vitest';
import { timesOf } from '../support/dates-of.ts';

/*
 * Time as people say it: what they say, how it is written, and when it then fires, worked out by hand on a calendar.
 * Times of day are left out where they are 09:00.
 */

async function said(yaml: string, from: string, until: string): Promise<string> {
  const times = await timesOf(yaml, from, until);
  return times
    .map((time) => time.slice(from.slice(0, 4) === until.slice(0, 4) ? 5 : 2).replace(' 09:00', ''))
    .join(', ');
}

describe('every so many days, weeks, months, years', () => {
  it.each([
    // 2026-12-02 is a Wednesday.
    ['every other Wednesday', 'every: 2 weeks, from: 2026-12-02', '2026-11-01', '2026-12-31', '12-02, 12-16, 12-30'],
    [
      'at two times',
      'every: 2 weeks, from: 2026-12-02, at: ["09:00", "18:00"]',
      '2026-12-03',
      '2026-12-17',
      '12-16, 12-16 18:00',
    ],
    [
      'every 3 days',
      'every: 3 days, from: 2026-12-30, at: "08:30"',
      '2026-12-28',
      '2027-01-06',
      '26-12-30 08:30, 27-01-02 08:30, 27-01-05 08:30',
    ],
    [
      'every 3 months on the last day',
      'every: 3 months, from: 2026-11-30',
      '2026-11-01',
      '2027-12-31',
      '26-11-30, 27-02-28, 27-05-30, 27-08-30, 27-11-30',
    ],
    [
      'every 2 years, born on Feb 29',
      'every: 2 years, from: 2024-02-29',
      '2024-01-01',
      '2028-12-31',
      '24-02-29, 26-02-28, 28-02-29',
    ],
    // The week of Wednesday the 2nd lasts until Sunday the 6th; its Monday lies before `from`.
    [
      'Monday and Friday of every other week',
      'every: 2 weeks, from: 2026-12-02, on: [mon, fri]',
      '2026-11-01',
      '2026-12-31',
      '12-04, 12-14, 12-18, 12-28',
    ],
    // 2026-10-01 to 07 is a holiday, Saturday the 10th is worked: the week of Monday the 5th has Thursday to Saturday.
    [
      'workdays of every other week',
      'every: 2 weeks, from: 2026-09-21, on: workdays',
      '2026-09-21',
      '2026-10-20',
      '09-21, 09-22, 09-23, 09-24, 10-08, 10-09, 10-10, 10-19, 10-20',
    ],
    [
      '4 on 2 off',
      'every: 6 days, for: 4 days, from: 2026-12-01',
      '2026-11-28',
      '2026-12-13',
      '12-01, 12-02, 12-03, 12-04, 12-07, 12-08, 12-09, 12-10, 12-13',
    ],
    [
      'one week on, one off',
      'every: 2 weeks, for: 1 week, from: 2026-12-03',
      '2026-12-08',
      '2026-12-18',
      '12-08, 12-09, 12-17, 12-18',
    ],
    [
      'the first three days of each quarter',
      'every: 3 months, for: 3 days, from: 2026-01-01',
      '2026-03-01',
      '2026-07-31',
      '04-01, 04-02, 04-03, 07-01, 07-02, 07-03',
    ],
    ['100 days', 'every: 100 days, from: 2024-05-20', '2024-05-01', '2024-12-31', '05-20, 08-28, 12-06'],
    [
      'told the day before',
      'every: 2 weeks, from: 2026-12-02, advance: [1d, 0d]',
      '2026-12-03',
      '2026-12-30',
      '12-15, 12-16, 12-29, 12-30',
    ],
  ])('%s: { %s }, %s to %s', async (_, yaml, from, until, expected) => {
    expect(await said(yaml, from, until)).toBe(expected);
  });
});
