import { expect } from 'vitest';
import { isFinal } from '../../src/delivery/transition.ts';
import { MINUTE } from '../../src/schedule/instant.ts';
import type { Aftermath, World } from './chaos-world.ts';

/**
 * What must hold after any world: every delivery has ended, nothing has come twice, the limit was kept, parts came in
 * order, and whoever is to hear of failures does.
 */
export function expectAllIsWell(world: World, aftermath: Aftermath): void {
  expectEnded(aftermath);
  expectNothingTwice(aftermath);
  expectLimit(world, aftermath);
  expectOrder(aftermath);
  expect(aftermath.untold).toBe(0);
}

function expectEnded({ deliveries }: Aftermath): void {
  for (const { delivery, attempts } of deliveries) {
    // A notice to an owner is news for half a day.
    if (delivery.origin !== 'owner') expect(delivery.state).toSatisfy(isFinal);
    expect(delivery.attempts).toBe(attempts.length);
    if (delivery.state === 'delivered' && delivery.digest === undefined) {
      expect(attempts.some(({ outcome }) => outcome === 'delivered')).toBe(true);
    }
    for (const { startedAt } of attempts) {
      expect(startedAt).toBeGreaterThanOrEqual(delivery.dueAt);
      expect(startedAt).toBeLessThan(delivery.expiresAt);
    }
  }
}

/**
 * Not by msgUuid alone: what a digest has shown is not shown again by itself, nor the other way round. A robot with
 * another token is another robot: what may not have arrived at the one goes to the other.
 */
function expectNothingTwice({ deliveries, arrivals }: Aftermath): void {
  const shown = arrivals.flatMap((arrival) => (arrival.kind === 'shown' ? arrival : []));
  const known = new Map(deliveries.map((each) => [each.delivery.id, each.delivery]));
  const posts = shown.map(({ robot, msgUuid = '', payload }) => ({
    robot,
    id: msgUuid,
    text: JSON.stringify(payload),
  }));
  expect(new Set(posts.map(({ robot, id }) => `${robot} ${id}`)).size).toBe(posts.length);
  for (const { delivery } of deliveries) {
    const mark = /«[^»]+»/.exec(JSON.stringify(delivery.message))?.[0];
    if (mark === undefined || delivery.origin === 'digest') continue;
    const carries = (id: string): boolean => {
      const carrier = known.get(id);
      return id === delivery.id || (carrier?.origin === 'digest' && carrier.robot === delivery.robot);
    };
    const carriers = posts.filter(({ id, text }) => text.includes(mark) && carries(id)).map(({ robot }) => robot);
    expect(new Set(carriers).size).toBe(carriers.length);
    if (delivery.state === 'delivered') expect(carriers).not.toEqual([]);
  }
}

function expectLimit({ perMinute, crowded }: World, { arrivals }: Aftermath): void {
  for (const [robot, ours] of Map.groupBy(arrivals, (arrival) => arrival.robot)) {
    const counted = ours.filter((arrival) => arrival.kind !== 'refused' || arrival.errcode === 130_101);
    if (!crowded)
      expect(
        counted.filter(({ kind }) => kind === 'refused'),
        robot,
      ).toEqual([]);
    counted.forEach(({ at }, index) => {
      const earlier = counted[index - perMinute];
      if (earlier !== undefined) expect(at - earlier.at).toBeGreaterThanOrEqual(MINUTE);
    });
  }
}

function expectOrder({ deliveries, arrivals }: Aftermath): void {
  const place = new Map(
    arrivals.flatMap((arrival, index) => (arrival.kind === 'shown' ? [[arrival.msgUuid, index] as const] : [])),
  );
  const parts = deliveries.map(({ delivery }) => delivery).filter(({ part }) => part !== undefined);
  for (const siblings of Map.groupBy(parts, ({ reminder, robot, dueAt }) => `${reminder} ${robot} ${dueAt}`).values()) {
    const places = siblings
      .toSorted((a, b) => (a.part?.number ?? 0) - (b.part?.number ?? 0))
      .flatMap(({ id }) => place.get(id) ?? []);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  }
}
