import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/delivery/cause.ts';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { deliveryId } from '../../src/delivery/identity.ts';
import type { MissedOccurrences } from '../../src/delivery/plans.ts';
import { type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';
import type { Store } from '../../src/store/store.ts';
import { cursor } from './opened.ts';
import { at, planned } from './plan.ts';
import { STORES } from './stores.ts';

const LATE: Cause = { code: 'too-late', lateMs: 2, graceMs: 1 };
const PASSED: Cause = { code: 'passed-over', lateMs: 2, catchUp: 'latest' };

/** What of a series happened at once: so many instants of it, missed for one cause, or planned one by one. */
interface Happening {
  readonly kind: 'missed' | 'pending';
  readonly series: Series;
  /** Who has the turn, where people take turns. */
  readonly turn: string;
  readonly cause: Cause;
  /** In seconds, in order. */
  readonly instants: readonly number[];
  /** Committed in so many goes. */
  readonly pieces: number;
}

interface Series {
  readonly robot: string;
  readonly person?: string;
  readonly notice?: string;
  readonly takesTurns?: true;
}

const SERIES: readonly Series[] = [
  { robot: 'team' },
  { robot: 'ops' },
  { robot: 'team', takesTurns: true, notice: 'turns' },
  { robot: 'team', person: 'ming' },
  { robot: 'team', person: 'hong' },
  { robot: 'team', person: 'ming', notice: '7d' },
];

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom('missed', 'missed', 'missed', 'pending'),
  series: fc.constantFrom(...SERIES),
  turn: fc.constantFrom('ming', 'hong'),
  cause: fc.constantFrom(LATE, LATE, PASSED),
  instants: fc
    .uniqueArray(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 8 })
    .map((all) => all.toSorted((a, b) => a - b)),
  pieces: fc.integer({ min: 1, max: 3 }),
});

/** The clock is set back to so many seconds. */
interface SetBack {
  readonly kind: 'rewind';
  readonly to: number;
}

const setBack: fc.Arbitrary<SetBack> = fc.record({ kind: fc.constant('rewind'), to: fc.nat(24) });
const events = fc.array(fc.oneof({ weight: 6, arbitrary: happening }, setBack), { minLength: 1, maxLength: 14 });

/** A delivery as the store should have it, and which instants are in it. */
interface Kept {
  readonly series: Series;
  readonly person: string | undefined;
  readonly state: 'missed' | 'pending';
  readonly cause: Cause;
  readonly instants: number[];
}

describe.each(STORES)('missed occurrences in $name', (kind) => {
  it.each([100])('are what one finds who takes them one by one (%i runs)', async (numRuns) => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const store = kind.open(kind.fleeting);
        let model: Kept[] = [];
        for (const each of all) {
          if (each.kind === 'rewind') {
            await store.plans.rewind(sec(each.to));
            model = model.filter(({ instants }) => instants.at(-1)! <= each.to);
          } else {
            for (let turn = 0; turn < 2; turn += 1) await commit(store, each);
            for (const instant of each.instants) take(model, each, instant);
          }
          expect(await rows(store)).toEqual(told(model));
          expectApart(model);
        }
        store.close();
      }),
      { numRuns },
    );
  });

  it('are counted one by one, and those of one step are the same rows as those of many', async () => {
    const store = kind.open(kind.fleeting);
    const all = missed({ robot: 'team' }, [1, 2, 3, 4, 5]);
    expect(await store.plans.commit({ deliveries: [], missed: [all], cursors: [] })).toEqual({ added: 1 });
    expect(await store.plans.commit({ deliveries: [], missed: [all], cursors: [] })).toEqual({ added: 0 });
    const more = missed({ robot: 'team' }, [4, 5, 6]);
    expect(await store.plans.commit({ deliveries: [], missed: [more], cursors: [] })).toEqual({ added: 0 });
    expect(await store.history.count()).toMatchObject({ missed: 6 });
    const [run] = await store.history.list({});
    expect(run?.delivery).toMatchObject({ dueAt: sec(1), run: { count: 6, lastAt: sec(6) }, state: 'missed' });
    store.close();
  });

  it.each([
    ['before its first', 0, { reminders: [], through: 0 }],
    ['at its first', 1, { reminders: [], through: 0.999 }],
    ['within it', 3, { reminders: [], through: 0.999 }],
    ['at its last', 5, { reminders: ['r'], through: 5 }],
  ])('are forgotten together when the clock is set back to %s, and missed anew', async (_name, back, expected) => {
    const store = kind.open(kind.fleeting);
    const plan = {
      deliveries: [],
      missed: [missed({ robot: 'team' }, [1, 2, 3, 4, 5])],
      cursors: [cursor('r', 9_000)],
    };
    await store.plans.commit(plan);
    const before = await rows(store);
    await store.plans.rewind(sec(back));
    expect((await store.history.list({})).map(({ delivery }) => delivery.reminder)).toEqual(expected.reminders);
    expect((await store.plans.cursors())[0]?.through).toBe(at(expected.through * 1_000));
    await store.plans.commit(plan);
    expect(await rows(store)).toEqual(before);
    store.close();
  });

  it('of one robot that were forgotten do not make those of another, which stay, twice', async () => {
    const store = kind.open(kind.fleeting);
    const long = missed({ robot: 'team' }, [1, 2, 3, 4, 5]);
    await store.plans.commit({
      deliveries: [],
      missed: [long, missed({ robot: 'ops' }, [1, 2])],
      cursors: [cursor('r', 9_000)],
    });
    await store.plans.rewind(sec(3));
    // By now they are not late any more.
    const again = [1, 2, 3].flatMap((instant) =>
      ['team', 'ops'].map((robot) => delivery({ robot }, 'ming', LATE, instant, 'pending')),
    );
    await store.plans.commit({ deliveries: again, cursors: [cursor('r', 3_000)] });
    const ofOps = await store.history.list({ robot: 'ops' });
    expect(ofOps.map((entry) => [entry.delivery.state, entry.delivery.dueAt])).toEqual([
      ['pending', sec(3)],
      ['missed', sec(1)],
    ]);
    expect(await store.history.list({ robot: 'team' })).toHaveLength(3);
    store.close();
  });
});

function sec(seconds: number): EpochMs {
  return toEpochMs(at(seconds * 1_000));
}

function delivery(
  series: Series,
  turn: string,
  cause: Cause,
  instant: number,
  state: 'missed' | 'pending' = 'missed',
): NewDelivery {
  const person = series.takesTurns === true ? turn : series.person;
  return planned('r', {
    id: deliveryId({ ...keyOf(series), dueAt: sec(instant) }),
    robot: series.robot,
    ...(person !== undefined && { person }),
    ...(series.notice !== undefined && { notice: series.notice }),
    dueAt: sec(instant),
    state,
    ...(state === 'missed' && { cause }),
  });
}

function keyOf({ robot, person, notice }: Series): MissedOccurrences['key'] {
  return { reminder: 'r', robot, ...(person !== undefined && { person }), ...(notice !== undefined && { notice }) };
}

function missed(series: Series, instants: readonly number[], turn = 'ming', cause = LATE): MissedOccurrences {
  return {
    first: delivery(series, turn, cause, instants[0] ?? 0),
    key: keyOf(series),
    instants: instants.map(sec),
  };
}

async function commit({ plans }: Store, { kind, series, turn, cause, instants, pieces }: Happening): Promise<void> {
  const size = Math.ceil(instants.length / pieces);
  for (let from = 0; from < instants.length; from += size) {
    const piece = instants.slice(from, from + size);
    if (kind === 'missed') {
      await plans.commit({ deliveries: [], missed: [missed(series, piece, turn, cause)], cursors: [] });
    } else {
      const deliveries = piece.map((instant) => delivery(series, turn, cause, instant, 'pending'));
      await plans.commit({ deliveries, cursors: [] });
    }
  }
}

/** The rule in its simplest form. */
function take(model: Kept[], { kind, series, turn, cause }: Happening, instant: number): void {
  const person = series.takesTurns === true ? turn : series.person;
  const known = model.filter((kept) => kept.series === series);
  if (known.some(({ instants }) => instants[0]! <= instant && instants.at(-1)! >= instant)) return;
  const before = known
    .filter(({ instants }) => instants.at(-1)! < instant)
    .toSorted((a, b) => a.instants[0]! - b.instants[0]!)
    .at(-1);
  const goesOn = before?.state === 'missed' && before.cause === cause && before.person === person;
  if (kind === 'missed' && goesOn) before.instants.push(instant);
  else model.push({ series, person, state: kind, cause, instants: [instant] });
}

function told(model: readonly Kept[]): readonly unknown[] {
  return model
    .map(({ series, person, state, cause, instants }) => ({
      series: JSON.stringify([series.robot, person, series.notice]),
      state,
      cause: state === 'missed' ? cause.code : undefined,
      from: sec(instants[0]!),
      to: sec(instants.at(-1)!),
      count: instants.length,
    }))
    .toSorted(inOrder);
}

async function rows({ history }: Store): Promise<readonly unknown[]> {
  const all = await history.list({ limit: 10_000 });
  return all
    .map(({ delivery: { robot, person, notice, state, cause, dueAt, run } }) => ({
      series: JSON.stringify([robot, person, notice]),
      state,
      cause: cause?.code,
      from: dueAt,
      to: run?.lastAt ?? dueAt,
      count: run?.count ?? 1,
    }))
    .toSorted(inOrder);
}

function inOrder(a: { from: number; series: string }, b: { from: number; series: string }): number {
  return a.from - b.from || (a.series < b.series ? -1 : 1);
}

function expectApart(model: readonly Kept[]): void {
  for (const series of SERIES) {
    const ranges = model
      .filter((kept) => kept.series === series)
      .map(({ instants }) => [instants[0]!, instants.at(-1)!] as const)
      .toSorted(([a], [b]) => a - b);
    for (const [index, [from]] of ranges.entries()) expect(from).toBeGreaterThan(ranges[index - 1]?.[1] ?? 0);
  }
}
