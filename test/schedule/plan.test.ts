import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpochMs, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import type { Due, Occurrence, Timetable } from '../../src/schedule/occurrence.ts';
import { MOMENT, plan, type Planned, type PlanPolicy } from '../../src/schedule/plan.ts';

const NOW = 100 * HOUR;
const LATEST: PlanPolicy = { lateMs: 15 * MINUTE, catchUp: 'latest' };

describe('plan', () => {
  it('has nothing due between the cursor and now', () => {
    expect(planOf([NOW + 1], NOW - HOUR)).toEqual({ planned: [], through: NOW });
  });

  it('takes what is after the cursor, up to and including now', () => {
    const { planned } = planOf([NOW - 2, NOW - 1, NOW, NOW + 1], NOW - 2);
    expect(planned.map(({ occurrence }) => occurrence.at)).toEqual([NOW - 1, NOW]);
  });

  it('stays where it is when the clock was set back', () => {
    expect(planOf([NOW + 1, NOW + 2], NOW + 5)).toEqual({ planned: [], through: NOW + 5 });
  });

  it('is on time up to a moment, late within grace, missed beyond', () => {
    const ages = [0, MOMENT, MOMENT + 1, LATEST.lateMs, LATEST.lateMs + 1];
    const { planned } = planOf(
      ages.map((age) => NOW - age),
      0,
      { ...LATEST, catchUp: 'all' },
    );
    expect(planned.toReversed().map(({ verdict, lateMs }) => [verdict, lateMs])).toEqual([
      ['due', 0],
      ['due', 10 * SECOND],
      ['late', 10 * SECOND + 1],
      ['late', 15 * MINUTE],
      ['missed', 15 * MINUTE + 1],
    ]);
  });

  it.each([
    ['latest', ['missed', 'missed', 'missed', 'late', 'due']],
    ['all', ['missed', 'late', 'late', 'late', 'due']],
    ['none', ['missed', 'missed', 'missed', 'missed', 'due']],
  ] as const)('catches up %s', (catchUp, verdicts) => {
    const ages = [20 * MINUTE, 12 * MINUTE, 8 * MINUTE, 4 * MINUTE, SECOND];
    expect(
      verdictsOf(
        planOf(
          ages.map((age) => NOW - age),
          0,
          { ...LATEST, catchUp },
        ).planned,
      ),
    ).toEqual(verdicts);
  });

  it('catches up with the newest of each person', () => {
    const timetable = listed([
      [NOW - 9 * MINUTE, 'lili'],
      [NOW - 8 * MINUTE, 'xiaoming'],
      [NOW - 8 * MINUTE, 'lili'],
      [NOW - 7 * MINUTE, 'xiaoming'],
      [NOW - 6 * MINUTE, undefined],
    ]);
    const { planned } = plan(timetable, { cursor: toEpochMs(0), now: toEpochMs(NOW) }, LATEST);
    expect(planned.map(({ occurrence, verdict }) => [occurrence.person, verdict])).toEqual([
      ['lili', 'missed'],
      ['xiaoming', 'missed'],
      ['lili', 'late'],
      ['xiaoming', 'late'],
      [undefined, 'late'],
    ]);
  });

  it('tells all that was due at the newest instant', () => {
    const timetable = listed([
      [NOW - HOUR, 'lili'],
      [NOW - MINUTE, 'lili'],
      [NOW - MINUTE, 'lili'],
    ]);
    const { planned } = plan(timetable, { cursor: toEpochMs(0), now: toEpochMs(NOW) }, LATEST);
    expect(verdictsOf(planned)).toEqual(['missed', 'late', 'late']);
  });

  it('stops at an instant when the limit is reached, and says how far it got', () => {
    const timetable = listed([
      [10, undefined],
      [20, 'lili'],
      [20, 'xiaoming'],
      [30, undefined],
    ]);
    const step = (cursor: number, now: number): unknown => {
      const { planned, through } = plan(
        timetable,
        { cursor: toEpochMs(cursor), now: toEpochMs(now), limit: 2 },
        LATEST,
      );
      return [planned.map(({ occurrence }) => occurrence.at), through];
    };
    expect(step(0, 100)).toEqual([[10, 20, 20], 20]);
    expect(step(20, 100)).toEqual([[30], 100]);
    expect(step(0, 20)).toEqual([[10, 20, 20], 20]);
  });

  it('stays small after a year of seconds', () => {
    const seconds: Timetable = { next: (after) => single((Math.floor(after / SECOND) + 1) * SECOND) };
    const now = toEpochMs(365 * 24 * HOUR);
    const first = plan(seconds, { cursor: toEpochMs(0), now }, LATEST);
    expect(first.planned).toHaveLength(1_000);
    expect(first.through).toBe(1_000 * SECOND);
    const last = plan(seconds, { cursor: toEpochMs(now - 60 * SECOND), now }, LATEST);
    expect(verdictsOf(last.planned)).toEqual([...Array(48).fill('missed'), 'late', ...Array(11).fill('due')]);
  });

  it('in two steps, or in many, is what it is in one', () => {
    const occurrence = fc.tuple(fc.integer({ min: 0, max: 40 * 60 }), fc.constantFrom(undefined, 'lili', 'xiaoming'));
    fc.assert(
      fc.property(
        fc.array(occurrence, { maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 40 * 60 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 10 }),
        fc.record({ lateMs: fc.constantFrom(0, 5 * MINUTE, HOUR), catchUp: fc.constantFrom('latest', 'all', 'none') }),
        (list, cuts, limit, policy) => {
          const now = toEpochMs(40 * 60 * SECOND);
          const timetable = listed(list.map(([second, person]) => [second * SECOND, person] as const));
          const whole = plan(timetable, { cursor: toEpochMs(-1), now, limit: 1_000 }, policy);
          const steps: Planned[] = [];
          let cursor = toEpochMs(-1);
          while (cursor < now) {
            const step = plan(timetable, { cursor, now, limit }, policy);
            // A crash after any commit: the next run goes on from the cursor that was written.
            const cut = cuts.map((second) => second * SECOND).find((each) => each > cursor && each < step.through);
            const through = toEpochMs(cut ?? step.through);
            steps.push(...step.planned.filter((each) => each.occurrence.at <= through));
            cursor = through;
          }
          expect(steps).toEqual(whole.planned);
          expect(whole.through).toBe(now);
        },
      ),
    );
  });
});

function planOf(instants: readonly number[], cursor: number, policy: PlanPolicy = LATEST): ReturnType<typeof plan> {
  const timetable = listed(instants.map((at) => [at, undefined] as const));
  return plan(timetable, { cursor: toEpochMs(cursor), now: toEpochMs(NOW) }, policy);
}

function verdictsOf(planned: readonly Planned[]): readonly Planned['verdict'][] {
  return planned.map(({ verdict }) => verdict);
}

/** A timetable with these occurrences. */
function listed(list: readonly (readonly [at: number, person: string | undefined])[]): Timetable {
  const occurrences = list.map(([at, person]) => occurrenceAt(at, person)).toSorted((a, b) => a.at - b.at);
  return {
    next(after) {
      const first = occurrences.find(({ at }) => at > after);
      return (
        first &&
        dueOf(
          first.at,
          occurrences.filter(({ at }) => at === first.at),
        )
      );
    },
  };
}

function single(at: number): Due {
  return dueOf(toEpochMs(at), [occurrenceAt(at, undefined)]);
}

function dueOf(at: EpochMs, occurrences: readonly Occurrence[]): Due {
  const [first, ...rest] = occurrences;
  return { at, occurrences: [first!, ...rest] };
}

function occurrenceAt(at: number, person: string | undefined): Occurrence {
  return { at: toEpochMs(at), date: '2026-05-20', daysLeft: 0, ...(person !== undefined && { person }) };
}
