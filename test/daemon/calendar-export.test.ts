import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { toICalendar } from '../../src/daemon/calendar-export.ts';
import { upcoming, type UpcomingQuery } from '../../src/daemon/upcoming.ts';
import { daily } from '../../src/schedule/daily.ts';
import { type EpochMs, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import type { Timetable } from '../../src/schedule/occurrence.ts';
import { type Component, parseIcs, physicalLines } from './ics.ts';
import { reminder } from './reminder.ts';

const NOW = toEpochMs(Date.parse('2026-11-24T00:00:00Z'));
const NEXT: UpcomingQuery = { from: NOW, count: 1 };

describe('the calendar', () => {
  it('says what it is, and how often to look again', () => {
    const { properties } = calendarOf([reminder('a')]);
    expect(Object.fromEntries([...properties].map(([key, { text }]) => [key, text]))).toEqual({
      VERSION: '2.0',
      PRODID: '-//dingbell//dingbell//ZH',
      METHOD: 'PUBLISH',
      NAME: '钉铃',
      'X-WR-CALNAME': '钉铃',
      'REFRESH-INTERVAL': 'PT1H',
      'X-PUBLISHED-TTL': 'PT1H',
    });
  });

  it('holds one event per occurrence, five minutes that keep nobody busy', () => {
    const [event, ...others] = eventsOf([
      reminder('clock-in', {
        description: '上班打卡',
        robots: ['team', 'ops'],
        timezone: 'Asia/Shanghai',
        pattern: daily([31_800]),
      }),
    ]);
    expect(others).toEqual([]);
    expect(event).toEqual({
      UID: expect.stringMatching(/^[0-9a-f-]{36}@dingbell$/),
      SEQUENCE: '0',
      DTSTAMP: '20261124T000000Z',
      DTSTART: '20261124T005000Z',
      DTEND: '20261124T005500Z',
      SUMMARY: '上班打卡',
      DESCRIPTION: 'clock-in 2026-11-24T00:50:00.000Z',
      TRANSP: 'TRANSPARENT',
      'X-MICROSOFT-CDO-BUSYSTATUS': 'FREE',
    });
  });

  it('calls a reminder without a description by its id', () => {
    expect(eventsOf([reminder('a')])[0]?.['SUMMARY']).toBe('a');
  });

  it('is a calendar also when there is nothing to come', () => {
    expect(eventsOf([])).toEqual([]);
  });

  it.each<[string, Partial<Reminder>, string]>([
    ['text', { render: () => ({ kind: 'text', text: '喝水 🍵\n第二行' }) }, '喝水 🍵\n第二行'],
    ['markdown', { render: () => ({ kind: 'markdown', title: '标题', text: '**喝水**' }) }, '**喝水**'],
    [
      'link',
      { render: () => ({ kind: 'link', title: '周报', text: '请填写', url: 'https://example.com/a,b;c' }) },
      '周报\n请填写\nhttps://example.com/a,b;c',
    ],
    [
      'actionCard',
      {
        render: () => ({
          kind: 'actionCard',
          title: '标题',
          text: '请选择',
          buttons: [
            { title: '同意', url: 'https://example.com/yes' },
            { title: '拒绝', url: 'https://example.com/no' },
          ],
        }),
      },
      '请选择\n同意 https://example.com/yes\n拒绝 https://example.com/no',
    ],
    [
      'feedCard',
      {
        render: () => ({
          kind: 'feedCard',
          links: [{ title: '新闻', url: 'https://example.com/1', picture: 'https://example.com/1.png' }],
        }),
      },
      '新闻 https://example.com/1',
    ],
    [
      'a template that fails',
      {
        description: '喝水',
        render: () => {
          throw new Error('no such value');
        },
      },
      '喝水',
    ],
  ])('describes an event by its message: %s', (_, options, expected) => {
    expect(eventsOf([reminder('a', options)])[0]?.['DESCRIPTION']).toBe(expected);
  });

  it('leaves out what was skipped by hand, and mentions nobody who is away', () => {
    const overrides = [
      { kind: 'skip', reminder: 'a', date: '2026-11-24' },
      { kind: 'vacation', person: 'lili', from: '2026-11-25', until: '2026-11-25' },
    ] as const;
    const noon = reminder('a', {
      pattern: daily([43_200]),
      render: (_, { away }) => ({ kind: 'text', text: away?.has('lili') === true ? '' : '@lili' }),
    });
    const query: UpcomingQuery = { from: NOW, until: toEpochMs(NOW + 72 * HOUR), overrides };
    const calendar = parseIcs(toICalendar(upcoming([noon], query), { name: '钉铃', now: NOW, overrides }));
    expect(propertiesOf(calendar).map(({ DTSTART, DESCRIPTION = '' }) => [DTSTART, DESCRIPTION])).toEqual([
      ['20261125T120000Z', ''],
      ['20261126T120000Z', '@lili'],
    ]);
  });
});

describe('the identity of an event', () => {
  it('is that of reminder, person, notice and instant', () => {
    const birthdays = withTimetable([
      { at: NOW, person: 'lili', notice: '1d' },
      { at: NOW, person: 'lili', notice: '0d' },
      { at: NOW, person: 'xiaoming', notice: '1d' },
      { at: NOW + HOUR, person: 'lili', notice: '1d' },
    ]);
    expect(new Set(uidsOf([birthdays, { ...birthdays, id: 'b' }])).size).toBe(8);
  });

  it('stays when the text is edited or the calendar is made again', () => {
    const before = uidsOf([reminder('a', { description: '旧' })]);
    expect(uidsOf([reminder('a', { description: '新', robots: ['ops'] })])).toEqual(before);
  });

  it('is pinned: subscribers would get everything twice', () => {
    expect(uidsOf([reminder('a')])).toEqual([
      '50abc725-9613-8768-b2bc-c53d8e6ff57b@dingbell',
      '4d8d8edf-3d97-8f37-9111-92ddf711ffa8@dingbell',
    ]);
  });

  it('is the same whoever takes the turn', () => {
    const [first, second] = ['lili', 'xiaoming'].map((person) => {
      const duty = withTimetable([{ at: NOW, person }]);
      return { ...duty, timetable: { ...duty.timetable, whileAway: () => duty.timetable } };
    });
    expect(uidsOf([first!])).toEqual(uidsOf([second!]));
  });
});

describe('the grammar', () => {
  it.each([
    ['a long Chinese line', '上班打卡啦'.repeat(60)],
    ['emoji, four bytes each', '🍚'.repeat(100)],
    ['a family, one character of many', '👨‍👩‍👧‍👦'.repeat(30)],
    ['a line that just fits', 'a'.repeat(66)],
    ['marks of the grammar', 'a,b;c\\d:e"f\\n'],
    ['line breaks of every kind', '一\n二\r\n三\r四'],
    ['an event of one’s own', 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y'],
  ])('keeps %s whole', (_, text) => {
    const calendar = exported([reminder('a', { description: text, render: () => ({ kind: 'text', text }) })], text);
    const expected = text.replace(/\r\n?/g, '\n');
    expect(calendar.properties.get('NAME')?.text).toBe(expected);
    expect(propertiesOf(calendar)).toMatchObject([{ SUMMARY: expected, DESCRIPTION: expected }]);
  });

  it('drops what no calendar can hold', () => {
    const text = 'a\u0000b\u001bc\ud800d\te';
    expect(eventsOf([reminder('a', { description: text })])[0]?.['SUMMARY']).toBe('abc\ufffdd\te');
  });

  it('holds for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const ics = toICalendar(upcoming([reminder('a', { description: `x${text}` })], NEXT), { name: text, now: NOW });
        for (const line of physicalLines(Buffer.from(ics))) expect(line).not.toMatch(/[^\P{Cc}\t]/u);
        expect(parseIcs(ics).components).toHaveLength(1);
      }),
    );
  });
});

describe('the zone of the host', () => {
  it.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'])('%s does not matter', (TZ) => {
    const child = fileURLToPath(new URL('exporting-child.ts', import.meta.url));
    const { stdout, status } = spawnSync(process.execPath, [child], { env: { ...process.env, TZ }, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(propertiesOf(parseIcs(stdout)).map(({ SUMMARY, DTSTART }) => `${SUMMARY} ${DTSTART}`)).toEqual([
      // 09:00 there: +8, +13, and across the clock change of 8 March 2026 −5, then −4.
      'Asia/Shanghai 20260307T010000Z',
      'America/New_York 20260307T140000Z',
      'Pacific/Apia 20260307T200000Z',
      'Asia/Shanghai 20260308T010000Z',
      'America/New_York 20260308T130000Z',
      'Pacific/Apia 20260308T200000Z',
      'Asia/Shanghai 20260309T010000Z',
      'America/New_York 20260309T130000Z',
      'Pacific/Apia 20260309T200000Z',
    ]);
  });
});

function exported(reminders: readonly Reminder[], name = '钉铃'): Component {
  const events = reminders.flatMap((each) => [...upcoming([each], NEXT)]);
  return parseIcs(toICalendar(events, { name, now: NOW }));
}

function calendarOf(reminders: readonly Reminder[]): Component {
  const calendar = exported(reminders);
  expect(calendar.components.map(({ name }) => name)).toEqual(reminders.map(() => 'VEVENT'));
  return calendar;
}

function eventsOf(reminders: readonly Reminder[]): readonly Readonly<Record<string, string>>[] {
  return propertiesOf(calendarOf(reminders));
}

function propertiesOf({ components }: Component): readonly Readonly<Record<string, string>>[] {
  return components.map(({ properties }) =>
    Object.fromEntries([...properties].map(([key, { params, text }]) => [`${key}${params}`, text])),
  );
}

function uidsOf(reminders: readonly Reminder[]): readonly string[] {
  const events = upcoming(reminders, { from: NOW, until: toEpochMs(NOW + 2 * HOUR) });
  return propertiesOf(parseIcs(toICalendar(events, { name: '钉铃', now: NOW }))).map(({ UID = '' }) => UID);
}

function withTimetable(
  occurrences: readonly { readonly at: number; readonly person: string; readonly notice?: string }[],
): Reminder {
  const timetable: Timetable = {
    next: (after: EpochMs) => {
      const at = Math.min(...occurrences.map((each) => each.at).filter((each) => each > after)) as EpochMs;
      const [first, ...others] = occurrences
        .filter((each) => each.at === at)
        .map((each) => Object.assign({ date: '2026-11-24', daysLeft: 0 }, each, { at }));
      return first && { at, occurrences: [first, ...others] };
    },
  };
  return { ...reminder('a'), timetable };
}
