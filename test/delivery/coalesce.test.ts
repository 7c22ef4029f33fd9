import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Backlog, departures, groupsToMerge } from '../../src/delivery/coalesce.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { HOUR, MINUTE, SECOND } from '../../src/schedule/instant.ts';
import { at, planned } from '../store/plan.ts';
import { breadth } from '../support/breadth.ts';

/** A delivery that waits, may be merged, and lives for 15 minutes. */
function waiting(reminder: string, changes: Partial<Delivery> = {}): Delivery {
  const expiresAt = at(15 * MINUTE);
  const { state: _, ...delivery } = planned(reminder, { coalesce: true, expiresAt });
  return { ...delivery, state: 'pending', attempts: 0, nextAttemptAt: delivery.dueAt, ...changes };
}

const many = (count: number, changes: Partial<Delivery> = {}): readonly Delivery[] =>
  Array.from({ length: count }, (_, index) => waiting(`r${index}`, changes));

function merged(
  deliveries: readonly Delivery[],
  {
    now = at(0),
    perMinute = 20,
    ...gate
  }: Partial<Backlog> & { now?: typeof at extends (ms: number) => infer T ? T : never; perMinute?: number } = {},
) {
  const backlog = { lane: 'team', opensAt: at(0), occupiedUntil: [], waiting: deliveries, ...gate };
  return groupsToMerge(backlog, { now, perMinute }).map((group) => group.map(({ reminder }) => reminder));
}

describe('groupsToMerge', () => {
  it('merges nothing while all of it goes out in time', () => {
    // 20 at once, then 20 a minute: the last of 280 goes in the 14th minute.
    expect(merged(many(280))).toEqual([]);
  });

  it('merges what cannot go at once when the last would come too late', () => {
    const groups = merged(many(320));
    expect(groups).toHaveLength(1);
    expect(groups[0]).toHaveLength(300);
    expect(groups[0]?.slice(0, 2)).toEqual(['r20', 'r21']);
  });

  it('merges all when a cool-down leaves too little time', () => {
    const coolingDown = { opensAt: at(14 * MINUTE + 30 * SECOND) };
    expect(merged(many(21), coolingDown)).toEqual([many(21).map(({ reminder }) => reminder)]);
    expect(merged(many(20), coolingDown)).toEqual([]);
  });

  it.each([
    ['is not to be', { coalesce: false }],
    ['was fired by hand', { origin: 'fire' }],
    ['speaks to the owner', { origin: 'owner' }],
    ['may have arrived', { attempts: 1 }],
    ['is a part', { part: { number: 1, of: 2 } }],
    ['is a card', { message: { kind: 'link', title: 'x', text: 'x', url: 'https://example.com' } }],
  ] as const)('leaves alone what %s', (_, changes) => {
    const crowd = [...many(40), waiting('odd', changes)];
    expect(merged(crowd, { opensAt: at(14 * MINUTE) }).flat()).not.toContain('odd');
    expect(merged(crowd, { opensAt: at(14 * MINUTE) }).flat()).toHaveLength(40);
  });

  it('keeps audiences apart: robots that share the lane, and the people called', () => {
    const calling = (mobiles: readonly string[]) =>
      ({ message: { kind: 'text', text: 'x', mentions: { mobiles } } }) as const;
    const groups = merged(
      [
        waiting('a'),
        waiting('twin', { robot: 'twin' }),
        waiting('ab', calling(['1', '2'])),
        waiting('ba', calling(['2', '1'])),
        waiting('c', calling(['3'])),
        waiting('a2'),
      ],
      { opensAt: at(14 * MINUTE + 59 * SECOND), perMinute: 2 },
    );
    expect(groups).toEqual([
      ['a', 'a2'],
      ['ab', 'ba'],
    ]);
  });

  it('leaves out what cannot be saved: it would take the others along', () => {
    const doomed = waiting('doomed', { expiresAt: at(5 * MINUTE) });
    expect(merged([doomed, ...many(3)], { opensAt: at(10 * MINUTE) })).toEqual([['r0', 'r1', 'r2']]);
  });
});

const backlog = fc.record({
  waiting: fc
    .array(fc.record({ expiresAt: fc.integer({ min: 1, max: HOUR }).map(at), coalesce: fc.boolean() }), {
      maxLength: 60,
    })
    .map((all) => all.map((changes, index) => waiting(`r${index}`, changes))),
  opensAt: fc.integer({ min: -HOUR, max: 20 * MINUTE }).map(at),
  occupiedUntil: fc.array(fc.integer({ min: 1, max: MINUTE }).map(at), { maxLength: 8 }),
});
const perMinute = fc.integer({ min: 1, max: 8 });

describe('whatever waits', () => {
  it('is merged at most once, in order, only when something would be lost, and never alone', () => {
    fc.assert(
      fc.property(backlog, perMinute, (given, limit) => {
        const lane = { now: at(0), perMinute: limit };
        const groups = groupsToMerge({ lane: 'team', ...given }, lane);
        const taken = groups.flat();
        expect(new Set(taken).size).toBe(taken.length);
        for (const group of groups) {
          expect(group.length).toBeGreaterThan(1);
          const places = group.map((one) => given.waiting.indexOf(one));
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        }
        const leaves = departures(given.waiting.length, { ...given, ...lane });
        const lost = given.waiting.filter(({ expiresAt }, index) => leaves[index]! >= expiresAt).length;
        if (lost === 0) expect(groups).toEqual([]);
      }),
      { numRuns: breadth({ quick: 50, long: 2_000 }) },
    );
  });

  it('departs in order, never earlier than the lane opens, never more than the limit within a minute', () => {
    fc.assert(
      fc.property(fc.nat(80), backlog, perMinute, (count, { opensAt, occupiedUntil }, limit) => {
        const leaves = departures(count, { now: at(0), perMinute: limit, opensAt, occupiedUntil });
        expect(leaves).toHaveLength(count);
        expect(leaves).toEqual(leaves.toSorted((a, b) => a - b));
        leaves.forEach((leave, index) => {
          expect(leave).toBeGreaterThanOrEqual(Math.max(at(0), opensAt));
          const held = occupiedUntil.filter((until) => until > leave).length;
          const recent = leaves.slice(0, index).filter((other) => other + MINUTE > leave).length;
          expect(held + recent).toBeLessThan(limit);
        });
      }),
      { numRuns: breadth({ quick: 50, long: 2_000 }) },
    );
  });
});
