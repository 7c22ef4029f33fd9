import { describe, expect, it } from 'vitest';
import { codesOf } from './folder.ts';

const BASE = `robots: { team: { webhook: sandbox } }
people:
  xiaoming: { mobile: 13800000000, birthday: 1990-03-05 }
  lili: { birthday: 1992-03-06 }
  wang: { userId: wang456, birthday: 1991-03-06 }
defaults: { robot: team }
`;
/** 55 days before the first unannounced year, in China. */
const NOVEMBER = Date.UTC(2026, 10, 7);

function warningsOf(reminder: string, now = NOVEMBER): Promise<readonly string[]> {
  return codesOf(`${BASE}reminders:\n  r: { ${reminder}, text: 上班 }\n`, { now });
}

describe('a year not announced yet', () => {
  it.each([
    ['at: "09:00", on: workdays', true],
    ['at: "09:00", on: holidays', true],
    ['monthly: 3, shift: next-workday', true],
    ['monthly: first workday', true],
    ['yearly: 01-02, on: workdays', true],
    ['yearly: 01-02, on: workdays, skip: 2027-01-02', false],
    ['at: "09:00", rotate: { people: wang, every: 1 workday, from: 2026-03-02 }', true],
    ['at: "09:00", on: [workdays, sun]', true],
    ['at: "09:00", on: [mon, sun]', false],
    ['at: "09:00", on: weekdays', false],
    ['at: "09:00"', false],
    ['monthly: 28, shift: next-workday', false],
    ['yearly: 05-20, on: workdays', false],
    ['yearly: 05-20, on: workdays, advance: [30d, 0d]', false],
    ['yearly: 05-20, on: workdays, advance: [150d, 0d]', true],
    ['yearly: 05-20, on: workdays, advance: [60000d, 0d]', false],
    ['at: "09:00", on: workdays, active: { until: 2026-12-31 }', false],
    ['at: "09:00", on: workdays, active: { until: 2027-01-01 }', true],
    ['at: "09:00", on: workdays, paused: true', false],
  ])('%s: %s', async (reminder, expected) => {
    expect(await warningsOf(reminder)).toEqual(expected ? ['calendar-year-provisional'] : []);
  });

  it('is nobody’s concern 61 days before', async () => {
    expect(await warningsOf('at: "00:00", on: workdays', Date.UTC(2026, 9, 31, 16))).toEqual([]);
    expect(await warningsOf('at: "00:00", on: workdays', Date.UTC(2026, 10, 1, 16))).toEqual([
      'calendar-year-provisional',
    ]);
  });

  it('is refused where the calendar says so, and the reminder gets there', async () => {
    const strict = 'calendars: { strict: { unknownYear: error } }\n';
    const codes = (reminder: string) =>
      codesOf(`${BASE}${strict}reminders:\n  r: { ${reminder}, calendar: strict, text: 上班 }\n`, { now: NOVEMBER });
    expect(await codes('at: "09:00", on: holidays')).toEqual(['calendar-year-unknown']);
    expect(await codes('yearly: 05-20, on: workdays')).toEqual([]);
  });

  it('is no concern of a calendar whose days off are computed', async () => {
    const text = `${BASE}calendars: { c: { country: JP } }\nreminders: { r: { at: "09:00", on: workdays, calendar: c, text: 上班 } }\n`;
    expect(await codesOf(text, { now: NOVEMBER })).toEqual([]);
  });
});

describe('a clock change in the coming year', () => {
  const BERLIN = 'timezone: Europe/Berlin';
  it.each([
    [`at: "02:30", ${BERLIN}`, ['time-in-gap', 'time-repeated']],
    [`at: "09:00", ${BERLIN}`, []],
    ['at: "02:30"', []],
    [`every: 15m, ${BERLIN}`, []],
    [`cron: "30 2 * * *", ${BERLIN}, on: weekdays`, []],
    [`cron: "30 2 * 3 *", ${BERLIN}`, ['time-in-gap']],
    [`once: 2027-03-28T02:30, ${BERLIN}`, ['time-in-gap']],
    [`once: 2028-03-26T02:30, ${BERLIN}`, []],
    [`monthly: 28, at: "02:30", ${BERLIN}`, ['time-in-gap']],
    [`yearly: 03-28, at: "02:30", ${BERLIN}`, ['time-in-gap']],
    [`yearly: 03-30, at: "02:30", advance: [2d, 0d], ${BERLIN}`, ['time-in-gap']],
    [`yearly: 03-30, at: "02:30", advance: [2h, 0d], ${BERLIN}`, []],
    [`at: "02:30", paused: true, ${BERLIN}`, []],
    [`at: "02:30", active: { until: 2026-12-31 }, ${BERLIN}`, []],
  ])('%s: %j', async (reminder, expected) => {
    expect(await warningsOf(reminder)).toEqual(expected);
  });
});

describe('what never fires', () => {
  it.each([
    ['cron: "0 9 * * 1-5", on: weekends', ['filter-leaves-nothing']],
    ['once: 2026-12-31T23:59, on: mon', ['filter-leaves-nothing']],
    ['yearly: 05-20, active: { from: 2026-06-01, until: 2027-01-01 }', ['filter-leaves-nothing']],
    ['at: "09:00", active: { until: 2026-01-01 }', ['never-fires']],
    ['once: 2026-01-01T09:00', ['once-past']],
    ['cron: "0 9 * * 1-5", on: mon', []],
  ])('%s: %j', async (reminder, expected) => {
    expect(await warningsOf(reminder)).toEqual(expected);
  });
});

describe('mention: person', () => {
  it.each([
    ['birthdays: all', ['mention-without-contact']],
    ['birthdays: [xiaoming, wang]', []],
    ['at: "09:00", rotate: { people: [lili, wang, lili], from: 2026-03-02 }', ['mention-without-contact']],
    ['at: "09:00", rotate: { people: wang, from: 2026-03-02 }', []],
  ])('%s: %j', async (reminder, expected) => {
    expect(await warningsOf(`${reminder}, mention: person`)).toEqual(expected);
  });
});

describe('a notice that is longer than time itself', () => {
  it.each([
    'at: "09:00", on: workdays',
    'cron: "0 9 * * *", on: holidays, timezone: Europe/Berlin',
    'monthly: 15, shift: next-workday',
    'yearly: { lunar: 08-15 }, on: workdays',
    'birthdays: all, on: workdays',
    'once: 2026-12-31T23:59, on: workdays',
    'every: 1h, on: workdays',
  ])('%s', async (reminder) => {
    for (const notice of ['99999999d', '99999999h']) {
      const codes = await warningsOf(`${reminder}, advance: ${notice}`);
      expect(codes.filter((code) => !['never-fires', 'filter-leaves-nothing'].includes(code))).toEqual([]);
    }
  });
});
