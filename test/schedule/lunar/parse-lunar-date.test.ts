import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLunarDate, formatLunarMonthDay } from '../../../src/schedule/lunar/format-lunar-date.ts';
import { fromLunarDate } from '../../../src/schedule/lunar/lunar-date.ts';
import { parseLunarDate } from '../../../src/schedule/lunar/parse-lunar-date.ts';

const monthDay = (month: number, day: number, leap = false) => ({ kind: 'month-day', month, leap, day });

describe('reading a lunar date', () => {
  it.each([
    ['八月十五', monthDay(8, 15)],
    ['08-15', monthDay(8, 15)],
    ['8-15', monthDay(8, 15)],
    ['０８－１５', monthDay(8, 15)],
    ['8月15日', monthDay(8, 15)],
    ['农历八月十五', monthDay(8, 15)],
    ['農曆八月十五日', monthDay(8, 15)],
    ['正月初一', monthDay(1, 1)],
    ['元月初一', monthDay(1, 1)],
    ['三月三', monthDay(3, 3)],
    ['闰06-01', monthDay(6, 1, true)],
    ['闰六月初一', monthDay(6, 1, true)],
    ['閏六月初十', monthDay(6, 10, true)],
    ['冬月二十', monthDay(11, 20)],
    ['十一月廿', monthDay(11, 20)],
    ['臘月廿三', monthDay(12, 23)],
    ['十二月二十三', monthDay(12, 23)],
    ['腊月三十', monthDay(12, 30)],
    ['腊月卅', monthDay(12, 30)],
    [' 八月 十五 ', monthDay(8, 15)],
    ['除夕', { kind: 'new-years-eve' }],
  ])('%s', (text, date) => {
    expect(parseLunarDate(text)).toEqual({ kind: 'lunar', date });
  });

  it.each([
    ['1990-08-15', 1990, monthDay(8, 15)],
    ['1990-闰05-03', 1990, monthDay(5, 3, true)],
    ['1990年闰五月初三', 1990, monthDay(5, 3, true)],
    ['一九九〇年八月十五', 1990, monthDay(8, 15)],
    ['二零二六年正月初一', 2026, monthDay(1, 1)],
    ['2026年除夕', 2026, { kind: 'new-years-eve' }],
    ['1990-八月十五', 1990, monthDay(8, 15)],
    ['1990-闰五月初三', 1990, monthDay(5, 3, true)],
    ['1990-冬月初三', 1990, monthDay(11, 3)],
    ['1990-除夕', 1990, { kind: 'new-years-eve' }],
  ])('%s with its year', (text, year, date) => {
    expect(parseLunarDate(text)).toEqual({ kind: 'lunar', date, year });
  });

  it.each([
    ['', 'unknown-lunar-date'],
    ['中秋', 'unknown-lunar-date'],
    ['八月', 'unknown-lunar-date'],
    ['08/15', 'unknown-lunar-date'],
    ['闰闰六月初一', 'unknown-lunar-date'],
    ['08-31', 'lunar-date-out-of-range'],
    ['三月三十一', 'lunar-date-out-of-range'],
    ['13-01', 'lunar-date-out-of-range'],
    ['0-1', 'lunar-date-out-of-range'],
    ['闰12-01', 'lunar-month-never-comes'],
    ['闰正月初一', 'lunar-month-never-comes'],
    ['1990-闰06-03', 'no-such-lunar-date'],
    ['2026-闰06-01', 'no-such-lunar-date'],
    ['2024-12-30', 'no-such-lunar-date'],
    ['1800-01-01', 'lunar-year-out-of-range'],
    ['2101-01-01', 'lunar-year-out-of-range'],
  ])('%j is refused: %s', (text, code) => {
    expect(parseLunarDate(text)).toMatchObject({ kind: 'fault', code });
  });

  it('says what is wrong and what to write instead', () => {
    expect(parseLunarDate('1990-闰06-03')).toEqual({
      kind: 'fault',
      code: 'no-such-lunar-date',
      message: {
        zh: '农历1990年没有闰六月，那年是闰五月',
        en: 'the lunar year 1990 has no leap month 6: it repeats month 5',
      },
      hint: {
        zh: '核对年份和月份；不是闰月就去掉“闰”字',
        en: 'check year and month; for the regular month leave out 闰',
      },
    });
  });

  it('takes any text without a crash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseLunarDate(text).kind).toMatch(/lunar|fault/);
      }),
    );
  });
});

describe('writing a lunar date', () => {
  it.each([
    [{ year: 2026, month: 8, leap: false, day: 15 }, '二〇二六年八月十五', '八月十五'],
    [{ year: 2025, month: 6, leap: true, day: 1 }, '二〇二五年闰六月初一', '闰六月初一'],
    [{ year: 2029, month: 12, leap: false, day: 30 }, '二〇二九年腊月三十', '腊月三十'],
    [{ year: 2026, month: 11, leap: false, day: 20 }, '二〇二六年冬月二十', '冬月二十'],
    [{ year: 2026, month: 1, leap: false, day: 10 }, '二〇二六年正月初十', '正月初十'],
    [{ year: 2026, month: 10, leap: false, day: 21 }, '二〇二六年十月廿一', '十月廿一'],
  ])('%j', (date, long, short) => {
    expect(formatLunarDate(date)).toBe(long);
    expect(formatLunarMonthDay(date)).toBe(short);
  });

  it('writes what can be read back', () => {
    const anyDate = fc
      .record({
        year: fc.integer({ min: 1900, max: 2100 }),
        month: fc.integer({ min: 1, max: 12 }),
        leap: fc.boolean(),
        day: fc.integer({ min: 1, max: 30 }),
      })
      .filter((date) => fromLunarDate(date) !== undefined);
    fc.assert(
      fc.property(anyDate, ({ year, month, leap, day }) => {
        const read = parseLunarDate(formatLunarDate({ year, month, leap, day }));
        expect(read).toEqual({ kind: 'lunar', year, date: { kind: 'month-day', month, leap, day } });
      }),
    );
  });
});
