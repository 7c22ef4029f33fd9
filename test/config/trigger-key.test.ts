import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFiles } from './folder.ts';

/** One reminder of each kind, in lines that may stand in any order. */
const REMINDERS: Readonly<Record<string, readonly string[]>> = {
  named: ['birthdays: [lili, old-wang]', 'advance: [7d, 0d]', 'text: 生日'],
  everyone: ['birthdays: all', 'at: ["10:00", "09:00"]', 'text: 生日'],
  times: ['at: ["08:50", "18:00"]', 'on: [mon, workdays]', 'skip: [2026-03-05, 2026-03-09]', 'text: 时间'],
  cron: ['cron: "30 19 * * 1,3,5"', 'active: { from: 2026-01-01, until: 2027-01-01 }', 'text: 表达式'],
  every: ['every: 30m', 'between: 09:00-18:00', 'spread: 5m', 'text: 间隔'],
  interval: ['every: 6 days', 'for: 4 days', 'from: 2026-03-02', 'at: ["08:00", "20:00"]', 'text: 轮休'],
  monthly: ['monthly: last workday', 'calendar: office', 'text: 每月'],
  yearly: ['yearly: { lunar: 八月十五, day30: skip, leapMonth: both }', 'text: 每年'],
  months: ['monthly: [15, 1]', 'months: [10, 4]', 'short: skip', 'shift: skip', 'text: 季度'],
  moons: ['monthly: { lunar: [15, 1] }', 'text: 初一十五'],
  crons: ['cron: ["0 9 * * 1", "0 8 * * 2"]', 'text: 几个'],
  dates: ['once: [2026-12-19T09:00, 2026-12-05T09:00]', 'text: 几天'],
  unless: ['at: "09:00"', 'on: [days-off, mon]', 'unless: [holidays, sun]', 'text: 除了'],
  night: ['every: 30m', 'between: "22:00-06:00"', 'active: { from: 11-01, until: 03-31 }', 'text: 夜里'],
  countdown: ['countdown: 2027-06-07', 'on: mon', 'text: 高考'],
  ahead: ['monthly: 15', 'advance: [2 workdays, 0d]', 'calendar: office', 'text: 提前'],
  term: ['yearly: 冬至', 'since: 2020', 'advance: [1d, 0d]', 'text: 饺子'],
  turns: ['at: "09:00"', 'rotate: { people: [lili, xiaoming], every: 1 week, from: 2026-03-02 }', 'text: 值班'],
  once: ['once: 2026-12-31T23:59', 'text: 一次'],
};

const PEOPLE: Readonly<Record<string, string>> = {
  lili: '{ name: 丽丽, birthday: 1990-05-20, mobile: "13800000000" }',
  'old-wang': '{ birthday: { lunar: 八月十五, leapMonth: both } }',
  xiaoming: '{ birthday: 1988-03-05 }',
};

/** What stands around the reminders, and in which order. None of it decides when any of them is due. */
interface Surroundings {
  readonly people: Readonly<Record<string, string>>;
  readonly order: <Item>(items: readonly Item[]) => readonly Item[];
  readonly calendars: readonly string[];
  readonly robots: readonly string[];
  readonly comment: string;
  readonly policies: readonly string[];
  readonly daemon: string;
}

const AS_BEFORE: Surroundings = {
  people: PEOPLE,
  order: (items) => items,
  calendars: [],
  robots: [],
  comment: '',
  policies: [],
  daemon: '',
};

const name = fc.stringMatching(/^[a-z]{3,8}$/).filter((text) => !(text in PEOPLE) && text !== 'all');
const born = fc.integer({ min: 10, max: 28 }).map((day) => `{ birthday: 1995-03-${day} }`);
const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  people: fc
    .record({ lili: fc.constantFrom('丽丽', 'Lily'), others: fc.dictionary(name, born, { maxKeys: 3 }) })
    .map(({ lili, others }) => ({
      ...others,
      ...PEOPLE,
      lili: `{ mobile: "13900000000", birthday: 1990-05-20, name: ${lili} }`,
    })),
  order: fc.boolean().map((isTurned) => (items) => (isTurned ? items.toReversed() : items)),
  calendars: fc.uniqueArray(
    name.map((text) => `${text}-days: { off: [2026-05-04] }`),
    { maxLength: 2 },
  ),
  robots: fc.uniqueArray(
    name.map((text) => `${text}-bot: { webhook: sandbox }`),
    { maxLength: 2 },
  ),
  comment: fc.constantFrom('', ' # 说明'),
  policies: fc.subarray([
    'late: 2h',
    'catchUp: none',
    'priority: 3',
    'description: 说明',
    'tags: [x]',
    'coalesce: false',
  ]),
  daemon: fc.constantFrom('', 'daemon: { retention: 30d, locale: en }\n'),
});

describe('the key of a trigger', () => {
  it('stays whatever is edited elsewhere', async () => {
    const before = await keysIn(AS_BEFORE);
    expect(Object.keys(before)).toHaveLength(Object.keys(REMINDERS).length);
    await fc.assert(
      fc.asyncProperty(surroundings, async (edited) => {
        expect(await keysIn(edited)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['named', 'another', '{ birthday: 1999-09-09 }'],
    ['everyone', 'another', '{ birthday: 1999-09-09 }'],
    ['everyone', 'lili', '{ birthday: 1990-05-21 }'],
  ])('of %s stays when %s becomes %s', async (id, person, written) => {
    const people = { ...PEOPLE, [person]: written };
    expect((await keysIn({ ...AS_BEFORE, people }))[id]).toBe((await keysIn(AS_BEFORE))[id]);
  });

  it('changes with the birthday of a person it names', async () => {
    const people = { ...PEOPLE, lili: '{ birthday: 1990-05-21 }' };
    expect((await keysIn({ ...AS_BEFORE, people }))['named']).not.toBe((await keysIn(AS_BEFORE))['named']);
  });

  it.each([
    ['at: "08:50"', 'at: ["08:50"]'],
    ['at: ["08:50", "18:00"]', 'at: ["18:00:00", "08:50", "08:50"]'],
    ['at: "08:50", on: [mon, wed]', 'at: "08:50", on: [wed, mon]'],
    ['at: "08:50"', 'at: "08:50", skip: [], advance: [], spread: 0s'],
    [
      'at: "08:50", active: { from: 2026-01-01, until: 2027-01-01 }',
      'at: "08:50", active: { until: 2027-01-01, from: 2026-01-01 }',
    ],
    ['birthdays: [lili, xiaoming]', 'birthdays: [xiaoming, lili]'],
    ['yearly: { lunar: 八月十五, day30: skip }', 'yearly: { day30: skip, lunar: 八月十五 }'],
  ])('is one for %s and %s', async (one, other) => {
    const keys = await Promise.all([one, other].map((lines) => keysOf(folder(AS_BEFORE, [['r', [lines, 'text: x']]]))));
    expect(keys[0]).toEqual(keys[1]);
  });
});

async function keysIn(around: Surroundings): Promise<Readonly<Record<string, string>>> {
  return keysOf(folder(around, Object.entries(REMINDERS)));
}

async function keysOf(text: string): Promise<Readonly<Record<string, string>>> {
  const result = await readFiles({ 'a.yaml': text });
  if (result.kind === 'problems') throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return Object.fromEntries(result.config.reminders.map(({ id, triggerKey }) => [id, triggerKey]));
}

function folder(around: Surroundings, reminders: readonly (readonly [string, readonly string[]])[]): string {
  const { people, order, calendars, robots, comment, policies, daemon } = around;
  const section = (title: string, lines: readonly string[]): string =>
    `${title}:${comment}\n${order(lines)
      .map((line) => `  ${line}${comment}\n`)
      .join('')}`;
  const sections = [
    section('robots', ['team: { webhook: sandbox }', ...robots]),
    section('calendars', ['office: { off: [2026-03-31] }', ...calendars]),
    section(
      'people',
      Object.entries(people).map(([id, written]) => `${id}: ${written}`),
    ),
    section(
      'reminders',
      reminders.map(([id, lines]) => `${id}: { ${order([...lines, ...policies]).join(', ')} }`),
    ),
  ];
  return `${daemon}defaults: { robot: team }\n${order(sections).join('')}`;
}
