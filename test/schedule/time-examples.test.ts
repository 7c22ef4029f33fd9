import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { Planner } from '../../src/daemon/planner.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { holidaySource, parseHolidayData } from '../../src/schedule/calendar/holiday-data.ts';
import { explainVerdict } from '../../src/schedule/calendar/verdict.ts';
import { parseIsoDate, toIsoDate, weekday } from '../../src/schedule/civil.ts';
import type { DayNumber } from '../../src/schedule/civil.ts';
import { daily } from '../../src/schedule/daily.ts';
import { every, parseEvery } from '../../src/schedule/every.ts';
import { type Filter, parseDayRange, WEEKENDS } from '../../src/schedule/filter.ts';
import { DAY, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { monthly } from '../../src/schedule/monthly.ts';
import type { MonthlyOptions } from '../../src/schedule/monthly.ts';
import { parseNotice } from '../../src/schedule/notice.ts';
import { parseMonthlyDay } from '../../src/schedule/parse-monthly-day.ts';
import type { Pattern } from '../../src/schedule/pattern.ts';
import { daySource, type Source } from '../../src/schedule/source.ts';
import type { Timetable } from '../../src/schedule/occurrence.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { parseWallTime } from '../../src/schedule/wall-time.ts';
import { parseYearlyDate, yearly } from '../../src/schedule/yearly.ts';
import { zone } from '../../src/schedule/zone.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { readFiles } from '../config/folder.ts';
import { reminder } from '../daemon/reminder.ts';

/*
 * What time means to the people who are reminded, through all parts at once. Lunar days, Feb 29 and clock changes have
 * their examples beside their rules: lunar-yearly, yearly, wall-trigger.
 */

const SHANGHAI = 'Asia/Shanghai';

describe('an advance notice across the year’s end', () => {
  it.each<[string, Filter, readonly string[]]>([
    [
      'a week before Jan 3 is the old year',
      {},
      ['2026-12-27 09:00 of 2027-01-03: 7 left, 37 years', '2027-01-03 09:00 of 2027-01-03: 0 left, 37 years'],
    ],
    [
      'the filter judges the day itself, not the notice’s',
      { skip: [parseDayRange('2026-12-27')!] },
      ['2026-12-27 09:00 of 2027-01-03: 7 left, 37 years', '2027-01-03 09:00 of 2027-01-03: 0 left, 37 years'],
    ],
    ['active until the year’s end: no notice for what comes after it', { active: { until: day('2026-12-31') } }, []],
    [
      'active from New Year on: the notice comes before that',
      { active: { from: day('2027-01-01') } },
      ['2026-12-27 09:00 of 2027-01-03: 7 left, 37 years', '2027-01-03 09:00 of 2027-01-03: 0 left, 37 years'],
    ],
  ])('%s', (_, filter, expected) => {
    const timetable = make([onRule(yearly(parseYearlyDate('1990-01-03')!), '09:00')], filter, ['7d', '0d']);
    expect(tellings(timetable, '2026-12-01', '2027-12-01')).toEqual(expected);
  });

  it('ten minutes before midnight on New Year’s Eve, of the new year', () => {
    const timetable = make([onRule(yearly(parseYearlyDate('01-01')!), '00:00')], {}, ['10m']);
    expect(tellings(timetable, '2026-12-01', '2027-12-01')).toEqual(['2026-12-31 23:50 of 2027-01-01: 1 left']);
  });
});

describe('a payday shift', () => {
  it.each<[string, number | string, MonthlyOptions['shift'], readonly string[]]>([
    ['in the National Day holiday, before it', 5, 'previous-workday', ['2026-09-30']],
    ['in the National Day holiday, after it', 5, 'next-workday', ['2026-10-08']],
    ['in the National Day holiday, not at all', 5, 'skip', []],
    ['a make-up Saturday is a workday: it stays', 10, 'previous-workday', ['2026-10-10']],
    ['on the Sunday after a make-up Saturday: that Saturday', 11, 'previous-workday', ['2026-10-10']],
    ['on an ordinary Saturday: the Friday', 17, 'previous-workday', ['2026-10-16']],
  ])('%s', (_, payday, shift, expected) => {
    const timetable = make([onRule(monthlyRule(payday, shift), '10:00')]);
    const paid = tellings(timetable, '2026-09-20', '2026-10-31');
    expect(paid.map((line) => line.slice(0, 10))).toEqual(expected);
  });

  it('is announced a day before the day on which it is paid', () => {
    const timetable = make([onRule(monthlyRule(15, 'previous-workday'), '10:00')], {}, ['1d']);
    expect(tellings(timetable, '2026-03-01', '2026-03-31')).toEqual([
      '2026-03-12 10:00 of 2026-03-13: 1 left (15日是休息日，提前到13日)',
    ]);
  });

  it('on New Year’s Day is paid and announced in the old year', () => {
    const timetable = make([onRule(monthlyRule(1, 'previous-workday'), '10:00')], {}, ['1d']);
    expect(tellings(timetable, '2025-12-15', '2026-01-15')).toEqual([
      '2025-12-30 10:00 of 2025-12-31: 1 left (1月1日是休息日，提前到12月31日)',
    ]);
  });
});

describe('a make-up Saturday, 2026-10-10', () => {
  const china = createCalendar();

  it.each<[string, Filter, readonly string[]]>([
    ['on workdays it is one', { on: china.isWorkday }, ['10-08', '10-09', '10-10', '10-12']],
    ['on weekends it is one too: the week decides', { on: WEEKENDS }, ['10-03', '10-04', '10-10', '10-11']],
    [
      'on holidays it is none',
      { on: china.isHoliday },
      ['10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'],
    ],
  ])('%s', (_, filter, expected) => {
    const timetable = make([at('08:50')], filter);
    expect(tellings(timetable, '2026-10-01', '2026-10-13').map((line) => line.slice(5, 10))).toEqual(expected);
  });

  it('off by the office’s own calendar, nobody is called in', () => {
    const office = createCalendar({ off: [day('2026-10-10')] });
    const timetable = make([at('08:50')], { on: office.isWorkday });
    expect(tellings(timetable, '2026-10-09', '2026-10-13').map((line) => line.slice(5, 10))).toEqual([
      '10-09',
      '10-12',
    ]);
  });
});

describe('the days around a State Council notice that came late', () => {
  const before = createCalendar();
  const after = createCalendar({ downloaded: holidaySource(sound(noticeOf2031())) });

  it.each([
    ['2030-12-28', '周末（暂定）', '元旦调休上班', 'a Saturday of the previous year'],
    ['2030-12-30', '工作日（暂定）', '工作日（暂定）', 'of the previous year, not named: still unknown'],
    ['2030-12-31', '工作日（暂定）', '元旦放假', 'a Tuesday of the previous year'],
    ['2031-01-01', '元旦放假（暂定）', '元旦放假', 'what the law had fixed'],
    ['2031-01-02', '工作日（暂定）', '工作日', 'an ordinary Thursday'],
    ['2031-01-19', '周末（暂定）', '春节调休上班', 'a Sunday worked in exchange'],
    ['2031-01-22', '春节放假（暂定）', '春节放假', '除夕'],
    ['2031-01-27', '工作日（暂定）', '春节放假', 'a Monday taken off in exchange'],
    ['2031-02-01', '周末（暂定）', '春节调休上班', 'a Saturday worked in exchange'],
    ['2031-02-02', '周末（暂定）', '周末', 'an ordinary Sunday'],
  ])('%s: %s, then %s (%s)', (date, provisional, announced) => {
    expect(explainVerdict(before.verdict(day(date))).zh).toBe(provisional);
    expect(explainVerdict(after.verdict(day(date))).zh).toBe(announced);
  });

  it.each([
    ['before it', before, ['12-27', '12-30', '12-31', '01-02', '01-03']],
    ['after it', after, ['12-27', '12-28', '12-30', '01-02', '01-03']],
  ])('reminders of workdays follow %s', (_, { isWorkday }, expected) => {
    const timetable = make([at('08:50')], { on: isWorkday });
    expect(tellings(timetable, '2030-12-27', '2031-01-05').map((line) => line.slice(5, 10))).toEqual(expected);
  });

  it.each([
    ['before it', before, '2031-01-27'],
    ['after it', after, '2031-01-30'],
  ])('a payday on 除夕 is put off %s', (_, { isWorkday }, expected) => {
    expect(toIsoDate(monthlyRule(22, 'next-workday', isWorkday).next(day('2031-01-10'))!)).toBe(expected);
  });

  /** As one might read: a long weekend at New Year, eight days for the Spring Festival. */
  function noticeOf2031(): unknown {
    const off = (name: string, from: string, until: string) =>
      Array.from({ length: day(until) - day(from) + 1 }, (_, index) => ({
        name,
        date: toIsoDate((day(from) + index) as DayNumber),
        isOffDay: true,
      }));
    const work = (name: string, date: string) => {
      expect([0, 6]).toContain(weekday(day(date)));
      return { name, date, isOffDay: false };
    };
    return {
      year: 2031,
      days: [
        work('元旦', '2030-12-28'),
        ...off('元旦', '2030-12-31', '2031-01-01'),
        work('春节', '2031-01-19'),
        ...off('春节', '2031-01-22', '2031-01-29'),
        work('春节', '2031-02-01'),
        ...off('清明', '2031-04-05', '2031-04-07'),
        ...off('劳动节', '2031-05-01', '2031-05-05'),
        ...off('国庆节', '2031-10-01', '2031-10-08'),
      ],
    };
  }
});

describe('while nobody planned', () => {
  const stores: Store[] = [];
  afterEach(() => {
    for (const store of stores.splice(0)) store.close();
  });

  function memory(): Store {
    const store = openStore(MEMORY);
    stores.push(store);
    return store;
  }

  async function plan(
    store: Store,
    clock: SettableClock,
    reminders: readonly Reminder[],
    meanwhile: () => Promise<void>,
  ): Promise<void> {
    const planner = new Planner({
      plans: store.plans,
      overrides: store.overrides,
      clock,
      random: () => 0.5,
      addresses: () => ({ lanes: new Map([['team', 'lane-of-team']]), keywords: new Map() }),
      logger: pino({ level: 'silent' }),
      onPlanned: () => {},
    });
    await planner.start(reminders);
    await meanwhile();
    await planner.stop();
  }

  /** Each occurrence; of a run those that the timetable has. */
  async function planned(store: Store, timetable?: Timetable): Promise<readonly string[]> {
    const history = await store.history.list({ limit: 10_000 });
    const lines = history.flatMap(({ delivery: { dueAt, state, run } }) => {
      const instants = [dueAt];
      const last = run?.lastAt ?? dueAt;
      for (let next = timetable?.next(dueAt); next && next.at <= last; next = timetable?.next(next.at)) {
        instants.push(next.at);
      }
      expect(instants).toHaveLength(run?.count ?? 1);
      return instants.map((each) => `${shown(each)} ${state}`);
    });
    return lines.toSorted();
  }

  // Every 50 minutes, from Friday 09:00 to Monday 09:15: 88 occurrences, of which 15 lie within the last 12 hours.
  const FRIDAY = instant('2026-11-20T09:00+08:00');
  const MONDAY = toEpochMs(FRIDAY + 3 * DAY + 15 * MINUTE);

  it.each([
    ['latest', 12 * HOUR, { pending: 1, missed: 87 }],
    ['all', 12 * HOUR, { pending: 15, missed: 73 }],
    ['all', 4 * DAY, { pending: 88, missed: 0 }],
    ['none', 12 * HOUR, { pending: 0, missed: 88 }],
    ['latest', 4 * MINUTE, { pending: 0, missed: 88 }],
  ] as const)('a laptop asleep for three days: catchUp %s, late %i ms', async (catchUp, lateMs, expected) => {
    const store = memory();
    const clock = new SettableClock(FRIDAY);
    const walk = reminder('walk', { timezone: SHANGHAI, pattern: everyMinutes(50), catchUp, lateMs });
    await plan(store, clock, [walk], () => clock.suspendTo(MONDAY));
    const all = await planned(store, walk.timetable);
    expect(all).toHaveLength(88);
    expect(all.at(0)).toMatch(/^2026-11-20 09:10 /);
    expect(all.at(-1)).toMatch(/^2026-11-23 09:10 /);
    const sent = all.filter((line) => line.endsWith(' pending'));
    expect({ pending: sent.length, missed: all.filter((line) => line.endsWith(' missed')).length }).toEqual(expected);
    // What is sent are the newest.
    expect(sent).toEqual(all.slice(all.length - expected.pending));
  });

  it('a laptop asleep for three days goes on as before', async () => {
    const store = memory();
    const clock = new SettableClock(FRIDAY);
    const walk = reminder('walk', { timezone: SHANGHAI, pattern: everyMinutes(50) });
    await plan(store, clock, [walk], async () => {
      await clock.suspendTo(MONDAY);
      await clock.advanceTo(toEpochMs(MONDAY + 2 * HOUR));
    });
    expect((await planned(store, walk.timetable)).slice(-4)).toEqual([
      '2026-11-23 08:20 missed',
      '2026-11-23 09:10 pending',
      '2026-11-23 10:00 pending',
      '2026-11-23 10:50 pending',
    ]);
  });

  it.each([
    ['left as it was: what was due meanwhile is sent late', 'at: ["08:50", "10:00"]', ['08:50', '10:00']],
    [
      'only its words edited: what was due meanwhile is sent late',
      'at: ["08:50", "10:00"]\n    description: 每天',
      ['08:50', '10:00'],
    ],
    ['the time edited: it starts at now', 'at: ["08:55", "10:00"]', ['10:00']],
    ['the kind edited: it starts at now', 'cron: 50 8,9 * * *', ['09:50']],
    ['its days edited: it starts at now', 'at: ["08:50", "10:00"]\n    on: weekdays', ['10:00']],
  ])('a trigger edited while the daemon was down: %s', async (_, edited, expected) => {
    const store = memory();
    const stopped = new SettableClock(instant('2026-11-24T08:30+08:00'));
    await plan(store, stopped, await written('at: ["08:50", "10:00"]'), async () => {});
    const clock = new SettableClock(instant('2026-11-24T09:00+08:00'));
    const until = instant('2026-11-24T10:00+08:00');
    await plan(store, clock, await written(edited), () => clock.advanceTo(until));
    expect(await planned(store)).toEqual(expected.map((time) => `2026-11-24 ${time} pending`));
  });

  async function written(trigger: string): Promise<readonly Reminder[]> {
    const yaml = `robots:
  team: { webhook: sandbox }
reminders:
  stand-up:
    robot: team
    ${trigger}
    text: 站会
`;
    const read = await readFiles({ 'reminders.yaml': yaml });
    if (read.kind === 'problems') throw new Error(read.problems.map(({ message }) => message).join('\n'));
    return read.config.reminders;
  }
});

function day(text: string): DayNumber {
  return parseIsoDate(text)!;
}

function instant(text: string) {
  return toEpochMs(Date.parse(text));
}

function sound(json: unknown) {
  const data = parseHolidayData(json);
  if (data.kind === 'fault') throw new Error(data.message.en);
  return data;
}

function monthlyRule(payday: number | string, shift: MonthlyOptions['shift'], isWorkday = createCalendar().isWorkday) {
  const parsed = parseMonthlyDay(payday);
  if (parsed.kind === 'fault') throw new Error(parsed.message.en);
  return monthly(parsed.day, { isWorkday, ...(shift && { shift }) });
}

function onRule(rule: Parameters<typeof daySource>[0], time: string): Source {
  return daySource(rule, [parseWallTime(time)!]);
}

function at(time: string): Source {
  return { pattern: daily([parseWallTime(time)!]) };
}

function everyMinutes(minutes: number): Pattern {
  const grid = parseEvery(minutes * MINUTE);
  if (grid.kind === 'fault') throw new Error(grid.message.en);
  return every(grid);
}

function make(sources: readonly Source[], filter: Filter = {}, advance?: readonly string[]): Timetable {
  return createTimetable({
    sources,
    filter,
    zone: zone(SHANGHAI),
    ...(advance && { advance: advance.map((text) => parseNotice(text)!) }),
  });
}

/** What is told from the beginning of one date to the beginning of the other, with the wall time at which it is. */
function tellings(timetable: Timetable, from: string, until: string): readonly string[] {
  const end = instant(`${until}T00:00+08:00`);
  const lines: string[] = [];
  for (
    let due = timetable.next(toEpochMs(instant(`${from}T00:00+08:00`) - 1));
    due && due.at < end;
    due = timetable.next(due.at)
  ) {
    for (const { at: told, date, daysLeft, years, note } of due.occurrences) {
      const facts = [`${daysLeft} left`, ...(years === undefined ? [] : [`${years} years`])].join(', ');
      lines.push(`${shown(told)} of ${date}: ${facts}${note === undefined ? '' : ` (${note.zh})`}`);
    }
  }
  return lines;
}

function shown(at: number): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(SHANGHAI).toPlainDateTime();
  return wall.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}
