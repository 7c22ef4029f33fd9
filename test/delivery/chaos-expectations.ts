import { expect } from 'vitest';
import type { Attempt, Delivery } from '../../src/delivery/delivery.ts';
import { isFinal } from '../../src/delivery/transition.ts';
import { HOUR, MINUTE } from '../../src/schedule/instant.ts';
import type { Aftermath, World } from './chaos-world.ts';

/**
 * What must hold after any world: every delivery has ended, once, nothing has come twice, the limit was kept, whoever was
 * told to be silent was silent, parts came in order, whoever is to hear of failures does, and nobody has learnt a secret.
 */
export function expectAllIsWell(world: World, aftermath: Aftermath): void {
  expectEnded(world, aftermath);
  expectEndedOnce(world, aftermath);
  expectNothingTwice(aftermath);
  expectNothingSaidTwice(aftermath);
  expectLimit(world, aftermath);
  expectSilence(world, aftermath);
  expectArrived(world, aftermath);
  expectOrder(aftermath);
  expectTold(world, aftermath);
  expectNoSecret(aftermath);
}

/** Holds a text against every token, secret and signature of a world. */
export function expectNoSecretIn(text: string, { secrets }: Pick<Aftermath, 'secrets'>): void {
  const leaks = [...secrets].filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)));
  expect(leaks).toEqual([]);
}

function expectEnded(world: World, { deliveries }: Aftermath): void {
  const isClockSteady = isSteady(world);
  for (const { delivery, attempts } of deliveries) {
    // A notice to an owner is news for half a day.
    if (delivery.origin !== 'owner') expect(delivery.state).toSatisfy(isFinal);
    expect(delivery.attempts).toBe(attempts.length);
    if (delivery.digest === undefined) expectProven(delivery, attempts);
    for (const { startedAt } of attempts) {
      if (isClockSteady) expect(startedAt).toBeGreaterThanOrEqual(delivery.dueAt);
      expect(startedAt).toBeLessThan(delivery.expiresAt);
    }
  }
}

/** Nobody gives up before the vendor has refused it, and what it has taken is not said to be late. */
function expectProven({ state }: Delivery, attempts: readonly Attempt[]): void {
  const came = (wanted: Attempt['outcome']): boolean => attempts.some(({ outcome }) => outcome === wanted);
  if (state === 'delivered') expect(came('delivered')).toBe(true);
  if (state === 'failed' && attempts.length > 0) expect(came('rejected')).toBe(true);
  if (state === 'expired') expect(came('delivered') || came('rejected')).toBe(false);
}

/**
 * As the log, the metrics and the page were told of it. What expired untried ahead of a clock that was set back comes
 * anew, and may expire anew.
 */
function expectEndedOnce(world: World, { events }: Aftermath): void {
  const ended = events.flatMap((event) => {
    if (event.kind === 'expired') return isSteady(world) || event.delivery.attempts > 0 ? event.delivery.id : [];
    return event.kind === 'attempted' && event.becomes.state !== 'pending' ? event.delivery.id : [];
  });
  expect(new Set(ended).size).toBe(ended.length);
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
    const mark = markIn(delivery);
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

/** What one reminder says at one instant comes once for each of its robots, under whatever id. */
function expectNothingSaidTwice({ deliveries, arrivals }: Aftermath): void {
  const robots = new Map<string, Set<string>>();
  for (const { delivery } of deliveries) {
    const mark = delivery.origin === 'digest' ? undefined : markIn(delivery);
    if (mark !== undefined) robots.getOrInsertComputed(mark, () => new Set()).add(delivery.robot);
  }
  const shown = arrivals.flatMap((each) => (each.kind === 'shown' ? [each] : []));
  for (const { robot, payload } of shown) {
    for (const mark of JSON.stringify(payload).match(MARK) ?? []) {
      const times = shown.filter((each) => each.robot === robot && JSON.stringify(each.payload).includes(mark));
      expect(times.length, mark).toBeLessThanOrEqual(robots.get(mark)?.size ?? 0);
    }
  }
}

const MARK = /«[^»]+»/g;

function markIn({ message }: Delivery): string | undefined {
  return JSON.stringify(message).match(MARK)?.[0];
}

function expectLimit(world: World, { arrivals }: Aftermath): void {
  if (isOffBy(world)) return;
  const { perMinute, crowded } = world;
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

/** Nothing goes out through a lane that cools down, through any of a machine that is banned, or while it is paused. */
function expectSilence(world: World, { deliveries }: Aftermath): void {
  // What was told by one clock cannot be looked for by another; a new configuration makes new lanes, and ends a pause.
  if (!isSteady(world) || turnsOf(world, 'edit').length > 0) return;
  const attempts = deliveries.flatMap(({ delivery: { origin }, attempts: all }) =>
    all.map((each) => ({ ...each, isOfCommand: origin === 'send' })),
  );
  // While the process that was told stands still, a command beside it cannot know.
  const untoldMs = Math.max(0, ...world.turns.map((turn) => (turn.kind === 'stall' ? turn.forMs : 0)));
  for (const { lane, finishedAt, outcome, cause } of attempts) {
    if (finishedAt === undefined) continue;
    const said = `${outcome} ${JSON.stringify(cause)}`;
    const [, silence, isOfHost] = SILENCES.find(([words]) => words.test(said)) ?? [];
    if (silence === undefined) continue;
    const broken = attempts.filter(
      (other) =>
        (other.lane === lane ||
          (isOfHost === true && !(other.isOfCommand && other.startedAt <= finishedAt + untoldMs))) &&
        other.startedAt > finishedAt &&
        other.startedAt < finishedAt + silence,
    );
    expect(broken, said).toEqual([]);
  }
}

/** What was said, for how long nothing goes out then, and whether that is so in all lanes. */
const SILENCES: readonly (readonly [said: RegExp, ms: number, isOfHost?: boolean])[] = [
  [/^throttled .*"too-fast"/, 10 * MINUTE],
  [/^throttled .*"quota"/, HOUR],
  [/^throttled .*"address-banned"/, 5 * MINUTE, true],
  [/^rejected .*"(?:token-unknown|robot-stopped|robot-gone|group-gone)"/, Number.POSITIVE_INFINITY],
  [/^rejected .*"(?:address-not-allowed|clock-wrong|signature-wrong)"/, Number.POSITIVE_INFINITY],
];

/** Where nothing goes wrong on the way, every attempt succeeds that nobody cut off, and the first of a lane is made. */
function expectArrived(world: World, { deliveries }: Aftermath): void {
  const { passages, crowded } = world;
  if (isOffBy(world) || crowded || passages.some(({ mishap }) => mishap.kind !== 'none')) return;
  const outcomes = deliveries.flatMap(({ attempts }) => attempts.flatMap(({ outcome }) => outcome ?? []));
  // What did not leave, since its process had stood still, was not cut off; whoever sends by hand waits ten seconds.
  const cutOff = turnsOf(world, 'send').length > 0 ? ['ambiguous'] : [];
  expect(new Set(outcomes).isSubsetOf(new Set(['delivered', 'unreachable', ...cutOff]))).toBe(true);
  // A process that stands still, or a machine whose clock is ahead when it is back, may let all of a lane expire.
  if (!isSteady(world) || turnsOf(world, 'stall').length > 0) return;
  const wanted = deliveries.filter(({ delivery: { state } }) => state === 'delivered' || state === 'expired');
  for (const ofLane of Map.groupBy(wanted, ({ delivery }) => delivery.lane).values()) {
    expect(ofLane.some(({ delivery }) => delivery.state === 'delivered')).toBe(true);
  }
}

/** The notices count each delivery that was given up, once; some may turn out to have arrived later. A lane that an edit has ended has no owner. */
function expectTold(world: World, { deliveries, untold }: Aftermath): void {
  expect(untold).toBe(0);
  if (turnsOf(world, 'edit').length > 0) return;
  const all = deliveries.map(({ delivery }) => delivery);
  const counted = all
    .filter(({ origin }) => origin === 'owner')
    .flatMap(({ message }) => [...JSON.stringify(message).matchAll(/(?:失败|过期) (\d+) 条/g)])
    .reduce((sum, [, count]) => sum + Number(count), 0);
  const ended = all.filter(({ state, origin }) => {
    return (state === 'failed' || state === 'expired') && origin !== 'owner' && origin !== 'digest';
  });
  const belated = new Set(
    deliveries.flatMap(({ delivery: { id, state }, attempts }) => {
      return state === 'delivered' && attempts.length > 0 && attempts.at(-1)?.outcome !== 'delivered' ? id : [];
    }),
  );
  const arrived = all.filter(({ id, digest = id }) => belated.has(digest));
  expect(counted).toBeGreaterThanOrEqual(ended.length);
  expect(counted).toBeLessThanOrEqual(ended.length + arrived.length);
}

/** The messages are the people's own, and in no log. */
function expectNoSecret(aftermath: Aftermath): void {
  const { deliveries, log } = aftermath;
  const causes = deliveries.flatMap(({ delivery, attempts }) => [delivery.cause, ...attempts.map((a) => a.cause)]);
  expectNoSecretIn([log, JSON.stringify(causes)].join('\n'), aftermath);
}

/** The machine was off, and its clock is ahead since: nobody can know how long it was. */
function isOffBy({ turns }: World): boolean {
  return turns.some((turn) => turn.kind === 'crash' && (turn.reboot?.byMs ?? 0) > 0);
}

/** Nobody sets the clock. */
function isSteady({ turns }: World): boolean {
  return !turns.some((turn) => turn.kind === 'clock' || (turn.kind === 'crash' && (turn.reboot?.byMs ?? 0) !== 0));
}

function turnsOf({ turns }: World, kind: World['turns'][number]['kind']): World['turns'] {
  return turns.filter((turn) => turn.kind === kind);
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
