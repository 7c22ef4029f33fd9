import { afterEach, describe, expect, it } from 'vitest';
import type { Reminder } from '../../../src/config/config.ts';
import { SECOND, toEpochMs } from '../../../src/schedule/instant.ts';
import { inFull } from '../../../src/web/page/agenda.ts';
import { type Month, monthAfter, monthOf, parseMonth } from '../../../src/web/page/month-days.ts';
import { monthView } from '../../../src/web/page/month-view.ts';
import { dateOf } from '../../../src/web/page/time.ts';
import { createTestDaemon, dailyReminder, type TestDaemon } from '../test-daemon.ts';
import { viewOf } from './view.ts';

let daemon: TestDaemon;

afterEach(() => daemon.stop());

const text = (words: string) => ({ kind: 'text', text: words }) as const;

async function november(reminders: readonly Reminder[], month = '2026-11'): Promise<Month> {
  daemon = createTestDaemon({ reminders });
  return monthOf(month, await viewOf(daemon));
}

function entriesOn({ days }: Month, date: string): readonly string[] {
  const day = days.find((each) => each.date === date);
  return (day?.entries ?? []).map(({ first, times }) => `${first.reminder.id} ×${times}`);
}

describe('solar terms', () => {
  it.each([
    ['2026-11', ['2026-11-07 立冬', '2026-11-22 小雪']],
    ['2027-01', ['2027-01-05 小寒', '2027-01-20 大寒']],
    ['2027-03', ['2027-03-06 惊蛰', '2027-03-21 春分']],
    ['1949-12', []],
  ])('stand in %s on their days', async (month, terms) => {
    const { days } = await november([], month);
    expect(days.flatMap(({ date, term }) => (term === undefined ? [] : [`${date} ${term}`]))).toEqual(terms);
  });
});

describe('a month', () => {
  it('holds what is to come, in order of time, and nothing of what has passed', async () => {
    const month = await november([
      dailyReminder('tea', '16:00', text('茶')),
      dailyReminder('early', '06:00', text('早')),
    ]);
    expect(month.days).toHaveLength(30);
    expect(entriesOn(month, '2026-11-23')).toEqual([]);
    // It is ten o'clock of the 24th.
    expect(entriesOn(month, '2026-11-24')).toEqual(['tea ×1']);
    expect(entriesOn(month, '2026-11-30')).toEqual(['early ×1', 'tea ×1']);
  });

  it('has the days of the page: what is late in London is tomorrow in Shanghai', async () => {
    const month = await november([dailyReminder('tea', '17:00', text('tea'), { timezone: 'Europe/London' })]);
    expect(entriesOn(month, '2026-11-24')).toEqual([]);
    expect(entriesOn(month, '2026-11-25')).toEqual(['tea ×1']);
  });

  it('ends although a reminder fires every second', async () => {
    const everySecond = dailyReminder('tick', '00:00', text('嘀嗒'), {
      timetable: {
        next: (after) => {
          const at = toEpochMs((Math.floor(after / SECOND) + 1) * SECOND);
          return { at, occurrences: [{ at, date: dateOf(at, 'Asia/Shanghai'), daysLeft: 0 }] };
        },
      },
    });
    daemon = createTestDaemon({ reminders: [everySecond, dailyReminder('tea', '16:00', text('茶'))] });
    const view = await viewOf(daemon);
    const month = await monthOf('2026-12', view);
    expect(month.isCut).toBe(false);
    for (const { date } of month.days) expect(entriesOn(month, date)).toEqual(['tick ×24', 'tea ×1']);
    const days = await Promise.all(month.days.map(async (day) => ({ ...day, ...(await inFull(day, view)) })));
    for (const { date, entries } of days) {
      expect(entriesOn({ ...month, days }, date)).toEqual(['tick ×200', 'tea ×1']);
      // When it ends that day has not been looked for.
      expect(entries[0]?.last).toBeUndefined();
    }
  });

  it('marks what is set by hand', async () => {
    daemon = createTestDaemon({ reminders: [dailyReminder('tea', '16:00', text('茶'))] });
    await daemon.overrides.set({ kind: 'skip', reminder: 'tea', date: '2026-11-25' });
    const { days } = await monthOf('2026-11', await viewOf(daemon));
    const skipped = days.filter(({ entries }) => entries.some(({ first }) => first.skipped)).map(({ date }) => date);
    expect(skipped).toEqual(['2026-11-25']);
  });

  it('knows lunar dates, days off and the workdays that make up for them', async () => {
    const { days } = await november([], '2026-10');
    const told = days.map(({ date, special }) =>
      `${date.slice(8)} ${special?.mark ?? ''} ${special?.name ?? ''}`.trim(),
    );
    expect(told.slice(0, 11)).toEqual([
      ...['01', '02', '03', '04', '05', '06', '07'].map((day) => `${day} 休 国庆节`),
      '08',
      '09',
      '10 班 国庆节调休上班',
      '11',
    ]);
    expect(days[0]?.lunar).toEqual({ year: 2026, month: 8, leap: false, day: 21 });
  });
});

describe('the name of a month', () => {
  it.each([
    ['2026-11', '2026-11'],
    ['1900-01', '1900-01'],
    ['2100-12', '2100-12'],
    ['2101-01', undefined],
    ['1899-12', undefined],
    ['2026-13', undefined],
    ['2026-1', undefined],
    ['2026-11-24', undefined],
    ["2026-11'", undefined],
    [null, undefined],
  ])('%s is read as %s', (written, month) => {
    expect(parseMonth(written)).toBe(month);
  });

  it.each([
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2100-12', 1, undefined],
    ['1900-01', -1, undefined],
  ])('from %s, %i on, it is %s', (month, months, expected) => {
    expect(monthAfter(month, months)).toBe(expected);
  });
});

describe('a month of which nobody knows the workdays', () => {
  it.each([
    ['2099-12', 'zh-CN', '23 个工作日，8 天休息'],
    ['2100-01', 'zh-CN', '还不知道这个月哪天是工作日'],
    ['2100-01', 'en', 'The workdays of this month are not known yet.'],
  ] as const)('%s in %s says: %s', async (month, language, words) => {
    daemon = createTestDaemon({ reminders: [] });
    const drawn = String(await monthView(await viewOf(daemon, { language, page: 'month', query: `month=${month}` })));
    expect(drawn).toContain(words);
    // No day is painted as one off.
    expect(drawn.includes('is-free')).toBe(month === '2099-12');
  });
});
