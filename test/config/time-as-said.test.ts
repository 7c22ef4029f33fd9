import { describe, expect, it } from 'vitest';
import { timesOf, toldOf } from '../support/dates-of.ts';

/*
 * Time as people say it: what they say, how it is written, and when it then fires, worked out by hand on a calendar.
 * Times of day are left out where they are 09:00.
 */

async function said(yaml: string, from: string, until: string, sections = ''): Promise<string> {
  const times = await timesOf(yaml, from, until, sections);
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

describe('days of the year that have a name', () => {
  // Terms by the almanac of the Purple Mountain Observatory, festivals by the calendars on sale.
  it.each([
    ['冬至', '24-12-21, 25-12-21, 26-12-22, 27-12-22, 28-12-21'],
    ['清明', '24-04-04, 25-04-04, 26-04-05, 27-04-05, 28-04-04'],
    ['清明节', '24-04-04, 25-04-04, 26-04-05, 27-04-05, 28-04-04'],
    ['立春', '24-02-04, 25-02-03, 26-02-04, 27-02-04, 28-02-04'],
    ['驚蟄', '24-03-05, 25-03-05, 26-03-05, 27-03-06, 28-03-05'],
    ['春节', '24-02-10, 25-01-29, 26-02-17, 27-02-06, 28-01-26'],
    ['除夕', '24-02-09, 25-01-28, 26-02-16, 27-02-05, 28-01-25'],
    ['元宵节', '24-02-24, 25-02-12, 26-03-03, 27-02-20, 28-02-09'],
    ['龙抬头', '24-03-11, 25-03-01, 26-03-20, 27-03-09, 28-02-26'],
    ['端午', '24-06-10, 25-05-31, 26-06-19, 27-06-09, 28-05-28'],
    ['七夕', '24-08-10, 25-08-29, 26-08-19, 27-08-08, 28-08-26'],
    ['中元', '24-08-18, 25-09-06, 26-08-27, 27-08-16, 28-09-03'],
    ['中秋', '24-09-17, 25-10-06, 26-09-25, 27-09-15, 28-10-03'],
    ['重阳', '24-10-11, 25-10-29, 26-10-18, 27-10-08, 28-10-26'],
    ['腊八', '24-01-18, 25-01-07, 26-01-26, 27-01-15, 28-01-04'],
    ['北方小年', '24-02-02, 25-01-22, 26-02-10, 27-01-30, 28-01-19'],
    ['南方小年', '24-02-03, 25-01-23, 26-02-11, 27-01-31, 28-01-20'],
    ['2nd sunday of may', '24-05-12, 25-05-11, 26-05-10, 27-05-09, 28-05-14'],
    ['third Sunday of Jun', '24-06-16, 25-06-15, 26-06-21, 27-06-20, 28-06-18'],
    ['4th thu of november', '24-11-28, 25-11-27, 26-11-26, 27-11-25, 28-11-23'],
    ['last monday of may', '24-05-27, 25-05-26, 26-05-25, 27-05-31, 28-05-29'],
    ['last day of february', '24-02-29, 25-02-28, 26-02-28, 27-02-28, 28-02-29'],
    ['last workday of october', '24-10-31, 25-10-31, 26-10-30, 27-10-29, 28-10-31'],
  ])('yearly: %s', async (name, expected) => {
    expect(await said(`yearly: ${name}`, '2024-01-01', '2028-12-31')).toBe(expected);
  });

  it('with the day before told, and counted from a first year', async () => {
    expect(await said('yearly: 端午, since: 2026, advance: [1d, 0d]', '2026-01-01', '2028-01-01')).toBe(
      '27-06-08, 27-06-09',
    );
    expect(await said('yearly: 2nd sunday of may, since: 2026', '2026-01-01', '2028-01-01')).toBe('27-05-09');
  });
});

describe('days of the month', () => {
  it.each([
    [
      'the 30th, or the last day',
      'monthly: 30, short: last',
      '2026-12-01',
      '2027-04-30',
      '26-12-30, 27-01-30, 27-02-28, 27-03-30, 27-04-30',
    ],
    ['the 1st and the 15th', 'monthly: [1, 15]', '2026-12-01', '2027-01-15', '26-12-01, 26-12-15, 27-01-01, 27-01-15'],
    [
      'first and third Wednesday',
      'monthly: [1st wednesday, 3rd wednesday]',
      '2026-12-01',
      '2027-01-31',
      '26-12-02, 26-12-16, 27-01-06, 27-01-20',
    ],
    // 2026-11-30 is a Monday; 12-31 a Thursday; of October 2026 the last workdays are the 30th, 29th, 28th.
    ['third-last workday', 'monthly: 3rd last workday', '2026-10-01', '2026-12-31', '10-28, 11-26, 12-29'],
    ['second-last workday', 'monthly: second-last workday', '2026-10-01', '2026-12-31', '10-29, 11-27, 12-30'],
    ['second-last day', 'monthly: 2nd last day', '2027-01-01', '2027-03-31', '01-30, 02-27, 03-30'],
    [
      'the first of each quarter',
      'monthly: 1, months: [1, 4, 7, 10]',
      '2026-02-01',
      '2027-01-31',
      '26-04-01, 26-07-01, 26-10-01, 27-01-01',
    ],
    // Quarterly filing: 2026-10-15 is a Thursday, 2027-01-15 a Friday; the 4th of October lies in the holiday.
    [
      'moved after the holiday',
      'monthly: 4, months: [4, 10], shift: next-workday',
      '2026-01-01',
      '2026-12-31',
      '04-07, 10-08',
    ],
    [
      'two days that move to one',
      'monthly: [3, 5], months: 10, shift: next-workday',
      '2026-10-01',
      '2026-10-31',
      '10-08',
    ],
    // By the lunar calendar on sale: 2026-12-09 is 十一月初一, 12-23 十五; 2027-01-08 腊月初一, 01-22 十五.
    [
      '初一 and 十五',
      'monthly: { lunar: [1, 15] }',
      '2026-12-01',
      '2027-01-31',
      '26-12-09, 26-12-23, 27-01-08, 27-01-22',
    ],
    // 2025 repeats the sixth month: 六月初一 is 06-25, 闰六月初一 07-25.
    ['初一, leap months too', 'monthly: { lunar: 初一 }', '2025-06-01', '2025-08-31', '06-25, 07-25, 08-23'],
    // 八月十五 is 2026-09-25, off until Sunday the 27th; 九月十五 is Sunday 2026-10-25.
    [
      '十五, moved to a workday',
      'monthly: { lunar: 15 }, shift: next-workday',
      '2026-09-01',
      '2026-10-31',
      '09-28, 10-26',
    ],
    ['the last of each lunar month', 'monthly: { lunar: last }', '2027-01-01', '2027-02-28', '01-07, 02-05'],
  ])('%s: { %s }, %s to %s', async (_, yaml, from, until, expected) => {
    expect(await said(yaml, from, until)).toBe(expected);
  });
});

describe('several', () => {
  it.each([
    [
      'crons',
      'cron: ["30 8 * * 1", "0 17 * * 5"]',
      '2026-12-01',
      '2026-12-12',
      '12-04 17:00, 12-07 08:30, 12-11 17:00',
    ],
    ['crons that meet', 'cron: ["0 9 * * 1", "0 9 7 * *"]', '2026-12-01', '2026-12-15', '12-07, 12-14'],
    [
      'dates by hand',
      'once: [2026-12-19T09:00, 2026-12-05T09:00, 2026-12-05T18:30]',
      '2026-12-01',
      '2026-12-31',
      '12-05, 12-05 18:30, 12-19',
    ],
    [
      'dates by hand, told before',
      'once: [2026-12-05T09:00, 2026-12-19T09:00], advance: [1d]',
      '2026-12-05',
      '2026-12-31',
      '12-18',
    ],
  ])('%s: { %s }, %s to %s', async (_, yaml, from, until, expected) => {
    expect(await said(yaml, from, until)).toBe(expected);
  });
});

describe('on which days', () => {
  /*
   * China's notice for 2026: 01-01 to 03, 02-15 to 23, 04-04 to 06, 05-01 to 05, 06-19 to 21, 09-25 to 27, 10-01 to 07
   * are off; 01-04, 02-14, 02-28, 05-09, 09-20, 10-10 are worked.
   */
  it.each([
    ['at: "09:00", on: days-off', '2026-09-19', '2026-10-02', '09-19, 09-25, 09-26, 09-27, 10-01, 10-02'],
    [
      'at: "20:00", on: before-holiday',
      '2026-01-02',
      '2026-12-30',
      '02-14 20:00, 04-03 20:00, 04-30 20:00, 06-18 20:00, 09-24 20:00, 09-30 20:00',
    ],
    ['at: "09:00", on: after-holiday', '2026-01-01', '2026-12-31', '01-04, 02-24, 04-07, 05-06, 06-22, 09-28, 10-08'],
    ['at: "09:00", on: last-workday-of-week', '2026-09-14', '2026-10-18', '09-20, 09-24, 09-30, 10-10, 10-16'],
    [
      'at: "09:00", on: last-workday-before-holiday',
      '2026-01-02',
      '2026-12-30',
      '02-14, 04-03, 04-30, 06-18, 09-24, 09-30',
    ],
    ['at: "09:00", on: workdays, unless: fri', '2026-10-05', '2026-10-17', '10-08, 10-10, 10-12, 10-13, 10-14, 10-15'],
    ['at: "09:00", unless: [holidays, sun]', '2026-09-24', '2026-09-30', '09-24, 09-28, 09-29, 09-30'],
    ['every: 1 week, from: 2026-09-21, unless: holidays', '2026-09-21', '2026-10-12', '09-21, 09-28, 10-12'],
  ])('{ %s }, %s to %s', async (yaml, from, until, expected) => {
    expect(await said(yaml, from, until)).toBe(expected);
  });
});

describe('summer and winter', () => {
  it.each([
    [
      'monthly: 1, active: { from: 05-01, until: 09-30 }',
      '2026-01-01',
      '2027-06-30',
      '26-05-01, 26-06-01, 26-07-01, 26-08-01, 26-09-01, 27-05-01, 27-06-01',
    ],
    [
      'monthly: last, active: { from: 11-01, until: 03-31 }',
      '2026-01-01',
      '2027-01-31',
      '26-01-31, 26-02-28, 26-03-31, 26-11-30, 26-12-31, 27-01-31',
    ],
    ['at: "09:00", active: { from: 02-28, until: 02-29 }', '2027-01-01', '2028-12-31', '27-02-28, 28-02-28, 28-02-29'],
  ])('{ %s }, %s to %s', async (yaml, from, until, expected) => {
    expect(await said(yaml, from, until)).toBe(expected);
  });
});

describe('weeks that are not Monday to Friday', () => {
  it.each([
    // 2026-12-05 is a Saturday.
    [
      'a six-day week',
      'week: [mon, tue, wed, thu, fri, sat]',
      'on: workdays',
      '2026-12-04',
      '2026-12-08',
      '12-04, 12-05, 12-07, 12-08',
    ],
    [
      'every other Saturday',
      'alternate: { saturday: work, from: 2026-12-05 }',
      'on: workdays, unless: weekdays',
      '2026-11-16',
      '2026-12-31',
      '11-21, 12-05, 12-19',
    ],
    [
      'every other Saturday off',
      'week: [mon, tue, wed, thu, fri, sat], alternate: { saturday: off, from: 2026-12-01 }',
      'on: workdays, unless: weekdays',
      '2026-11-16',
      '2026-12-31',
      '11-28, 12-12, 12-26',
    ],
    [
      'holidays all the same',
      'week: [mon, tue, wed, thu, fri, sat, sun]',
      'on: days-off',
      '2026-09-20',
      '2026-10-11',
      '09-25, 09-26, 09-27, 10-01, 10-02, 10-03, 10-04, 10-05, 10-06, 10-07',
    ],
    [
      'Friday and Saturday in Saudi Arabia',
      'country: SA',
      'on: workdays',
      '2026-12-03',
      '2026-12-07',
      '12-03, 12-06, 12-07',
    ],
    [
      'its weeks end with Thursday',
      'country: SA',
      'on: last-workday-of-week',
      '2026-12-01',
      '2026-12-12',
      '12-03, 12-10',
    ],
    // https://www.gov.uk/bank-holidays
    [
      'England',
      'region: GB-ENG',
      'on: holidays',
      '2026-03-01',
      '2026-12-31',
      '04-03, 04-06, 05-04, 05-25, 08-31, 12-25, 12-26, 12-28',
    ],
    [
      'Scotland',
      'country: GB, region: SCT',
      'on: holidays',
      '2026-03-01',
      '2026-12-31',
      '04-03, 05-04, 05-25, 08-03, 11-30, 12-25, 12-26, 12-28',
    ],
    [
      'days off in a row',
      'off: [2026-12-07..2026-12-09, 2026-12-11], work: 2026-12-12..2026-12-13',
      'on: workdays',
      '2026-12-04',
      '2026-12-14',
      '12-04, 12-10, 12-12, 12-13, 12-14',
    ],
  ])('%s: { %s }, { %s }, %s to %s', async (_, calendar, yaml, from, until, expected) => {
    const sections = `calendars: { shop: { ${calendar} } }\n`;
    expect(await said(`at: "09:00", calendar: shop, ${yaml}`, from, until, sections)).toBe(expected);
  });
});

describe('what is still ahead', () => {
  async function texts(yaml: string, from: string, until: string): Promise<readonly string[]> {
    return (await toldOf(yaml, from, until)).map(({ time, text }) => `${time.slice(5)}: ${text}`);
  }

  it('191 days to the 高考', async () => {
    const [first, second] = await texts(
      'countdown: 2027-06-07, at: "08:00", text: "还有 {{ days_left }} 天"',
      '2026-11-28',
      '2026-11-29',
    );
    expect([first, second]).toEqual(['11-28 08:00: 还有 191 天', '11-29 08:00: 还有 190 天']);
  });

  it.each([
    [
      'on the day itself, and then no more',
      'countdown: 2026-12-03, text: "{{ days_left }} {{ event }}"',
      '2026-12-02',
      '2026-12-31',
      ['12-02 09:00: 1 2026-12-03 00:00', '12-03 09:00: 0 2026-12-03 00:00'],
    ],
    [
      'to a time of day',
      'countdown: 2026-12-03T10:00, at: ["09:00", "18:00"], text: "{{ minutes_left }}"',
      '2026-12-02',
      '2026-12-31',
      ['12-02 09:00: 1500', '12-02 18:00: 960', '12-03 09:00: 60'],
    ],
    [
      'on Mondays only',
      'countdown: 2026-12-16, on: mon, text: "{{ days_left }}"',
      '2026-12-01',
      '2026-12-31',
      ['12-07 09:00: 9', '12-14 09:00: 2'],
    ],
    [
      'spread, and skipped on a date',
      'countdown: 2026-12-03, spread: 1m, skip: 2026-12-02, text: "{{ days_left }} {{ date }}"',
      '2026-12-01',
      '2026-12-31',
      ['12-01 09:00: 2 2026-12-01', '12-03 09:00: 0 2026-12-03'],
    ],
    [
      'minutes before',
      `once: 2026-12-05T09:00, advance: [30m], text: '{{ event | date: "HH:mm" }}, {{ minutes_left }} min'`,
      '2026-12-05',
      '2026-12-05',
      ['12-05 08:30: 09:00, 30 min'],
    ],
    // Of 2026 the 7th of October is the last day of the holiday; workdays before the 8th are 09-30, 09-29.
    [
      'two workdays before',
      'yearly: 10-08, advance: 2 workdays, text: "{{ days_left }} {{ event }}"',
      '2026-09-01',
      '2026-12-31',
      ['09-29 09:00: 9 2026-10-08 09:00'],
    ],
    [
      'the workday before a Sunday, and the day',
      'monthly: 15, at: "10:00", advance: [1 workday, 0d], text: "{{ days_left }}"',
      '2026-11-01',
      '2026-11-30',
      ['11-13 10:00: 2', '11-15 10:00: 0'],
    ],
    [
      'once, where the day before is the workday before',
      'once: 2026-12-05T14:00, advance: [1d, 1 workday], text: "{{ date }}"',
      '2026-12-01',
      '2026-12-06',
      ['12-04 14:00: 2026-12-05'],
    ],
    [
      'once, where days and hours meet',
      'monthly: 15, advance: [3d, 72h], text: "{{ date }}"',
      '2026-11-01',
      '2026-12-31',
      ['11-12 09:00: 2026-11-15', '12-12 09:00: 2026-12-15'],
    ],
    [
      'each day of a weekend once, where notices meet on Friday',
      'at: "09:00", on: [sat, sun], advance: [1d, 1 workday], text: "{{ date }}"',
      '2026-12-04',
      '2026-12-05',
      ['12-04 09:00: 2026-12-05', '12-04 09:00: 2026-12-06', '12-05 09:00: 2026-12-06'],
    ],
    [
      'both days of a weekend on one Friday',
      'at: "09:00", on: [sat, sun], advance: 1 workday, text: "{{ date }}"',
      '2026-12-01',
      '2026-12-06',
      ['12-04 09:00: 2026-12-05', '12-04 09:00: 2026-12-06'],
    ],
  ])('%s: { %s }', async (_, yaml, from, until, expected) => {
    expect(await texts(yaml, from, until)).toEqual(expected);
  });
});

describe('moved to a workday', () => {
  it.each([
    // The holidays of 2026 as above: 05-01 to 05, 09-25 to 27, 10-01 to 07; 09-20 and 10-10 are worked.
    [
      'every other Wednesday, after a holiday',
      'every: 2 weeks, from: 2026-09-23, shift: next-workday',
      '2026-09-01',
      '2026-10-31',
      '09-23, 10-08, 10-21',
    ],
    [
      'each Friday, or the workday before',
      'at: "17:00", on: fri, shift: previous-workday',
      '2026-09-18',
      '2026-10-10',
      '09-18 17:00, 09-24 17:00, 09-30 17:00, 10-09 17:00',
    ],
    [
      'weekends told on Monday, once',
      'at: "09:00", on: [sat, sun], shift: next-workday',
      '2026-10-17',
      '2026-10-31',
      '10-19, 10-26',
    ],
    [
      'the workday before the holidays',
      'at: "08:00", on: holidays, shift: previous-workday',
      '2026-12-01',
      '2027-02-28',
      '26-12-31 08:00, 27-02-04 08:00',
    ],
    [
      // 10-10 is a Saturday that is worked, 10-11 a Sunday off.
      'the workday after days off',
      'at: "09:00", on: days-off, shift: next-workday',
      '2026-10-01',
      '2026-10-20',
      '10-08, 10-12, 10-19',
    ],
    [
      'holidays among the Thursdays of a cron',
      'cron: "0 9 * * 4", on: holidays, shift: previous-workday',
      '2026-09-01',
      '2026-12-30',
      '09-30',
    ],
    [
      // 2027-04-05 is a Monday: the day before is a Sunday, 04-02 the workday.
      'the day before a holiday, where that is a Sunday',
      'at: "16:00", on: before-holiday, shift: previous-workday',
      '2027-03-01',
      '2027-04-10',
      '04-02 16:00',
    ],
    [
      // Friday 10-02 is off, 09-30 the last workday of its week.
      'the last workday of the week, asked of Fridays',
      'cron: "0 17 * * 5", on: last-workday-of-week, shift: previous-workday',
      '2026-09-28',
      '2026-10-08',
      '09-30 17:00',
    ],
    [
      'each Monday, not on days off',
      'at: "09:00", on: mon, shift: skip',
      '2026-09-21',
      '2026-10-12',
      '09-21, 09-28, 10-12',
    ],
    [
      'all day on Saturdays, or on the workday before',
      'every: 4h, between: "09:00-17:00", on: sat, shift: previous-workday',
      '2026-09-22',
      '2026-10-10',
      '09-24, 09-24 13:00, 09-24 17:00, 09-30, 09-30 13:00, 09-30 17:00, 10-10, 10-10 13:00, 10-10 17:00',
    ],
    [
      'a night, with the day on which it begins',
      'every: 4h, between: "22:00-06:00", on: sat, shift: next-workday',
      '2026-10-01',
      '2026-10-09',
      '10-08 22:00, 10-09 02:00, 10-09 06:00',
    ],
    [
      'each hour, workdays only',
      'every: 12h, shift: skip',
      '2026-09-24',
      '2026-09-28',
      '09-24 00:00, 09-24 12:00, 09-28 00:00, 09-28 12:00',
    ],
    ['a day of the year', 'yearly: 10-01, shift: next-workday', '2026-01-01', '2026-12-31', '10-08'],
    [
      'a cron of the 1st',
      'cron: "0 9 1 * *", shift: previous-workday',
      '2026-04-02',
      '2026-10-31',
      '04-30, 06-01, 07-01, 07-31, 09-01, 09-30, 10-30',
    ],
    ['a date by hand', 'once: 2026-10-03T14:00, shift: next-workday', '2026-10-01', '2026-10-31', '10-08 14:00'],
    [
      'Mondays and Thursdays of every other week',
      'every: 2 weeks, from: 2026-09-21, on: [mon, thu], shift: previous-workday',
      '2026-09-21',
      '2026-10-31',
      '09-21, 09-24, 09-30, 10-08, 10-19, 10-22',
    ],
    [
      'and skipped where it is moved to',
      'yearly: 10-01, shift: next-workday, skip: 2026-10-08',
      '2026-01-01',
      '2026-12-31',
      '',
    ],
  ])('%s: { %s }, %s to %s', async (_, yaml, from, until, expected) => {
    expect(await said(yaml, from, until)).toBe(expected);
  });

  it.each([
    // 2026-12-13 is a Sunday, 2027-01-02 a day off.
    ['next-workday', ['2026-12-03 0', '2026-12-14 11', '2026-12-23 20']],
    ['previous-workday', ['2026-12-03 0', '2026-12-11 8', '2026-12-23 20', '2026-12-31 28']],
  ])('%s counts the days to where it is moved', async (shift, expected) => {
    const yaml = `every: 10 days, from: 2026-12-03, shift: ${shift}, text: "{{ date }} {{ days_since }}"`;
    expect((await toldOf(yaml, '2026-12-01', '2026-12-31')).map(({ text }) => text)).toEqual(expected);
    const [before] = await toldOf(`${yaml}, advance: 1d`, '2026-12-04', '2026-12-31');
    expect(before?.text).toBe(expected[1]);
  });

  it.each([
    [
      'on Mondays, or the workday after',
      '2026-10-12',
      'on: mon, shift: next-workday',
      ['09-28 14', '10-08 4', '10-12 0'],
    ],
    ['never after the event', '2026-10-05', 'on: mon, shift: next-workday', ['09-28 7']],
    ['nor after its time', '2026-10-08T08:00', 'on: mon, shift: next-workday', ['09-28 10']],
    ['on Mondays, or the workday before', '2026-10-05', 'on: mon, shift: previous-workday', ['09-28 7', '09-30 5']],
    ['on workdays', '2026-10-05', 'shift: skip', ['09-28 7', '09-29 6', '09-30 5']],
  ])('a countdown %s', async (_, event, yaml, expected) => {
    const told = await toldOf(`countdown: ${event}, ${yaml}, text: "{{ days_left }}"`, '2026-09-28', '2026-10-31');
    expect(told.map(({ time, text }) => `${time.slice(5, 10)} ${text}`)).toEqual(expected);
  });

  it('a night is of the day on which it begins, wherever that is moved', async () => {
    const yaml = 'every: 4h, between: "22:00-06:00", on: sat, shift: next-workday, text: "{{ date }} {{ note }}"';
    const note = '3日是休息日，推迟到8日';
    expect((await toldOf(yaml, '2026-10-01', '2026-10-09')).map(({ text }) => text)).toEqual([
      `2026-10-08 ${note}`,
      `2026-10-08 ${note}`,
      `2026-10-08 ${note}`,
    ]);
  });

  it('says why, and counts the years from the day itself', async () => {
    const [told] = await toldOf(
      'yearly: 2016-10-01, shift: next-workday, text: "{{ years }} {{ note }}"',
      '2026-01-01',
      '2026-12-31',
    );
    expect(told?.text).toBe('10 1日是休息日，推迟到8日');
  });

  it.each([
    ['yearly: 10-01, shift: next-workday', '2026-10-01', '1 Oct is a day off: moved to 8 Oct'],
    ['monthly: 31, short: last, shift: previous-workday', '2026-02-01', 'there is no 31 Feb: 28 Feb instead'],
    ['yearly: 02-29', '2027-02-01', 'there is no 29 Feb this year: 28 Feb instead'],
    ['yearly: { lunar: 腊月三十 }', '2027-01-01', 'lunar month 12 has no 30th: its 29th instead'],
    ['yearly: { lunar: 腊月三十, day30: next-day }', '2027-01-01', 'lunar month 12 has no 30th: the day after instead'],
    ['yearly: { lunar: 闰06-01 }', '2026-07-01', 'this year has no leap month 6: kept on lunar 6-1'],
    ['yearly: { lunar: 闰06-01, leapMonth: both }', '2025-06-01', 'this year repeats lunar month 6: kept in both'],
    ['monthly: { lunar: 30 }, short: last', '2027-02-05', 'this lunar month has no 30th: the 29th instead'],
  ])('in English where that is the language of messages: %s', async (yaml, from, note) => {
    const [told] = await toldOf(`${yaml}, text: "{{ note }}"`, from, '2027-12-31', 'daemon: { locale: en }\n');
    expect(told?.text).toBe(note);
  });
});

describe('the next one on duty', () => {
  it.each([
    // 2026-11-30 is a Monday.
    [
      'by the week',
      'at: "10:00", on: mon, rotate: { people: [lili, xiaoming], every: 1 week, from: 2026-11-30 }',
      '2026-11-30',
      '2026-12-14',
      ['丽丽, then 小明', '小明, then 丽丽', '丽丽, then 小明'],
    ],
    [
      'by the workday: Friday is before Monday',
      'at: "10:00", on: workdays, rotate: { people: [lili, xiaoming, lili], every: 1 workday, from: 2026-12-02 }',
      '2026-12-02',
      '2026-12-07',
      ['丽丽, then 小明', '小明, then 丽丽', '丽丽, then 丽丽', '丽丽, then 小明'],
    ],
    [
      'by the month',
      'monthly: 1, rotate: { people: [lili, xiaoming], every: 1 month, from: 2026-12-01 }',
      '2026-12-01',
      '2027-01-31',
      ['丽丽, then 小明', '小明, then 丽丽'],
    ],
  ])('%s: { %s }', async (_, yaml, from, until, expected) => {
    const told = await toldOf(`${yaml}, text: "{{ person.name }}, then {{ next.name }}"`, from, until);
    expect(told.map(({ text }) => text)).toEqual(expected);
  });
});
