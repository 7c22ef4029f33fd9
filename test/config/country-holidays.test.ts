import { afterEach, describe, expect, it } from 'vitest';
import { countryHolidays } from '../../src/config/country-holidays.ts';
import type { HolidaySource } from '../../src/schedule/calendar/holiday-source.ts';
import { addDays, parseIsoDate, toIsoDate } from '../../src/schedule/civil.ts';

const HOSTS = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'];
const TZ = process.env['TZ'];

afterEach(() => {
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
});

async function sourceOf(country: string): Promise<HolidaySource> {
  const found = await countryHolidays(country);
  if (found.kind !== 'holidays') throw new Error(found.kind);
  return found.source;
}

function datesOff(source: HolidaySource, from: string, until: string): readonly string[] {
  const dates: string[] = [];
  for (let day = parseIsoDate(from)!; day <= parseIsoDate(until)!; day = addDays(day, 1)) {
    if (source.day(day)?.off === true) dates.push(toIsoDate(day));
  }
  return dates;
}

describe.each(HOSTS)('on a host in %s', (host) => {
  it.each([
    // https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html
    ['JP', '2026-05-01', '2026-05-31', ['2026-05-03', '2026-05-04', '2026-05-05', '2026-05-06']],
    ['JP', '2026-09-01', '2026-09-30', ['2026-09-21', '2026-09-22', '2026-09-23']],
    // https://www.gov.uk/bank-holidays
    ['GB', '2026-04-01', '2026-05-31', ['2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25']],
    ['de', '2026-12-01', '2027-01-31', ['2026-12-25', '2026-12-26', '2027-01-01']],
    // https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/
    ['US', '2026-11-01', '2026-12-31', ['2026-11-11', '2026-11-26', '2026-12-25']],
    // It begins at sunset: Yom Kippur of 5787.
    ['IL', '2026-09-15', '2026-09-24', ['2026-09-21']],
    // Three days and the afternoon before.
    ['TR', '2026-03-15', '2026-03-31', ['2026-03-20', '2026-03-21', '2026-03-22']],
    [
      'NZ',
      '2026-12-20',
      '2027-01-10',
      ['2026-12-25', '2026-12-26', '2026-12-28', '2027-01-01', '2027-01-02', '2027-01-04'],
    ],
  ])('%s from %s to %s', async (country, from, until, expected) => {
    process.env['TZ'] = host;
    expect(datesOff(await sourceOf(country), from, until)).toEqual(expected);
  });
});

describe('a country', () => {
  it('names its holidays in its own language', async () => {
    expect((await sourceOf('JP')).day(parseIsoDate('2026-01-01')!)).toEqual({ off: true, name: '元日' });
  });

  it('knows the years it has holidays for: they are computed, not announced', async () => {
    const source = await sourceOf('JP');
    expect([2026, 2027, 2050].map((year) => source.isKnown(year))).toEqual([true, true, true]);
    expect(source).not.toHaveProperty('statutory');
  });

  it.each([
    ['UK', 'GB'],
    ['Japan', 'JP'],
    ['日本', 'JP'],
    ['germny', 'DE'],
    ['the moon', undefined],
    ['', undefined],
    ['x'.repeat(200), undefined],
  ])('%j is unknown, and probably %s', async (written, nearest) => {
    expect(await countryHolidays(written)).toEqual({ kind: 'unknown-country', ...(nearest && { nearest }) });
  });
});

describe('the package', () => {
  it.each(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])('may not be there: %s', async (code) => {
    const missing = Object.assign(new Error("Cannot find package 'date-holidays'"), { code });
    expect(await countryHolidays('JP', () => Promise.reject(missing))).toEqual({ kind: 'not-installed' });
  });

  it('must not be broken', async () => {
    await expect(countryHolidays('JP', () => Promise.reject(new SyntaxError('broken')))).rejects.toThrow('broken');
  });
});
