import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../src/schedule/calendar/calendar.ts';
import type { HolidaySource } from '../../../src/schedule/calendar/holiday-source.ts';
import { explainVerdict } from '../../../src/schedule/calendar/verdict.ts';
import { parseIsoDate, toDayNumber, weekday } from '../../../src/schedule/civil.ts';
import type { DayNumber } from '../../../src/schedule/civil.ts';
import { breadth } from '../../support/breadth.ts';

const day = (iso: string): DayNumber => parseIsoDate(iso)!;

/** A source of 厂庆: true is a day off. */
function says(words: Record<string, boolean>, years: readonly number[]): HolidaySource {
  const days = new Map(Object.entries(words).map(([iso, off]) => [day(iso), { off, name: '厂庆' }]));
  return { day: (asked) => days.get(asked), isKnown: (year) => years.includes(year) };
}

describe('mainland China', () => {
  const calendar = createCalendar();

  it.each([
    ['2026-02-14', true, 'make-up', '春节调休上班', 'a Saturday before the Spring Festival'],
    ['2025-01-26', true, 'make-up', '春节调休上班', 'a Sunday'],
    ['2024-09-14', true, 'make-up', '中秋调休上班', 'a Saturday'],
    ['2026-02-16', false, 'holiday', '春节放假', '除夕'],
    ['2026-02-23', false, 'holiday', '春节放假', 'a Monday taken off in exchange'],
    ['2026-10-03', false, 'holiday', '国庆节放假', 'a Saturday within a holiday'],
    ['2022-12-31', false, 'holiday', '元旦放假', 'a Saturday that the notice for 2023 names'],
    ['2026-03-07', false, 'weekend', '周末', 'a Saturday'],
    ['2026-03-09', true, 'weekday', '工作日', 'a Monday'],
    ['2031-01-22', false, 'holiday', '春节放假（暂定）', '除夕 of a year without a notice'],
    ['2031-01-27', true, 'weekday', '工作日（暂定）', '初五 of a year without a notice: by law no day off'],
    ['2031-05-10', false, 'weekend', '周末（暂定）', 'a Saturday of a year without a notice'],
    ['2031-10-01', false, 'holiday', '中秋、国庆节放假（暂定）', 'two holidays on one day'],
    ['2099-12-31', true, 'weekday', '工作日（暂定）', 'the last Thursday of which anything is known'],
    ['2100-01-04', false, 'unknown', '未知', 'a Monday of which nothing is'],
    ['2002-01-01', true, 'weekday', '工作日（暂定）', 'before the data begins'],
  ])('%s: workday %s, %s, %s (%s)', (iso, workday, kind, words) => {
    const verdict = calendar.verdict(day(iso));
    expect(verdict).toMatchObject({ workday, kind });
    expect(explainVerdict(verdict).zh).toBe(words);
    expect(calendar.isWorkday(day(iso))).toBe(workday);
  });

  it('knows the years that the notices cover', () => {
    expect(calendar.isKnown(2003)).toBe(false);
    for (let year = 2004; year <= 2026; year += 1) expect(calendar.isKnown(year)).toBe(true);
    expect(calendar.isKnown(2031)).toBe(false);
  });

  it('explains itself in English too', () => {
    expect(explainVerdict(calendar.verdict(day('2031-01-22'))).en).toBe('holiday (春节) (provisional)');
    expect(explainVerdict(calendar.verdict(day('2026-02-14'))).en).toBe('make-up workday (春节)');
  });
});

describe('the order of voices', () => {
  it.each([
    ['off before work', { off: ['2026-03-09'], work: ['2026-03-09'] }, '2026-03-09', 'user-off'],
    ['off before data', { off: ['2026-02-14'] }, '2026-02-14', 'user-off'],
    ['work before data', { work: ['2026-10-01'] }, '2026-10-01', 'user-work'],
    ['off in an unknown year', { off: ['2031-03-10'] }, '2031-03-10', 'user-off'],
    ['work in an unknown year', { work: ['2031-10-01'] }, '2031-10-01', 'user-work'],
  ])('%s', (_, { off = [], work = [] }: { off?: string[]; work?: string[] }, iso, kind) => {
    const verdict = createCalendar({ off: off.map(day), work: work.map(day) }).verdict(day(iso));
    expect(verdict).toMatchObject({ kind, provisional: false });
  });

  it('downloaded data comes before bundled, and bundled speaks where downloaded is silent', () => {
    const calendar = createCalendar({ downloaded: says({ '2026-10-01': false, '2031-03-10': true }, [2031]) });
    expect(calendar.verdict(day('2026-10-01'))).toMatchObject({ kind: 'make-up', name: '厂庆' });
    expect(calendar.verdict(day('2026-10-02'))).toMatchObject({ kind: 'holiday', name: '国庆节' });
    expect(calendar.verdict(day('2031-03-10'))).toMatchObject({ kind: 'holiday', provisional: false });
    expect(calendar.verdict(day('2031-10-01'))).toMatchObject({ kind: 'weekday', provisional: false });
    expect(calendar.isKnown(2031)).toBe(true);
  });

  it('a notice for next year speaks about this December though this year is unknown', () => {
    const calendar = createCalendar({ source: says({ '2022-12-30': true }, [2023]) });
    expect(calendar.verdict(day('2022-12-30'))).toMatchObject({ kind: 'holiday', provisional: false });
    expect(calendar.verdict(day('2022-12-29'))).toMatchObject({ kind: 'weekday', provisional: true });
  });

  it('another country has no provisional days unless its source foretells them', () => {
    const calendar = createCalendar({ source: says({}, []) });
    expect(calendar.verdict(day('2031-10-01'))).toEqual({ kind: 'weekday', workday: true, provisional: true });
  });
});

describe('a year without a notice', () => {
  it.each([
    ['provisional', '2031-10-01', { kind: 'holiday', workday: false, provisional: true }],
    ['weekday', '2031-10-01', { kind: 'weekday', workday: true, provisional: true }],
    ['error', '2031-10-01', { kind: 'weekday', workday: true, provisional: true }],
    ['weekday', '2031-10-04', { kind: 'weekend', workday: false, provisional: true }],
  ] as const)('%s: %s', (unknownYear, iso, verdict) => {
    const calendar = createCalendar({ unknownYear });
    expect(calendar.verdict(day(iso))).toMatchObject(verdict);
    expect(calendar.unknownYear).toBe(unknownYear);
  });
});

describe('holidays', () => {
  const calendar = createCalendar({ off: [day('2026-03-10')] });

  it.each([
    ['2026-10-01', true, 'a holiday'],
    ['2026-10-03', true, 'a weekend day within one'],
    ['2026-03-10', true, 'a day that the calendar’s owner takes off'],
    ['2031-10-01', true, 'a day off by law, not announced yet'],
    ['2026-03-07', false, 'an ordinary weekend'],
    ['2026-02-14', false, 'a make-up workday'],
    ['2026-03-09', false, 'an ordinary Monday'],
  ])('%s: %s, %s', (iso, expected) => {
    expect(calendar.isHoliday(day(iso))).toBe(expected);
  });

  it('are never workdays', () => {
    const anyDay = fc.integer({ min: toDayNumber(2000, 1, 1), max: toDayNumber(2110, 1, 1) });
    fc.assert(
      fc.property(anyDay, (value) => {
        const asked = value as DayNumber;
        if (calendar.isHoliday(asked)) expect(calendar.isWorkday(asked)).toBe(false);
        const { kind, workday } = calendar.verdict(asked);
        if (kind === 'make-up') expect([0, 6]).toContain(weekday(asked));
        if (kind === 'weekday') expect(workday).toBe(true);
      }),
      { numRuns: breadth({ quick: 200, long: 5_000 }) },
    );
  });
});
