import { laneOf } from '../../src/robot/dingtalk/webhook.ts';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Config, Reminder } from '../../src/config/config.ts';
import { DAY, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { codesOf, NOW, problemsOf, readFiles } from './folder.ts';

const BASE = `robots: { team: { webhook: sandbox }, ops: { webhook: sandbox } }
people:
  xiaoming: { name: 小明, mobile: 13800000000, userId: manager123, birthday: 1990-03-05 }
  lili: { userId: 0123456789012345678, birthday: { lunar: 1992-02-01 } }
  nobody:
calendars: { office: { off: [2026-03-02] } }
defaults: { robot: team }
`;

async function configOf(text: string, base = BASE): Promise<Config> {
  const result = await readFiles({ 'a.yaml': base, 'b.yaml': text });
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems, undefined, 2));
  return result.config;
}

async function reminderOf(lines: string): Promise<Reminder> {
  const { reminders } = await configOf(`reminders:\n  r: { ${lines} }\n`);
  const [reminder] = reminders;
  if (!reminder) throw new Error('no reminder');
  return reminder;
}

/** Its next instants after 2026-03-01T00:00+08:00, as an ISO date and time in its zone, with what is said of them. */
function nextOf({ timetable, timezone }: Reminder, count = 3): readonly string[] {
  const found: string[] = [];
  let after = toEpochMs(NOW);
  for (let due = timetable.next(after); due && found.length < count; due = timetable.next(after)) {
    after = due.at;
    const at = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timezone).toPlainDateTime().toString();
    for (const { years, person, notice } of due.occurrences) {
      found.push([at, years, person, notice].filter((part) => part !== undefined).join(' '));
    }
  }
  return found.slice(0, count);
}

function messageOf(reminder: Reminder, lateMinutes = 0) {
  const due = reminder.timetable.next(toEpochMs(NOW));
  if (!due) throw new Error('never');
  return reminder.render(due.occurrences[0], { lateMinutes });
}

describe('daemon', () => {
  it('has defaults that are the same on every host', async () => {
    const { daemon, directory } = await configOf('');
    expect(daemon).toEqual({
      timezone: 'Asia/Shanghai',
      locale: 'zh-CN',
      dataDirectory: `${dirname(directory)}/data`,
      http: { host: '127.0.0.1', port: 8787, publicHosts: [] },
      retentionMs: 90 * DAY,
      // HTTPS_PROXY and its like: nothing is set.
      proxy: ['', '', '', '', ''],
    });
    expect(basename(directory)).toMatch(/^dingbell-config-/);
  });

  it('takes what is written', async () => {
    const { daemon } = await configOf(
      'daemon: { timezone: Europe/Berlin, locale: en, data: /var/lib/bell, http: { host: 0.0.0.0, port: 0, token: abc }, retention: 30d, heartbeat: "http://localhost:8000/ping/dummy" }',
    );
    expect(daemon).toEqual({
      timezone: 'Europe/Berlin',
      locale: 'en',
      dataDirectory: '/var/lib/bell',
      http: { host: '0.0.0.0', port: 0, token: 'abc', publicHosts: [] },
      retentionMs: 30 * DAY,
      heartbeatUrl: 'http://localhost:8000/ping/dummy',
      proxy: ['', '', '', '', ''],
    });
  });

  it.each([
    ['calendarToken: only-the-calendar', { calendarToken: 'only-the-calendar', publicHosts: [] }],
    ['calendarToken: ""', { publicHosts: [] }],
    ['publicHosts: Bell.example.com', { publicHosts: ['bell.example.com'] }],
    ['publicHosts: [bell.example.com, 10.0.0.7]', { publicHosts: ['bell.example.com', '10.0.0.7'] }],
    ['publicHosts: "${UNSET:-}"', { publicHosts: [] }],
  ])('http: { %s }', async (written, expected) => {
    const { daemon } = await configOf(`daemon: { http: { ${written} } }`);
    expect(daemon.http).toEqual({ host: '127.0.0.1', port: 8787, ...expected });
  });

  it('has no heartbeat when its variable is empty', async () => {
    const { daemon } = await configOf('daemon: { heartbeat: "${UNSET:-}" }');
    expect(daemon).not.toHaveProperty('heartbeatUrl');
  });
});

describe('robots and people', () => {
  it('have defaults, and keep what YAML would take for a number', async () => {
    const { robots, people } = await configOf(
      'robots:\n  real: { webhook: " https://oapi.dingtalk.com/robot/send?access_token=dummy&timestamp=1&sign=x ", secret: SEC1, keywords: 提醒, limit: { perMinute: 5 }, onFailure: ops }\n',
    );
    expect(robots.get('team')).toEqual({
      name: 'team',
      webhook: { kind: 'sandbox' },
      keywords: [],
      limit: { perMinute: 20, perMonth: 3_000 },
      source: { file: 'a.yaml', line: 1, column: 11 },
    });
    expect(robots.get('real')).toEqual({
      name: 'real',
      webhook: {
        kind: 'dingtalk',
        url: 'https://oapi.dingtalk.com/robot/send?access_token=dummy',
        origin: 'https://oapi.dingtalk.com',
        token: 'dummy',
        lane: laneOf('dummy'),
      },
      secret: 'SEC1',
      keywords: ['提醒'],
      limit: { perMinute: 5, perMonth: 3_000 },
      onFailure: 'ops',
      source: { file: 'b.yaml', line: 2, column: 3 },
    });
    expect([...people.values()]).toEqual([
      {
        id: 'xiaoming',
        name: '小明',
        mobile: '13800000000',
        userId: 'manager123',
        birthday: {
          text: '1990-03-05',
          day: { kind: 'solar', date: { month: 3, day: 5, since: 1990 }, options: {} },
        },
      },
      {
        id: 'lili',
        name: 'lili',
        userId: '0123456789012345678',
        birthday: {
          text: '1992-02-01',
          day: { kind: 'lunar', date: { kind: 'month-day', month: 2, day: 1, leap: false }, options: { since: 1992 } },
        },
      },
      { id: 'nobody', name: 'nobody' },
    ]);
  });
});

describe('triggers', () => {
  it.each([
    ['at: "08:50"', '08:50', ['2026-03-01T08:50:00', '2026-03-02T08:50:00']],
    ['at: [18:00, 08:50]', '18:00, 08:50', ['2026-03-01T08:50:00', '2026-03-01T18:00:00']],
    ['at: 08:50, on: weekdays', '08:50 weekdays', ['2026-03-02T08:50:00', '2026-03-03T08:50:00']],
    ['at: 08:50, on: workdays', '08:50 workdays', ['2026-03-02T08:50:00', '2026-03-03T08:50:00']],
    ['at: 08:50, on: workdays, calendar: office', '08:50 workdays', ['2026-03-03T08:50:00', '2026-03-04T08:50:00']],
    ['at: 08:50, on: [wed, Sunday]', '08:50 wed, Sunday', ['2026-03-01T08:50:00', '2026-03-04T08:50:00']],
    ['at: 08:50, skip: [2026-03-01..2026-03-03]', '08:50', ['2026-03-04T08:50:00', '2026-03-05T08:50:00']],
    ['at: 08:50, active: { from: 2026-05-01 }', '08:50', ['2026-05-01T08:50:00', '2026-05-02T08:50:00']],
    ['cron: "30 19 * * 1"', '30 19 * * 1', ['2026-03-02T19:30:00', '2026-03-09T19:30:00']],
    ['cron: "0 9 1 * 1", dayMatch: both', '0 9 1 * 1', ['2026-06-01T09:00:00', '2027-02-01T09:00:00']],
    ['every: 45m, between: "09:30-10:30"', 'every 45m 09:30-10:30', ['2026-03-01T09:30:00', '2026-03-01T10:15:00']],
    ['monthly: 15', '15 09:00', ['2026-03-15T09:00:00', '2026-04-15T09:00:00']],
    ['monthly: 15, shift: previous-workday, at: 10:00', '15 10:00', ['2026-03-13T10:00:00', '2026-04-15T10:00:00']],
    ['monthly: last workday', 'last workday 09:00', ['2026-03-31T09:00:00', '2026-04-30T09:00:00']],
    ['yearly: 05-20, at: 08:00', '05-20 08:00', ['2026-05-20T08:00:00', '2027-05-20T08:00:00']],
    ['yearly: 2016-05-20', '2016-05-20 09:00', ['2026-05-20T09:00:00 10', '2027-05-20T09:00:00 11']],
    ['yearly: { date: 05-20, since: 2016 }', '05-20 09:00', ['2026-05-20T09:00:00 10', '2027-05-20T09:00:00 11']],
    ['yearly: 05-20, since: 2016-05-20', '05-20 09:00', ['2026-05-20T09:00:00 10', '2027-05-20T09:00:00 11']],
    ['yearly: { date: 02-29, feb29: mar-1 }', '02-29 09:00', ['2026-03-01T09:00:00', '2027-03-01T09:00:00']],
    ['yearly: { lunar: 八月十五 }', '八月十五 09:00', ['2026-09-25T09:00:00', '2027-09-15T09:00:00']],
    ['once: 2026-12-31T23:59', '2026-12-31T23:59', ['2026-12-31T23:59:00']],
    ['birthdays: all', 'birthdays 09:00', ['2026-03-05T09:00:00 36 xiaoming', '2026-03-19T09:00:00 34 lili']],
    [
      'birthdays: xiaoming, advance: [1d, 0d]',
      'birthdays 09:00',
      ['2026-03-04T09:00:00 36 xiaoming 1d', '2026-03-05T09:00:00 36 xiaoming 0d'],
    ],
    ['at: 08:50, timezone: America/New_York', '08:50', ['2026-03-01T08:50:00', '2026-03-02T08:50:00']],
  ])('{ %s }', async (lines, when, next) => {
    const reminder = await reminderOf(`${lines}, text: x`);
    expect(reminder.when).toBe(when);
    expect(nextOf(reminder, 2)).toEqual(next);
  });
});

describe('policies', () => {
  it('have defaults by the kind of trigger', async () => {
    const daily = await reminderOf('at: 08:50, text: x');
    expect(daily).toMatchObject({ lateMs: 15 * MINUTE, catchUp: 'latest', priority: 0, paused: false, tags: [] });
    expect(daily).toMatchObject({ robots: ['team'], timezone: 'Asia/Shanghai', source: { file: 'b.yaml', line: 2 } });
    expect(daily.coalesce).toBe(true);
    for (const trigger of ['monthly: 1', 'yearly: 05-20', 'birthdays: all', 'once: 2030-01-01T00:00']) {
      expect((await reminderOf(`${trigger}, text: x`)).lateMs).toBe(12 * HOUR);
    }
  });

  it('are what is written, then what the defaults say', async () => {
    const lines =
      'late: 2h, catchUp: all, priority: -3, paused: true, tags: [a, b], description: why, robots: [ops, team], coalesce: false';
    expect(await reminderOf(`at: 08:50, text: x, ${lines}`)).toMatchObject({
      lateMs: 2 * HOUR,
      catchUp: 'all',
      priority: -3,
      paused: true,
      tags: ['a', 'b'],
      description: 'why',
      robots: ['ops', 'team'],
      coalesce: false,
    });
    const base = BASE.replace(
      'defaults: { robot: team }',
      'defaults: { robots: [team, ops], late: 1h, catchUp: none, coalesce: false, timezone: UTC, calendar: office }',
    );
    const { reminders } = await configOf('reminders: { r: { at: 08:50, on: workdays, text: x } }', base);
    expect(reminders[0]).toMatchObject({
      robots: ['team', 'ops'],
      lateMs: HOUR,
      catchUp: 'none',
      timezone: 'UTC',
      coalesce: false,
    });
    expect(nextOf(reminders[0]!, 1)).toEqual(['2026-03-03T08:50:00']);
  });
});

async function keyOf(lines: string): Promise<string> {
  return (await reminderOf(lines)).triggerKey;
}

it('an empty list says the same as none', async () => {
  const reminder = await reminderOf('at: 08:50, text: x, skip: [], advance: [], mention: [], tags: []');
  expect(nextOf(reminder, 1)).toEqual(['2026-03-01T08:50:00']);
  expect(messageOf(reminder)).toEqual({ kind: 'text', text: 'x' });
  await configOf('calendars: { quiet: { off: [], work: [] } }\n');
  expect(await codesOf(`${BASE}reminders: { r: { at: [], text: x } }`)).toEqual(['wrong-value']);
});

describe('the trigger key', () => {
  it('stays when only the message or a policy changes', async () => {
    const key = await keyOf('at: 08:50, text: x');
    for (const other of ['text: y', 'text: x, late: 1h', 'text: x, robot: ops', 'text: x, paused: true']) {
      expect(await keyOf(`at: 08:50, ${other}`)).toBe(key);
    }
  });

  it('changes with anything that decides when', async () => {
    const all = [
      '',
      ', timezone: UTC',
      ', on: weekdays',
      ', on: workdays',
      ', on: workdays, calendar: office',
      ', skip: 2026-03-05',
      ', advance: 10m',
    ];
    const keys = await Promise.all(all.map((more) => keyOf(`at: 08:50, text: x${more}`)));
    expect(new Set(keys).size).toBe(all.length);
  });
});

describe('messages', () => {
  it('know the occurrence, the person, the calendar and the delay', async () => {
    const birthday = await reminderOf(
      'birthdays: [xiaoming], description: 生日, text: \'{{ person.name }} {{ years }} {{ date | date: "M月d日" }} {{ lunar }} {{ late_minutes }} {{ reminder.id }}\'',
    );
    expect(messageOf(birthday, 7)).toEqual({ kind: 'text', text: '小明 36 3月5日 正月十七 7 r' });
    const holiday = await reminderOf('at: 08:50, active: { from: 2026-10-01 }, text: "{{ holiday }}!"');
    expect(messageOf(holiday)).toEqual({ kind: 'text', text: '国庆节!' });
  });

  it.each([
    ['mention: all', { all: true }],
    ['mention: [all, xiaoming]', { all: true, mobiles: ['13800000000'] }],
    ['mention: lili', { userIds: ['0123456789012345678'] }],
    [
      'mention: [xiaoming, 13900000000, +852-12345678, manager456]',
      { mobiles: ['13800000000', '13900000000', '+852-12345678'], userIds: ['manager456'] },
    ],
  ])('call whom they should: %s', async (lines, mentions) => {
    expect(messageOf(await reminderOf(`at: 08:50, text: x, ${lines}`))).toMatchObject({ mentions });
  });

  it.each([
    ['markdown: { title: t, text: x }', { kind: 'markdown', title: 't', text: 'x' }],
    [
      'link: { title: t, text: x, url: "https://a.cn", picture: "https://a.cn/p" }',
      { kind: 'link', title: 't', text: 'x', url: 'https://a.cn', picture: 'https://a.cn/p' },
    ],
    [
      'actionCard: { title: t, text: x, layout: vertical, buttons: [{ title: b, url: "https://a.cn" }] }',
      { kind: 'actionCard', title: 't', text: 'x', layout: 'vertical', buttons: [{ title: 'b', url: 'https://a.cn' }] },
    ],
    [
      'feedCard: { links: [{ title: t, url: "https://a.cn", picture: "https://a.cn/p" }] }',
      { kind: 'feedCard', links: [{ title: 't', url: 'https://a.cn', picture: 'https://a.cn/p' }] },
    ],
  ])('are of every kind: %s', async (lines, message) => {
    expect(messageOf(await reminderOf(`at: 08:50, ${lines}`))).toEqual(message);
  });

  it('keep texts that YAML would take for something else', async () => {
    for (const text of ['123', '007', 'true', 'yes', '1e3', '2026-01-01', '0x1F']) {
      expect(messageOf(await reminderOf(`at: 08:50, text: ${text}`))).toEqual({ kind: 'text', text });
    }
  });
});

async function warningsOf(lines: string): Promise<readonly string[]> {
  const result = await readFiles({
    'a.yaml': BASE,
    'b.yaml': `reminders:\n  ops: { at: "01:00", on: workdays, calendar: office, text: x, robot: ops }\n  r:\n    ${lines}\n`,
  });
  return problemsOf(result).map(({ severity, code }) => `${severity} ${code}`);
}

describe('warnings', () => {
  it.each([
    ['at: "08:50"\n    text: 吃饭 # 午饭', []],
    ['at: "08:50"\n    text: 吃饭 #午饭', ['warning cut-at-hash']],
    ['at: "08:50"\n    text: 吃饭#午饭', []],
    ['at: "08:50"\n    text: "吃饭 #午饭"', []],
    ['at: "08:50"\n    text: |\n      吃饭 #午饭', []],
    ['at: "08:50" #早上\n    text: 吃饭', []],
    ['at: "08:50"\n    markdown: { title: 单 #1, text: x }', ['error yaml-unclosed-bracket']],
    ['at: "08:50"\n    markdown:\n      title: 单 #1\n      text: x', ['warning cut-at-hash']],
    ['monthly: 31\n    text: x', ['warning month-without-day']],
    ['at: "08:50"\n    mention: [nobody]\n    text: x', ['warning mention-without-contact']],
    ['once: 2026-02-28T23:59\n    text: x', ['warning once-past']],
    ['once: 2026-03-01T00:01\n    text: x', []],
  ])('%j', async (lines, expected) => {
    expect(await warningsOf(lines)).toEqual(expected);
  });

  it('an unannounced year is one warning per calendar, or the error that was asked for', async () => {
    const reminders =
      'reminders: { a: { at: "08:50", on: workdays, text: x, robot: ops }, b: { at: "08:50", on: holidays, text: x } }\n';
    const december = Date.UTC(2026, 11, 1);
    const codes = async (base: string) =>
      problemsOf(await readFiles({ 'a.yaml': base, 'b.yaml': reminders }, { now: december })).map(
        ({ severity, code }) => `${severity} ${code}`,
      );
    expect(await codes(BASE.replace(/^calendars.*\n/m, ''))).toEqual(['warning calendar-year-provisional']);
    const strict = BASE.replace('off: [2026-03-02]', 'unknownYear: error').replace(
      'robot: team }',
      'robot: team, calendar: office }',
    );
    expect(await codes(strict)).toEqual(['error calendar-year-unknown']);
  });

  it('a robot is unused only if nothing refers to it', async () => {
    const text =
      'robots: { a: { webhook: sandbox, onFailure: b }, b: { webhook: sandbox }, c: { webhook: sandbox } }\nreminders: { r: { at: "08:50", text: x, robot: a } }\n';
    expect(await codesOf(text)).toEqual(['unused-robot']);
    expect(await codesOf('robots: { a: { webhook: sandbox } }\n')).toEqual([]);
  });
});
