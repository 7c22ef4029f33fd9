import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LoadOptions } from '../../src/config/load.ts';
import { holidaySource } from '../../src/schedule/calendar/holiday-data.ts';
import type { HolidaySource } from '../../src/schedule/calendar/holiday-source.ts';
import { toDayNumber } from '../../src/schedule/civil.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { codesOf, readFiles } from './folder.ts';

const BASE = 'robots: { team: { webhook: sandbox } }\ndefaults: { robot: team }\n';
const NEW_YEARS_EVE = Date.UTC(2026, 11, 31, 4);

/** The notice for 2027 as it might be: Monday the 4th off, Saturday the 9th worked in exchange. */
const notice2027: HolidaySource = holidaySource({
  kind: 'holiday-data',
  years: new Set([2027]),
  days: new Map([
    [toDayNumber(2027, 1, 4), { off: true, name: '元旦' }],
    [toDayNumber(2027, 1, 9), { off: false, name: '元旦' }],
  ]),
});

async function workdaysIn2027(lines: string, options: LoadOptions = {}): Promise<readonly string[]> {
  const text = `${BASE}reminders: { r: { at: "09:00", on: workdays, text: 上班, timezone: UTC${lines} } }\n`;
  const result = await readFiles({ 'a.yaml': text }, { now: NEW_YEARS_EVE, ...options });
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  const dates: string[] = [];
  let due = result.config.reminders[0]?.timetable.next(toEpochMs(Date.UTC(2027, 0, 1)));
  while (due && dates.length < 5) {
    dates.push(due.occurrences[0].date);
    due = result.config.reminders[0]?.timetable.next(due.at);
  }
  return dates;
}

describe('downloaded holidays', () => {
  const holidays: LoadOptions['holidays'] = () => Promise.resolve(notice2027);
  const asAnnounced = ['2027-01-01', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'];

  it('count for the calendar that nobody names', async () => {
    expect(await workdaysIn2027('', { holidays })).toEqual(asAnnounced);
    expect(await workdaysIn2027('')).not.toEqual(asAnnounced);
  });

  it('are not downloaded yet', async () => {
    const holidaysOf: LoadOptions['holidays'] = () => Promise.resolve(undefined);
    expect(await workdaysIn2027('', { holidays: holidaysOf })).toEqual(await workdaysIn2027(''));
  });

  it('come after what the calendar says itself', async () => {
    const calendars = 'calendars: { office: { off: 2027-01-05 }, other: }\n';
    const read = async (calendar: string) => {
      const text = `${BASE}${calendars}reminders: { r: { at: "09:00", on: workdays, text: 上班, timezone: UTC, calendar: ${calendar} } }\n`;
      const result = await readFiles({ 'a.yaml': text }, { now: NEW_YEARS_EVE, holidays });
      const timetable = result.kind === 'config' ? result.config.reminders[0]?.timetable : undefined;
      return timetable?.next(toEpochMs(Date.UTC(2027, 0, 2)))?.occurrences[0].date;
    };
    expect(await read('office')).toBe('2027-01-06');
    expect(await read('other')).toBe('2027-01-05');
  });

  it('are looked for in the data folder', async () => {
    const asked: string[] = [];
    await readFiles(
      { 'a.yaml': 'daemon: { data: ./elsewhere }\n' },
      { holidays: (directory) => Promise.resolve(void asked.push(basename(directory))) },
    );
    expect(asked).toEqual(['elsewhere']);
  });

  it('announce a year, so nobody is warned of it', async () => {
    const text = `${BASE}reminders: { r: { at: "09:00", on: workdays, text: 上班 } }\n`;
    expect(await codesOf(text, { now: NEW_YEARS_EVE })).toEqual(['calendar-year-provisional']);
    expect(await codesOf(text, { now: NEW_YEARS_EVE, holidays })).toEqual([]);
  });

  it('change no trigger key: what is planned goes on', async () => {
    const text = `${BASE}reminders: { r: { at: "09:00", on: workdays, text: 上班 } }\n`;
    const keys = await Promise.all(
      [{}, { holidays }].map(async (options) => {
        const result = await readFiles({ 'a.yaml': text }, options);
        return result.kind === 'config' && result.config.reminders[0]?.triggerKey;
      }),
    );
    expect(keys[0]).toBe(keys[1]);
  });
});

describe('another country', () => {
  it.each([
    ['JP', ['2027-01-04', '2027-01-05']],
    ['jp', ['2027-01-04', '2027-01-05']],
    ['CN', ['2027-01-04', '2027-01-05']],
    // Scotland alone has the 4th off.
    ['GB', ['2027-01-04', '2027-01-05']],
    ['NZ', ['2027-01-05', '2027-01-06']],
  ])('%s', async (country, expected) => {
    const text = `${BASE}calendars: { c: { country: ${country} } }
reminders: { r: { at: "09:00", on: workdays, text: 上班, timezone: UTC, calendar: c } }\n`;
    const result = await readFiles({ 'a.yaml': text });
    const timetable = result.kind === 'config' ? result.config.reminders[0]?.timetable : undefined;
    const first = timetable?.next(toEpochMs(Date.UTC(2027, 0, 1)));
    const second = first && timetable?.next(first.at);
    expect([first?.occurrences[0].date, second?.occurrences[0].date]).toEqual(expected);
  });

  it('is not told by what is downloaded for China', async () => {
    const text = `${BASE}calendars: { c: { country: JP } }\ndefaults: { calendar: c }\n`.replace(
      'defaults: { robot: team }\n',
      '',
    );
    const reminders = 'reminders: { r: { at: "09:00", on: workdays, text: 上班, timezone: UTC, robot: team } }\n';
    const result = await readFiles(
      { 'a.yaml': `${text}${reminders}` },
      { holidays: () => Promise.resolve(notice2027) },
    );
    const timetable = result.kind === 'config' ? result.config.reminders[0]?.timetable : undefined;
    expect(timetable?.next(toEpochMs(Date.UTC(2027, 0, 2)))?.occurrences[0].date).toBe('2027-01-04');
  });
});

describe('daemon.holidays', () => {
  it.each([
    ['', undefined],
    ['holidays: off', []],
    ['holidays: { urls: "https://example.com/{year}.json" }', ['https://example.com/{year}.json']],
    [
      'holidays: { urls: ["https://example.com/{year}.json", "http://127.0.0.1:8080/?y={year}"] }',
      ['https://example.com/{year}.json', 'http://127.0.0.1:8080/?y={year}'],
    ],
  ])('%s', async (lines, expected) => {
    const result = await readFiles({ 'a.yaml': `daemon: { ${lines} }\n` });
    expect(result.kind === 'config' && result.config.daemon.holidayAddresses).toEqual(expected);
  });

  it('shows no password', async () => {
    const url = 'https://user:dummy-password@example.com/{year}.json';
    const result = await readFiles({ 'a.yaml': 'daemon: { holidays: { urls: "${URL}" } }\n' }, { env: { URL: url } });
    expect(JSON.stringify(result.kind === 'problems' && result.problems)).not.toContain('dummy-password');
    expect(result.kind === 'problems' && result.problems.map(({ code }) => code)).toEqual(['bad-environment-value']);
  });
});
