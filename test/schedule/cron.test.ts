import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/schedule/cron.ts';
import { type DayNumber, toDayNumber, wallAt } from '../../src/schedule/civil.ts';
import { breadth } from '../support/breadth.ts';
import { cronDays } from './arbitraries.ts';
import { dateMatcher } from './cron-oracle.ts';

describe('parseCron', () => {
  it.each([
    '* * * * *',
    '*/5 * * * * *',
    '0 9 * * mon-FRI',
    '0 9 * jan,Mar sun',
    '0 22-2 * * *',
    '0 0 ? * 1',
    '@Daily',
    ' 0  9 * * * ',
    '0 0 L,15W * *',
  ])('understands %j without a warning', (expression) => {
    expect(parseCron(expression)).toMatchObject({ kind: 'cron', warnings: [] });
  });

  it.each([
    ['0 * * * *', 'hourly'],
    ['*/7 0-23 * * *', 'hourly'],
    ['0 12-11 * * *', 'hourly'],
    ['0 */2 * * *', 'anchored'],
    ['0 1-23 * * *', 'anchored'],
    ['@hourly', 'hourly'],
    ['@daily', 'anchored'],
  ])('%s is %s', (expression, clockChange) => {
    expect(parseCron(expression)).toMatchObject({ pattern: { clockChange } });
  });

  it.each([
    ['60 * * * *', 'cron-field', 'minute', '60', '可以写 0-59'],
    ['0 24 * * *', 'cron-field', 'hour', '24', '午夜写 0'],
    ['0 9 1,32 * *', 'cron-field', 'dayOfMonth', '32', '可以写 1-31'],
    ['0 9 * 13 *', 'cron-field', 'month', '13', '可以写 1-12'],
    ['0 9 * * 8', 'cron-field', 'dayOfWeek', '8', '可以写 0-7'],
    ['0 9 * * 5#6', 'cron-field', 'dayOfWeek', '5#6', '2#3'],
    ['0 9 L-31 * *', 'cron-field', 'dayOfMonth', 'L-31', 'L-3'],
    ['5/15 * * * *', 'cron-field', 'minute', '5/15', '5-59/15'],
    ['*/0 * * * *', 'cron-field', 'minute', '*/0', '可以写 0-59'],
    ['1,,2 * * * *', 'cron-field', 'minute', '1,,2', '可以写 0-59'],
    ['x * * * * *', 'cron-field', 'second', 'x', '可以写 0-59'],
    ['0 9 * *', 'cron-field-count', undefined, '0 9 * *', '分 时 日 月 星期'],
    ['0 0 9 * * 1 2026', 'cron-quartz', undefined, '0 0 9 * * 1 2026', '0 9 * * sun'],
    ['0 0 9 * * 1 2026 x', 'cron-field-count', undefined, '0 0 9 * * 1 2026 x', '没有年份'],
    ['', 'cron-field-count', undefined, '', '分 时 日 月 星期'],
    ['@reboot', 'cron-nickname', undefined, '@reboot', '@daily'],
    ['@every 5m', 'cron-nickname', undefined, '@every 5m', 'every: 5m'],
    ['08:50', 'cron-characters', undefined, '08:50', 'at'],
    ['8：50', 'cron-characters', undefined, '8：50', 'at'],
    ['0 9 * * 1，3', 'cron-characters', undefined, '0 9 * * 1，3', '"0 9 * * 1,3"'],
    ['０　９ ＊ ＊ １－５', 'cron-characters', undefined, '０　９ ＊ ＊ １－５', '"0 9 * * 1-5"'],
    ['0 9 * * 一、三', 'cron-characters', undefined, '0 9 * * 一、三', '只用数字'],
    ['0\t9 * * *', 'cron-characters', undefined, '0\t9 * * *', '"0 9 * * *"'],
    ['0 0 13 * 5', 'cron-day-match', 'dayOfMonth', '13 5', 'dayMatch: either'],
    ['0 0 L * 1-5', 'cron-day-match', 'dayOfMonth', 'L 1-5', 'dayMatch: both'],
    ['0 0 15W * 2#3', 'cron-day-match', 'dayOfMonth', '15W 2#3', 'dayMatch: both'],
    ['0 0 */2 * */2', 'cron-day-match', 'dayOfMonth', '*/2 */2', 'dayMatch: both'],
    ['*/22 4 31 11 2', 'cron-day-match', 'dayOfMonth', '31 2', 'dayMatch: either'],
    ['０ 0 31 11 2', 'cron-characters', undefined, '０ 0 31 11 2', '"0 0 31 11 2"'],
    ['0 0 30 2 *', 'cron-never', undefined, '0 0 30 2 *', 'L'],
    ['0 0 31 2,4,6,9,11 *', 'cron-never', undefined, '0 0 31 2,4,6,9,11 *', 'L'],
    ['0 0 L-30 2 *', 'cron-never', undefined, '0 0 L-30 2 *', 'L'],
    ['0 0 31W 4 *', 'cron-never', undefined, '0 0 31W 4 *', 'L'],
  ])('refuses %j: %s', (expression, code, field, value, hint) => {
    const parsed = parseCron(expression);
    if (parsed.kind !== 'faults') throw new Error(`understood ${expression}`);
    expect(parsed.faults).toHaveLength(1);
    expect(parsed.faults[0]).toMatchObject({ code, value });
    expect(parsed.faults[0].field).toBe(field);
    expect(parsed.faults[0].hint.zh).toContain(hint);
  });

  it('names every wrong place at once', () => {
    const parsed = parseCron('60,5,99 25 * * *');
    expect(parsed).toMatchObject({
      faults: [
        { field: 'minute', value: '60' },
        { field: 'minute', value: '99' },
        { field: 'hour', value: '25' },
      ],
    });
  });

  it('shows what cannot be seen by its code point', () => {
    expect(parseCron('0\t9 * * *')).toMatchObject({ faults: [{ message: { en: 'a cron expression has no U+0009' } }] });
  });

  it.each([
    ['0 0 * * 1 with every day of the month', '0 0 1-31 * 1'],
    ['every weekday in words', '0 0 13 * sun-sat'],
    ['a step of one', '0 0 */1 * 5'],
    ['all days and more', '0 0 1-31,L * 5'],
  ])('asks for no dayMatch when one field leaves no day out: %s', (_, expression) => {
    expect(parseCron(expression).kind).toBe('cron');
    expect(datesOf(expression, 'either')).toEqual(datesOf(expression, 'both'));
  });

  it.each([
    ['*/70 * * * *', 'cron-step-too-wide', 'minute', '*/70'],
    ['*/60 * * * * *', 'cron-step-too-wide', 'second', '*/60'],
    ['0 */24 * * *', 'cron-step-too-wide', 'hour', '*/24'],
    ['0 0 */31 * *', 'cron-step-too-wide', 'dayOfMonth', '*/31'],
    ['0-10/20 * * * *', 'cron-step-too-wide', 'minute', '0-10/20'],
    ['*/7 * * * *', 'cron-uneven-step', 'minute', '*/7'],
    ['0 */5 * * *', 'cron-uneven-step', 'hour', '*/5'],
    ['60-5 * * * *', 'cron-range-outside', 'minute', '60-5'],
  ])('warns of %s: %s', (expression, code, field, value) => {
    expect(parseCron(expression)).toMatchObject({ kind: 'cron', warnings: [{ code, field, value }] });
  });

  it.each(['*/30 * * * *', '0 */6 * * *', '0 0 5-5/9 * *', '0 50-10/5 * * * *', '0 0 * * 7-7'])(
    'does not warn of %s',
    (expression) => expect(parseCron(expression)).toMatchObject({ kind: 'cron', warnings: [] }),
  );

  it('says how uneven a step is', () => {
    expect(parseCron('*/7 * * * *')).toMatchObject({
      warnings: [{ message: { en: 'the minute "*/7" starts anew at the top: the last gap is 4, not 7' } }],
    });
  });
});

describe('the days of an expression', () => {
  it('are those that looking at each day finds', () => {
    fc.assert(
      fc.property(
        cronDays,
        fc.constantFrom('both', 'either'),
        fc.integer({ min: 1896, max: 2104 }),
        (days, dayMatch, year) => {
          const expression = `0 0 ${days}`;
          const parsed = understood(expression, dayMatch);
          if (!parsed) return;
          const matches = dateMatcher(expression, dayMatch);
          const [first, last] = [toDayNumber(year, 1, 1), toDayNumber(year + 1, 12, 31)];
          const found: number[] = [];
          for (let wall = parsed.pattern.next(wallAt(first, -1)); ; wall = parsed.pattern.next(wall)) {
            if (wall === undefined || wall > wallAt(last, 0)) break;
            found.push(wall / 86_400);
          }
          expect(found).toEqual(daysBetween(first, last).filter((day) => matches(new Date(day * 86_400_000))));
        },
      ),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });

  it('come from the weekdays alone where no month has the day', () => {
    const parsed = understood('*/22 4 31 11 2', 'either');
    const first = wallAt(toDayNumber(2026, 11, 3), 4 * 3_600);
    expect(parsed?.pattern.next(wallAt(toDayNumber(2026, 10, 31), 0))).toBe(first);
    expect(understood('*/22 4 31 11 2', 'both')).toBeUndefined();
  });

  const CYCLE = daysBetween(toDayNumber(2000, 1, 1), toDayNumber(2399, 12, 31));

  it.each([
    ['30 2 *', 'both'],
    ['31 2,4 *', 'both'],
    ['L-29 2 *', 'both'],
    ['LW * sat', 'both'],
    ['1-7 * 5L', 'both'],
    ['1 * mon#4', 'both'],
    ['28W * 6#5', 'both'],
    ['22 * 3#3', 'both'],
    ['31W 4,6 *', 'both'],
    ['29 2 3#5', 'both'],
    ['29 2 0', 'both'],
    ['L-28 2 6', 'both'],
    ['30 2 0#5', 'either'],
    ['30 2 1', 'either'],
    ['30 2 1', 'both'],
    ['31 11 2', 'either'],
    ['31 11 2', 'both'],
    ['30,31 feb 1#5', 'either'],
    ['31 2,4 5L', 'either'],
    ['31W 11 2', 'either'],
    ['L-30 2 mon', 'either'],
    ['1W 1 3#1', 'both'],
    ['3 * 1#1', 'both'],
    ['LW 2 4L', 'both'],
  ] as const)('%s (%s) is refused exactly when no day of 400 years is named', (days, dayMatch) => {
    const matches = everyDayMatcher(`0 0 ${days}`, dayMatch);
    expect(understood(`0 0 ${days}`, dayMatch) !== undefined).toBe(CYCLE.some(matches));
  });

  it('the calendar repeats after those 400 years', () => expect(CYCLE).toHaveLength(20_871 * 7));
});

function understood(
  expression: string,
  dayMatch: 'both' | 'either',
): Extract<ReturnType<typeof parseCron>, { kind: 'cron' }> | undefined {
  const parsed = parseCron(expression, { dayMatch });
  return parsed.kind === 'cron' ? parsed : undefined;
}

function everyDayMatcher(expression: string, dayMatch: 'both' | 'either'): (day: DayNumber) => boolean {
  const matches = dateMatcher(expression, dayMatch);
  return (day) => matches(new Date(day * 86_400_000));
}

function daysBetween(first: DayNumber, last: DayNumber): readonly DayNumber[] {
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) as DayNumber);
}

/** The first ten wall times. */
function datesOf(expression: string, dayMatch: 'both' | 'either'): readonly (number | undefined)[] {
  const { pattern } = understood(expression, dayMatch)!;
  const found = [pattern.next(wallAt(toDayNumber(2026, 1, 1), 0))];
  while (found.length < 10) found.push(pattern.next(found.at(-1)!));
  return found;
}
