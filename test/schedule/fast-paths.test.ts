import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { addDays, type DayNumber, toDayNumber, toIsoDate } from '../../src/schedule/civil.ts';
import { parseCron } from '../../src/schedule/cron.ts';
import { daysOfWeek, type Filter, filtered, LAST_DAY } from '../../src/schedule/filter.ts';
import { DAY, toEpochMs } from '../../src/schedule/instant.ts';
import type { Pattern } from '../../src/schedule/pattern.ts';
import type { Source } from '../../src/schedule/source.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { CLOCK_CHANGES, cronDays, cronTimes, nightTimes } from './arbitraries.ts';

/** What is quick because it is common gives what the plain way gives. */
describe('fast paths', () => {
  it('a timetable of one trigger is one of the same trigger twice', () => {
    const filters = fc.option(
      fc
        .uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 })
        .map((days): Filter => ({ on: daysOfWeek(days) })),
    );
    const facts = fc.option(fc.constant((day: DayNumber) => ({ note: { zh: toIsoDate(day), en: toIsoDate(day) } })));
    fc.assert(
      fc.property(
        fc.constantFrom(...CLOCK_CHANGES),
        nightTimes,
        filters,
        facts,
        ([timezone, around], times, filter, facts) => {
          const source: Source = { pattern: patternOf(`${times} * * *`), ...(facts && { facts }) };
          const options = { zone: zone(timezone), ...(filter && { filter }) };
          const quick = createTimetable({ sources: [source], ...options });
          const plain = createTimetable({ sources: [source, source], ...options });
          let after = toEpochMs(Date.parse(around) - DAY);
          for (let step = 0; step < 60; step += 1) {
            const due = quick.next(after);
            expect(due).toEqual(plain.next(after));
            if (!due) return;
            after = due.at;
          }
        },
      ),
    );
  });

  it('a pattern without a filter is one that keeps every day, up to the last', () => {
    fc.assert(
      fc.property(expressions, fc.integer({ min: 0, max: 84_100 }), (expression, days) => {
        const pattern = patternOf(expression);
        const after = (days * 86_400) as Parameters<Pattern['next']>[0];
        expect(filtered(pattern, {}).next(after)).toBe(filtered(pattern, { on: () => true }).next(after));
        expect(filtered(pattern, {}).next(((LAST_DAY + 1) * 86_400) as typeof after)).toBeUndefined();
      }),
    );
  });

  it('an expression understood before means what it meant, also after very many others', () => {
    const before = firstTimes('*/20 9-17 * * 1-5');
    expect(parseCron('*/20 9-17 * * 1-5')).toBe(parseCron('*/20 9-17 * * 1-5'));
    expect(parseCron('0 0 13 * 5', { dayMatch: 'both' })).not.toBe(parseCron('0 0 13 * 5', { dayMatch: 'either' }));
    for (let index = 0; index < 17_000; index += 1) {
      parseCron(`${index % 60} ${Math.floor(index / 60) % 24} ${(Math.floor(index / 1_440) % 28) + 1} * *`);
    }
    expect(firstTimes('*/20 9-17 * * 1-5')).toEqual(before);
  });

  it('a day asked for again is a workday as its verdict says', () => {
    const calendar = createCalendar({ off: [toDayNumber(2026, 11, 24)], work: [toDayNumber(2026, 11, 28)] });
    const first = toDayNumber(2006, 1, 1);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12_000 }), (days) => {
        const day = addDays(first, days);
        const { workday } = calendar.verdict(day);
        expect([calendar.isWorkday(day), calendar.isWorkday(day)]).toEqual([workday, workday]);
      }),
    );
  });
});

const expressions = fc
  .tuple(cronTimes, cronDays)
  .map((parts) => parts.join(' '))
  .filter((expression) => parseCron(expression, { dayMatch: 'either' }).kind === 'cron');

function patternOf(expression: string): Pattern {
  const parsed = parseCron(expression, { dayMatch: 'either' });
  if (parsed.kind !== 'cron') throw new Error(`refused: ${expression}`);
  return parsed.pattern;
}

function firstTimes(expression: string): readonly number[] {
  const pattern = patternOf(expression);
  const times: number[] = [];
  for (let wall = pattern.next(0 as Parameters<Pattern['next']>[0]); wall !== undefined && times.length < 100; ) {
    times.push(wall);
    wall = pattern.next(wall);
  }
  return times;
}
