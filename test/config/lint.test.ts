import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
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
    ['at: "09:00", on: before-holiday', true],
    ['at: "09:00", unless: holidays', true],
    ['at: "09:00", on: mon, unless: sat', false],
    ['monthly: 3, shift: next-workday', true],
    ['monthly: first workday', true],
    ['yearly: 01-04, on: workdays', true],
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
    // Days worked in exchange are told by the notice of the next year.
    ['at: "09:00", on: workdays, unless: weekdays, active: { from: 2026-10-11 }', ['calendar-year-provisional']],
    [
      'at: "09:00", on: workdays, unless: weekdays, active: { from: 2026-10-11, until: 2026-12-31 }',
      ['filter-leaves-nothing'],
    ],
    ['yearly: 10-01, on: workdays', ['never-fires']],
    ['yearly: 10-01, unless: holidays', ['never-fires']],
    ['once: 2100-12-30T09:00, shift: next-workday', ['beyond-known-days']],
    ['at: "09:00", on: workdays, active: { from: 2150-01-01 }', ['beyond-known-days']],
    ['at: "09:00", active: { from: 2150-01-01 }', []],
    ['monthly: 1st monday, at: "09:00", on: tue', ['filter-leaves-nothing']],
    ['monthly: 1st monday, at: "09:00", on: mon', []],
    ['at: "09:00", on: holidays, shift: skip', ['never-fires']],
    ['monthly: 31, months: [4, 6]', ['never-fires', 'month-without-day']],
    ['monthly: [30, 31], months: 2, short: skip', ['never-fires']],
    ['monthly: 31, months: [4, 6], short: last', []],
    ['monthly: 29, months: 2, short: skip', []],
    ['monthly: 31, months: [4, 5], short: skip', []],
    ['monthly: 1, months: 10, shift: skip', ['never-fires']],
    // From Qingming to Labour Day and back no holiday is kept in March.
    ['at: "09:00", on: holidays, active: { from: 03-05, until: 03-20 }', ['filter-leaves-nothing']],
    ['cron: "0 9 * * *", on: holidays, active: { from: 07-01, until: 08-31 }', ['filter-leaves-nothing']],
    ['at: "09:00", unless: [workdays, weekends], active: { from: 03-05, until: 03-20 }', ['filter-leaves-nothing']],
    ['at: "09:00", on: holidays, active: { from: 03-05, until: 05-03 }', []],
    ['at: "09:00", on: before-holiday, shift: skip', []],
    ['at: "09:00", on: holidays, shift: previous-workday', []],
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
      expect(codes.filter((code) => !['never-fires', 'filter-leaves-nothing', 'person-unseen'].includes(code))).toEqual(
        [],
      );
    }
  });
});

const MORE = `${BASE}calendars: { office: { off: [2026-12-31] } }
`;

/** Warnings of single reminders, each with its own text. */
function saidOf(reminders: string): Promise<readonly string[]> {
  return codesOf(`${MORE}reminders:\n  o: { at: "01:00", calendar: office, on: workdays, text: o }\n${reminders}\n`);
}

describe('what is written in vain', () => {
  it.each([
    ['every: 30m, late: 1h', ['late-beyond-period']],
    ['every: 30m, late: 30m', []],
    ['every: 30m, late: 1h, catchUp: all', []],
    ['at: "09:00", late: 2d', []],
    ['at: "09:00", on: mon, skip: 2026-03-10', ['skip-without-effect']],
    ['at: "09:00", on: mon, skip: 2026-03-09', []],
    ['at: "09:00", on: mon, skip: 2026-03-10..2026-03-16', []],
    ['at: "09:00", on: mon, skip: 2026-02-10', []],
    ['at: "09:00", on: workdays, skip: 2026-10-01', ['skip-without-effect']],
    ['at: "09:00", on: workdays, skip: 2027-10-01', []],
    ['yearly: 05-20, advance: 30d, skip: 2026-05-20', []],
    ['yearly: 05-20, advance: 30d, skip: 2026-04-20', ['skip-without-effect']],
    ['at: "09:00", active: { from: 2026-04-01 }, skip: 2026-03-20', ['skip-without-effect']],
    ['at: "09:00", calendar: office', ['calendar-without-effect']],
    ['at: "09:00", calendar: office, on: workdays', []],
    ['monthly: 15, calendar: office, shift: next-workday', []],
    ['monthly: last workday, calendar: office', []],
    ['at: "09:00", calendar: office, rotate: { people: wang, every: 1 workday, from: 2026-03-02 }', []],
    ['at: "09:00", tags: [a, b, a]', ['repeated-item']],
    ['at: "09:00", robots: [team, team]', ['repeated-item']],
  ])('%s: %j', async (reminder, expected) => {
    expect(await saidOf(`  r: { ${reminder}, text: 上班 }`)).toEqual(expected);
  });
});

describe('texts that do not come out as meant', () => {
  it.each([
    ['at: "09:00", text: "{{ person.name }}"', ['says-nothing', 'value-always-empty']],
    ['at: "09:00", text: "你好 {{ person.name }}"', ['value-always-empty']],
    ['at: "09:00", text: "你好 {{ person.name | default: \'大家\' }}"', []],
    ['at: "09:00", text: "你好{% if person %} {{ person.name }}{% endif %}"', []],
    ['yearly: 05-20, text: "{{ years }} 周年"', ['value-always-empty']],
    ['yearly: 2016-05-20, text: "{{ years }} 周年"', []],
    ['yearly: 05-20, since: 2016, text: "{{ years }} 周年"', []],
    ['yearly: { lunar: 八月十五 }, text: "{{ years }} 周年"', []],
    ['at: "09:00", text: "还有 {{ days_left }} 天"', ['value-always-empty']],
    ['once: 2026-06-07T08:00, advance: 7d, text: "还有 {{ days_left }} 天"', []],
    ['at: "09:00", text: "今天 {date}"', ['single-braces']],
    ['at: "09:00", text: "今天 ｛｛ date ｝｝"', ['single-braces']],
    ['at: "09:00", text: "{person.name} 你好"', ['single-braces']],
    ['at: "09:00", text: "今天 {{date}} {好}"', []],
    ['at: "09:00", text: "{\\"date\\": 1}"', []],
    ['at: "09:00", markdown: { title: "{{ note }}", text: x }', ['blank-on-date']],
    // Ten years ahead of the first that has nothing to say.
    [
      'yearly: 2016-05-20, markdown: { title: "{{ years }}", text: "{% if years < 40 %}{{ years }}{% endif %}" }',
      ['says-nothing'],
    ],
    ['at: "09:00", text: "{% if note %}{% if holiday %}a{% else %}b{% endif %}{% else %}c{% endif %}"', []],
    ['at: "09:00", markdown: { title: "{{ note }}！", text: x }', []],
    ['yearly: 05-20, advance: [3d, 0d], text: "{% if days_left > 0 %}快了{% endif %}"', ['says-nothing']],
    ['yearly: 05-20, advance: [3d, 0d], text: "{% if days_left > 0 %}快了{% else %}到了{% endif %}"', []],
    [
      'yearly: 05-20, advance: [3d, 0d], text: "{% if days_left > 1 %}快了{% elsif days_left > 0 %}{{ note }}{% else %}到了{% endif %}"',
      [],
    ],
    [
      'yearly: 05-20, advance: [3d, 0d], text: "{% if days_left > 1 %}{{ note }}{% elsif days_left > 0 %}快了{% else %}到了{% endif %}"',
      ['says-nothing'],
    ],
    [
      'yearly: 05-20, advance: [3d, 0d], text: "{% if days_left > 1 %}{{ note }}{% else %}到了{% endif %}"',
      ['says-nothing'],
    ],
    [
      'yearly: 05-20, advance: [3d, 0d], text: "{% if days_left > 1 %}{% if note %}快了{% else %}{{ note }}{% endif %}{% else %}到了{% endif %}"',
      ['says-nothing'],
    ],
    ['birthdays: all, text: 生日快乐', ['person-unseen']],
    ['birthdays: xiaoming, text: 生日快乐', []],
    ['birthdays: all, text: "{{ person.name }}生日快乐"', []],
    ['at: "09:00", rotate: { people: [lili, wang], from: 2026-03-02 }, text: 值日', ['person-unseen']],
    ['at: "09:00", rotate: { people: [xiaoming, wang], from: 2026-03-02 }, mention: person, text: 值日', []],
  ])('%s: %j', async (reminder, expected) => {
    expect(await saidOf(`  r: { ${reminder} }`)).toEqual(expected);
  });
});

describe('two reminders that say the same', () => {
  it.each([
    ['at: "09:00", text: x', 'at: "09:00", text: x', ['same-reminder']],
    ['at: ["09:00", "10:00"], text: x', 'at: ["10:00", "09:00"], text: x', ['same-reminder']],
    ['at: "09:00", text: x', 'at: "09:00", text: y', []],
    ['at: "09:00", text: x', 'at: "09:00", text: x, on: mon', []],
    ['at: "09:00", text: x', 'at: "09:00", text: x, paused: true', []],
    ['at: "09:00", text: x, mention: all', 'at: "09:00", text: x, mention: wang', []],
    ['at: "09:00", text: x', 'at: "09:00", markdown: { title: x, text: x }', []],
  ])('{ %s } { %s }: %j', async (a, b, expected) => {
    expect(await saidOf(`  a: { ${a} }\n  b: { ${b} }`)).toEqual(expected);
  });
});

describe('a message of many bytes', () => {
  const long = '字'.repeat(7_000);
  it.each([
    [`text: ${long}`, ['message-split']],
    [`markdown: { title: x, text: ${long} }`, ['message-split']],
    [`link: { title: x, url: https://example.com, text: ${long} }`, ['message-too-long']],
    [`text: ${'字'.repeat(6_000)}`, []],
  ])('%.20s: %j', async (message, expected) => {
    expect(await saidOf(`  r: { at: "09:00", ${message} }`)).toEqual(expected);
  });
});

describe('settings of the daemon', () => {
  const long = 'a-token-long-enough-for-anyone';
  it.each([
    ['host: 0.0.0.0', ['host-without-token']],
    ['host: 127.0.0.1, token: eleven-long', ['token-short']],
    ['host: "::1", token: twelve-chars', []],
    ['host: 10.0.0.7, token: twelve-chars', ['token-short']],
    ['host: 10.0.0.7, token: short', ['token-short']],
    [`host: 10.0.0.7, token: ${long}`, []],
    [`token: ${long}, calendarToken: ${long}`, ['calendar-token-opens-all']],
    ['calendarToken: short', ['token-short']],
    [`token: ${long}, calendarToken: ${long}-else`, []],
  ])('http: { %s }: %j', async (http, expected) => {
    expect(await codesOf(`daemon: { http: { ${http} } }\n`)).toEqual(expected);
  });
});

describe('placeholders', () => {
  const webhook = (token: string): string => `https://oapi.dingtalk.com/robot/send?access_token=${token}`;
  it.each([
    [webhook('PASTE-YOURS'), 'SEC-dummy', ['placeholder']],
    [webhook('xxxxxxxx'), 'SEC-dummy', ['placeholder']],
    [webhook('YOUR_ACCESS_TOKEN'), 'SEC-dummy', ['placeholder']],
    [webhook('dummy'), 'SEC-PASTE-YOURS', ['placeholder']],
    [webhook('PASTE-YOURS'), 'SEC-PASTE-YOURS', ['placeholder', 'placeholder']],
    [webhook('dummy'), 'SEC-dummy', []],
  ])('%s %s: %j', async (url, secret, expected) => {
    const text = 'robots: { r: { webhook: "${W}", secret: "${S}" } }';
    expect(await codesOf(text, { env: { W: url, S: secret } })).toEqual(expected);
  });

  it('are what .env.example comes with', async () => {
    const example = parseEnv(await readFile(join(import.meta.dirname, '../../.env.example'), 'utf8'));
    const text = 'robots: { r: { webhook: "${DINGTALK_TEAM_WEBHOOK}", secret: "${DINGTALK_TEAM_SECRET}" } }';
    expect(await codesOf(text, { env: example })).toEqual(['placeholder', 'placeholder']);
  });
});

describe('dates that a trigger names by itself', () => {
  const swallowed = async (reminder: string) =>
    (await warningsOf(reminder, Date.UTC(2026, 0, 2))).filter((code) => code === 'dates-swallowed').length > 0;

  it.each([
    // 2026-01-15 and 07-15 are a Thursday and a Wednesday; 04-04 and 10-04 lie in holidays.
    ['monthly: 4, months: [4, 10], on: workdays', true],
    ['monthly: 15, months: [1, 7], on: workdays', false],
    ['monthly: 4, months: [4, 10], shift: next-workday', false],
    ['monthly: 4, months: [4, 10], on: workdays, shift: skip', false],
    ['monthly: 4, skip: 2026-04-04', false],
    ['birthdays: [wang], on: workdays', false],
    ['birthdays: [wang], unless: fri', true],
    ['monthly: 1, months: [4, 10], unless: holidays', true],
    ['every: 3 days, from: 2026-01-01, on: workdays', true],
    ['every: 2 weeks, from: 2026-01-01, on: workdays', false],
    ['every: 2 weeks, from: 2026-01-01', false],
    ['cron: "0 9 5 * *", on: workdays', true],
    ['cron: "0 9 * * 5", on: workdays', true],
    ['cron: "0 9 * * fri#1", on: workdays', true],
    ['cron: "0 9 * * 1-5", on: workdays', false],
    ['cron: "0 9 * * 1,3,5", on: workdays', false],
    ['at: "09:00", on: workdays, unless: holidays', false],
    // A vacation is a stretch; a date alone is meant.
    ['monthly: 4, skip: 2026-04-01..2026-04-10', true],
    ['monthly: 4, skip: [2026-04-04, 2026-05-04]', false],
    ['every: 2 weeks, from: 2026-04-04, unless: holidays', true],
    ['every: 2 weeks, from: 2026-01-05, on: mon, unless: holidays', true],
    ['every: 2 weeks, from: 2026-01-05, on: [mon, fri], unless: holidays', false],
    ['cron: "@monthly", on: workdays', true],
    ['cron: "0 9 */10 * *", on: workdays', true],
    // 2026-05-15 is a Friday, 06-15 a Monday, 08-15 a Saturday: shifted to a Monday, which is left out.
    ['monthly: 15, shift: next-workday, unless: mon', true],
    ['yearly: 端午, on: holidays', false],
  ])('%s: %s', async (reminder, expected) => {
    expect(await swallowed(`${reminder}${reminder.startsWith('birthdays') ? ', mention: person' : ''}`)).toBe(expected);
  });
});

describe('dates that are swallowed for ever', () => {
  it.each([
    ['yearly: 05-01, on: workdays', ['never-fires']],
    ['yearly: 端午, on: workdays', ['never-fires']],
    ['once: 2026-12-05T09:00, on: workdays', ['filter-leaves-nothing']],
    // A Sunday this year, a Monday the next.
    ['yearly: 12-20, on: workdays', ['dates-swallowed']],
  ])('%s: %j', async (reminder, expected) => {
    const codes = await warningsOf(reminder, Date.UTC(2026, 0, 2));
    expect(codes.filter((code) => code !== 'calendar-year-provisional')).toEqual(expected);
  });
});

describe('a roster', () => {
  const unfair = async (reminder: string) =>
    (await warningsOf(`${reminder}, mention: [xiaoming]`)).includes('roster-unfair');
  const SEVEN = 'xiaoming, lili, wang, xiaoming, lili, wang, xiaoming';
  const rotate = (people: string, every: string) =>
    `rotate: { people: [${people}], every: ${every}, from: 2026-11-02 }`;

  it.each([
    ['each week, by the week', 'at: "09:00", on: mon', 'xiaoming, lili, wang', '1 week', false],
    ['each week, by the day, three people', 'at: "09:00", on: mon', 'xiaoming, lili, wang', '1 day', false],
    [
      'each week, by seven days of a roster',
      'at: "09:00", on: mon',
      'xiaoming, lili, wang, xiaoming, lili, wang, xiaoming',
      '1 day',
      true,
    ],
    ['every other week, by the week, two people', 'every: 2 weeks, from: 2026-11-02', 'xiaoming, lili', '1 week', true],
    ['every other week, by two weeks', 'every: 2 weeks, from: 2026-11-02', 'xiaoming, lili', '2 weeks', false],
    ['twice for one of them', 'at: "09:00", on: mon', 'xiaoming, lili, xiaoming', '1 week', false],
    ['workdays, by the workday', 'at: "09:00", on: workdays', 'xiaoming, lili, wang', '1 workday', false],
    ['once a month, by the month', 'monthly: 1', 'xiaoming, lili, wang', '1 month', false],
    ['every minute', 'every: 1m', 'xiaoming, lili', '1 week', false],
    ['every minute of a day a week', 'every: 1m, on: mon', SEVEN, '1 day', true],
    // An even number of months lies between.
    ['twice a year, by the month', 'monthly: 1, months: [1, 7]', 'xiaoming, lili', '1 month', true],
    ['once a year, by the month', 'yearly: 05-20', 'xiaoming, lili', '1 month', true],
    ['twice a year, by six months', 'monthly: 1, months: [1, 7]', 'xiaoming, lili', '6 months', false],
    ['each time', 'at: "09:00", on: mon', SEVEN, '1 time', false],
  ])('%s', async (_, when, people, every, expected) => {
    expect(await unfair(`${when}, ${rotate(people, every)}`)).toBe(expected);
  });
});

describe('an @ in a text', () => {
  it.each([
    ['at: "09:00", text: "@所有人 开会"', true],
    ['at: "09:00", text: "@all 开会", mention: all', false],
    ['at: "09:00", text: "请@13800000000看一下"', true],
    ['at: "09:00", text: "请@13800000000看一下", mention: xiaoming', false],
    ['at: "09:00", text: "@xiaoming 开会"', true],
    ['at: "09:00", text: "@xiaoming 开会", mention: [xiaoming]', false],
    ['at: "09:00", text: "@xiaoming 开会", mention: wang', true],
    // Nobody of people; it calls nobody all the same.
    ['at: "09:00", text: "@王总 开会"', true],
    ['at: "09:00", text: "@王总 开会", mention: xiaoming', false],
    ['at: "09:00", text: "＠所有人 开会"', true],
    ['at: "09:00", text: "@全员 开会"', true],
    ['at: "09:00", text: "@138 0000 0000 开会"', true],
    ['at: "09:00", text: "@138 0000 0000 开会", mention: xiaoming', false],
    ['at: "09:00", text: "@1380000000 开会"', true],
    ['at: "09:00", rotate: { people: [xiaoming, wang], from: 2026-11-02 }, text: "@{{ person.name }} 值班"', true],
    [
      'at: "09:00", rotate: { people: [xiaoming, wang], from: 2026-11-02 }, mention: person, text: "@{{ person.name }} 值班"',
      false,
    ],
    ['at: "09:00", text: "写信到 lili@example.com"', false],
    ['at: "09:00", text: "@{{ reminder.id }} 开会"', false],
    [
      'at: "09:00", rotate: { people: [xiaoming, wang], from: 2026-11-02 }, mention: person, text: "@xiaoming 的下一班"',
      false,
    ],
  ])('%s: %s', async (reminder, expected) => {
    const codes = await codesOf(`${BASE}reminders:\n  r: { ${reminder} }\n`, { now: NOVEMBER });
    expect(codes.includes('at-calls-nobody')).toBe(expected);
  });
});

describe('a date compared with a text', () => {
  it.each([
    ['{% if date == "圣诞节" %}圣诞{% endif %}', true],
    ['{% if "圣诞节" == date %}圣诞{% endif %}', true],
    ['{% if date < "18:00" %}早{% endif %}', true],
    ['{% if date == "12-25" %}圣诞{% endif %}', false],
    ['{% if at < "18:00" %}早{% endif %}', false],
    ['{% if at == "2026-12-25" %}圣诞{% endif %}', false],
    ['{% if date == "星期一" %}周会{% endif %}', false],
    ['{% if date == "2026-12-25" %}圣诞{% endif %}', false],
    ['{% if at >= "2026-12-25" %}圣诞以后{% endif %}', false],
    ['{% case date %}{% when "12-25" %}圣诞{% endcase %}', true],
    ['{% case date %}{% when "2026-12-25" %}圣诞{% endcase %}', false],
    ['{% assign day = date | date: "MM-dd" %}{% if day == "12-25" %}圣诞{% endif %}', false],
  ])('%s: %s', async (text, expected) => {
    const codes = await codesOf(`${BASE}reminders:\n  r: { at: "09:00", text: '${text}天' }\n`, { now: NOVEMBER });
    expect(codes.includes('date-compared')).toBe(expected);
  });
});

describe('a year that is waited for in vain', () => {
  it.each([
    // The next leap sixth month comes in 2036, the next 29 February in 2028.
    ['yearly: { lunar: 闰06-01, leapMonth: skip }', true],
    ['yearly: { lunar: 闰06-01 }', false],
    ['yearly: { date: 02-29, feb29: skip }', false],
    ['yearly: 05-20, active: { from: 2030-01-01 }', false],
    ['every: 10 years, from: 2024-03-12', false],
    ['yearly: { lunar: 闰06-01, leapMonth: skip }, on: workdays', true],
    ['yearly: 05-20, since: 2030', true],
  ])('%s: %s', async (reminder, expected) => {
    expect((await warningsOf(reminder)).includes('next-far-off')).toBe(expected);
  });
});

describe('a mobile number with a digit too few or too many', () => {
  it.each([
    ['1380000000', true],
    ['138-0000-000', true],
    ['138-0000-0000', false],
    ['138000000000', true],
    ['13800000000', false],
    ['manager123', false],
  ])('%s: %s', async (mention, expected) => {
    const codes = await warningsOf(`at: "09:00", mention: ["${mention}"]`);
    expect(codes.includes('mobile-digits')).toBe(expected);
  });
});

describe('beside a mistake in one reminder', () => {
  const SWALLOWED = 'swallowed: { monthly: 15, on: workdays, text: 工资 }';
  const warned = (others: string): Promise<readonly string[]> =>
    codesOf(`${BASE}reminders:\n  ${SWALLOWED}\n${others}`, { now: NOVEMBER });

  it('the others are warned of', async () => {
    for (const mistaken of [
      'text: "{{ nam }}", at: "09:00"',
      'text: "{{ date | plus: \'x\' }}", at: "09:00"',
      'text: a, every: 14d',
    ]) {
      expect(
        (await warned(`  mistaken: { ${mistaken} }\n`)).filter((code) => code === 'dates-swallowed'),
        mistaken,
      ).toEqual(['dates-swallowed']);
    }
  });

  it('nothing that may be its consequence is', async () => {
    // Who is unused, or which calendar, nobody knows before it is mended.
    const told = await warned('  mistaken: { at: "09:00", text: "{{ nam }}" }\n');
    expect(told.toSorted()).toEqual(['dates-swallowed', 'template-unknown-value']);
    // Its own dates are those of a trigger that is none.
    expect(await warned('  mistaken: { monthly: 15, on: [workdays, x], text: a }\n')).toEqual([
      'dates-swallowed',
      'wrong-value',
    ]);
  });

  it('nor anything while a calendar is wrong', async () => {
    expect(await warned('calendars: { office: { country: XX } }\n')).not.toContain('dates-swallowed');
  });
});
