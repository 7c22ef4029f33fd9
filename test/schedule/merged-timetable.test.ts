import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { daily } from '../../src/schedule/daily.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { mergedTimetable } from '../../src/schedule/merged-timetable.ts';
import type { Notice } from '../../src/schedule/notice.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { breadth } from '../support/breadth.ts';

const START = Date.UTC(2026, 2, 27);

/** Each fires at its own instants, given in minutes. */
function streamOf(minutes: readonly number[], notice: string) {
  const instants = [...new Set(minutes)].toSorted((a, b) => a - b).map((each) => toEpochMs(START + each * MINUTE));
  return (after: EpochMs) => {
    const at = instants.find((each) => each > after);
    return at === undefined ? [] : [{ at, date: '2026-03-27', daysLeft: 0, notice }];
  };
}

it('many streams, asked in any order, answer what a few at a time do', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(minutes, { minLength: 9, maxLength: 30 }),
      fc.array(fc.integer({ min: -5, max: 45 }), { minLength: 1, maxLength: 20 }),
      (written, asked) => {
        const streams = written.map((each, index) => streamOf(each, `${index}m`));
        const many = mergedTimetable(streams);
        for (const minute of asked) {
          const after = toEpochMs(START + minute * MINUTE);
          const found = streams.flatMap((stream) => mergedTimetable([stream]).next(after)?.occurrences ?? []);
          const at = Math.min(...found.map((each) => each.at));
          const expected = found.filter((each) => each.at === at);
          expect(many.next(after)).toEqual(expected.length === 0 ? undefined : { at, occurrences: expected });
        }
      },
    ),
    { numRuns: breadth({ quick: 200, long: 5_000 }) },
  );
});

it('thousands of notices are walked through in a moment', () => {
  const advance = Array.from({ length: 4_000 }, (_, index): Notice => {
    return { kind: 'elapsed', text: `${index + 1}s`, ms: (index + 1) * 1_000 };
  });
  const timetable = createTimetable({ sources: [{ pattern: daily([0]) }], zone: zone('Asia/Shanghai'), advance });
  let count = 0;
  let due = timetable.next(toEpochMs(START));
  for (; due && count < 40_000; due = timetable.next(due.at)) count += due.occurrences.length;
  // Asking each notice each time would be 160 million questions.
  expect(count).toBe(40_000);
});
