import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidaySource, mergeHolidayData, parseHolidayData } from '../../../src/schedule/calendar/holiday-data.ts';
import type { HolidayData } from '../../../src/schedule/calendar/holiday-data.ts';
import { addDays, parseIsoDate, toDayNumber, toIsoDate } from '../../../src/schedule/civil.ts';

/** `count` days from 10 January on, all off but the last. */
function noticeDays(year: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    name: '春节',
    date: toIsoDate(addDays(toDayNumber(year, 1, 10), index)),
    isOffDay: index < count - 1,
  }));
}

function notice(year: number, days = noticeDays(year, 30)) {
  return { $schema: 'https://example.com/schema.json', year, papers: ['https://example.com/notice'], days };
}

function dated(year: number, count = 30) {
  const days = noticeDays(year, count);
  const entries = (off: boolean) =>
    Object.fromEntries(days.filter((day) => day.isOffDay === off).map(({ date }) => [date, 'Spring Festival,春节,4']));
  return { holidays: entries(true), workdays: entries(false), inLieuDays: {} };
}

function sound(json: unknown): HolidayData {
  const data = parseHolidayData(json);
  if (data.kind === 'fault') throw new Error(data.message.en);
  return data;
}

const day = (iso: string) => parseIsoDate(iso)!;

describe('downloaded holiday data', () => {
  it.each([
    ['holiday-cn', notice(2027)],
    ['chinese-days', dated(2027)],
  ])('reads the schema of %s', (_, json) => {
    const { years, days } = sound(json);
    expect([...years]).toEqual([2027]);
    expect(days.size).toBe(30);
    expect(days.get(day('2027-01-10'))).toEqual({ off: true, name: '春节' });
    expect(days.get(day('2027-02-08'))).toEqual({ off: false, name: '春节' });
  });

  it('counts a notice for its year, though it names days of the December before', () => {
    const days = [...noticeDays(2023, 30), { name: '元旦', date: '2022-12-31', isOffDay: true }];
    const data = sound(notice(2023, days));
    expect([...data.years]).toEqual([2023]);
    expect(data.days.get(day('2022-12-31'))).toEqual({ off: true, name: '元旦' });
  });

  it('takes several years from one file of chinese-days', () => {
    const [a, b] = [dated(2027), dated(2028)];
    const both = { holidays: { ...a.holidays, ...b.holidays }, workdays: { ...a.workdays, ...b.workdays } };
    expect([...sound(both).years]).toEqual([2027, 2028]);
  });

  it.each([
    ['holiday-cn', notice(2027, [])],
    ['chinese-days', { holidays: {}, workdays: {} }],
  ])('takes an empty list of %s for a year that is not announced', (_, json) => {
    const data = sound(json);
    expect(data.years.size).toBe(0);
    expect(holidaySource(data).isKnown(2027)).toBe(false);
  });

  it.each<[string, unknown]>([
    ['no object', null],
    ['an array', []],
    ['a page instead of data', '<html>'],
    ['neither schema', { hello: 1 }],
    ['a year that is no number', { ...notice(2027), year: '2027' }],
    [
      'a date that does not exist',
      notice(2027, [...noticeDays(2027, 29), { name: '元旦', date: '2027-02-29', isOffDay: true }]),
    ],
    [
      'a date of another year',
      notice(2027, [...noticeDays(2027, 29), { name: '元旦', date: '2026-11-30', isOffDay: true }]),
    ],
    ['a date twice', notice(2027, [...noticeDays(2027, 29), { name: '元旦', date: '2027-01-10', isOffDay: false }])],
    ['too few days', notice(2027, noticeDays(2027, 19))],
    ['too many days', notice(2027, noticeDays(2027, 46))],
    [
      'no day off',
      notice(
        2027,
        noticeDays(2027, 30).map((each) => Object.assign(each, { isOffDay: false })),
      ),
    ],
    [
      'a name with a line break',
      notice(
        2027,
        noticeDays(2027, 30).map((each) => Object.assign(each, { name: '春\n节' })),
      ),
    ],
    ['isOffDay as text', { ...notice(2027), days: [{ name: '元旦', date: '2027-01-01', isOffDay: 'true' }] }],
    ['a date of chinese-days that does not exist', { ...dated(2027), workdays: { '2027-13-01': 'x,春节,1' } }],
    [
      'a name of chinese-days without its Chinese part',
      { ...dated(2027), workdays: { '2027-12-01': 'Spring Festival' } },
    ],
    ['a day both off and on', { ...dated(2027), workdays: { '2027-01-10': 'x,春节,1' } }],
    ['too few days in one of several years', { ...dated(2027), workdays: { '2028-01-10': 'x,春节,1' } }],
  ])('refuses %s', (_, json) => {
    expect(parseHolidayData(json)).toMatchObject({ kind: 'fault', code: 'unsound-holiday-data' });
  });

  it('says where the format is broken', () => {
    const fault = parseHolidayData({ ...notice(2027), days: [{ name: '元旦', date: '2027-02-30', isOffDay: true }] });
    expect(fault).toMatchObject({
      message: { en: 'unsound holiday data: unknown format (days.0.date: no such date)' },
    });
  });

  it('takes any JSON without a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(parseHolidayData(json).kind).toMatch(/holiday-data|fault/);
      }),
    );
  });
});

describe('merging', () => {
  const turn = { name: '元旦', date: '2026-12-31', isOffDay: true };
  const files = [
    sound(notice(2026, [...noticeDays(2026, 30), { ...turn, name: '调休', isOffDay: false }])),
    sound(notice(2027, [...noticeDays(2027, 30), turn])),
    sound(notice(2028, [])),
  ];

  it.each([
    ['in order', files],
    ['backwards', files.toReversed()],
  ])('goes by date, and the newer notice stands, %s', (_, order) => {
    const merged = mergeHolidayData(order);
    expect([...merged.years].toSorted((a, b) => a - b)).toEqual([2026, 2027]);
    expect(merged.days.size).toBe(61);
    expect(merged.days.get(day('2026-12-31'))).toEqual({ off: true, name: '元旦' });
  });
});
