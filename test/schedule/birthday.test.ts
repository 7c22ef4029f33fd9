import { describe, expect, it } from 'vitest';
import { birthdayRule, parseBirthday } from '../../src/schedule/birthday.ts';
import type { WrittenBirthday } from '../../src/schedule/birthday.ts';
import { addDays, parseIsoDate, toIsoDate } from '../../src/schedule/civil.ts';

/** `date years note` of every birthday from 2026 through 2029. */
function birthdays(written: WrittenBirthday): string[] {
  const birthday = parseBirthday(written);
  if (birthday.kind === 'fault') throw new Error(birthday.message.en);
  const rule = birthdayRule(birthday);
  const found: string[] = [];
  const end = parseIsoDate('2030-01-01')!;
  for (
    let day = rule.next(parseIsoDate('2026-01-01')!);
    day !== undefined && day < end;
    day = rule.next(addDays(day, 1))
  ) {
    const { years, note } = rule.facts?.(day) ?? {};
    found.push([toIsoDate(day), years, note?.zh].filter((each) => each !== undefined).join(' '));
  }
  return found;
}

describe('a person’s birthday', () => {
  it.each<[string, WrittenBirthday, string[]]>([
    ['with its year', { date: '1990-05-20' }, ['2026-05-20 36', '2027-05-20 37', '2028-05-20 38', '2029-05-20 39']],
    ['its year unknown', { date: '05-20' }, ['2026-05-20', '2027-05-20', '2028-05-20', '2029-05-20']],
    [
      '虚岁',
      { date: '1990-05-20', count: 'xusui' },
      ['2026-05-20 37', '2027-05-20 38', '2028-05-20 39', '2029-05-20 40'],
    ],
    [
      'born on Feb 29',
      { date: '1992-02-29' },
      [
        '2026-02-28 34 今年没有2月29日，按2月28日',
        '2027-02-28 35 今年没有2月29日，按2月28日',
        '2028-02-29 36',
        '2029-02-28 37 今年没有2月29日，按2月28日',
      ],
    ],
    [
      'born on Feb 29, mar-1',
      { date: '1992-02-29', feb29: 'mar-1' },
      [
        '2026-03-01 34 今年没有2月29日，按3月1日',
        '2027-03-01 35 今年没有2月29日，按3月1日',
        '2028-02-29 36',
        '2029-03-01 37 今年没有2月29日，按3月1日',
      ],
    ],
    ['born on Feb 29, skip', { date: '02-29', feb29: 'skip' }, ['2028-02-29']],
    ['born this year', { date: '2026-05-20' }, ['2027-05-20 1', '2028-05-20 2', '2029-05-20 3']],
    ['lunar', { lunar: '1990-08-15' }, ['2026-09-25 36', '2027-09-15 37', '2028-10-03 38', '2029-09-22 39']],
    ['lunar, its year unknown', { lunar: '八月十五' }, ['2026-09-25', '2027-09-15', '2028-10-03', '2029-09-22']],
    [
      'lunar, born near the year’s end',
      { lunar: '1990-12-01' },
      ['2026-01-19 35', '2027-01-08 36', '2027-12-28 37', '2029-01-15 38'],
    ],
    [
      'lunar, born in a leap month',
      { lunar: '1990-闰05-01' },
      [
        '2026-06-15 36 今年没有闰五月，按五月初一',
        '2027-06-05 37 今年没有闰五月，按五月初一',
        '2028-06-23 38',
        '2029-06-12 39 今年没有闰五月，按五月初一',
      ],
    ],
    [
      'lunar, born in a leap month, both',
      { lunar: '1990-闰05-01', leapMonth: 'both', count: 'xusui' },
      [
        '2026-06-15 37 今年没有闰五月，按五月初一',
        '2027-06-05 38 今年没有闰五月，按五月初一',
        '2028-05-24 39 今年有闰五月，两个月都过',
        '2028-06-23 39',
        '2029-06-12 40 今年没有闰五月，按五月初一',
      ],
    ],
    ['lunar, 除夕', { lunar: '1990年除夕' }, ['2026-02-16 35', '2027-02-05 36', '2028-01-25 37', '2029-02-12 38']],
    ['lunar, day 30, skip', { lunar: '腊月三十', day30: 'skip' }, []],
  ])('%s', (_, written, days) => {
    expect(birthdays(written)).toEqual(days);
  });

  it.each<[WrittenBirthday, string]>([
    [{ date: '1991-02-29' }, 'unknown-birthday'],
    [{ date: '5月20日' }, 'unknown-birthday'],
    [{ date: '' }, 'unknown-birthday'],
    [{ lunar: '1990-闰06-01' }, 'no-such-lunar-date'],
    [{ lunar: '中秋' }, 'unknown-lunar-date'],
  ])('%j is refused: %s', (written, code) => {
    expect(parseBirthday(written)).toMatchObject({ kind: 'fault', code });
  });
});
