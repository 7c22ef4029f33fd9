import { setImmediate } from 'node:timers/promises';
import { type EpochMs, MINUTE, SECOND, toEpochMs } from '../schedule/instant.ts';
import { LONGEST_ATTEMPT } from './attempts.ts';
import { storeBackoffMs } from './backoff.ts';
import type { Clock, Random } from './clock.ts';
import type { DispatchEvent } from './dispatch-event.ts';
import type { Fleet } from './fleet.ts';
import { createFlights, type Flights } from './flights.ts';
import { mergeBacklogs } from './merge-backlogs.ts';
import type { AttemptResult, Claim, LaneConfig, Outbox } from './outbox.ts';
import { sleepThrough } from './sleep-through.ts';
import { tellOwners } from './tell-owners.ts';
import { createWaker } from './waker.ts';

/** A claimed delivery stays ours for as long as an attempt can last, and a minute to record it. */
const LEASE = LONGEST_ATTEMPT + MINUTE;
/** An attempt that takes longer, in ms, makes the limiter let fewer through than it could. */
const SLOW = 2 * SECOND;
/** A wall clock that gains so much on the time that has passed, in ms, was set forward. */
const LEAP = 50;
/** A single turn without an answer is often only the gap between two, and each commit waits for the disk. */
const IDLE_TURNS = 3;
/** Of so many lanes one commit writes down the next attempts. */
const LANES_AT_ONCE = 64;
/** The last instant a JavaScript date knows. */
const END_OF_TIME = toEpochMs(8_640_000_000_000_000);

/** Carries what stands in the outbox to the robots: one attempt at a time per lane, all lanes at once. */
export interface Dispatcher {
  /** Idempotent. Only under the single-instance lock: it takes every attempt under way for the last process's. */
  start(): void;
  /** Something new is in the outbox, or `robots` gives another fleet. */
  wake(): void;
  /**
   * Claims nothing more, lets the attempts under way finish, and gives them up after `graceMs`; resolves when all of
   * them are recorded. Idempotent: the first call's grace holds.
   */
  stop(options: { readonly graceMs: number }): Promise<void>;
}

export interface DispatcherOptions {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: Random;
  /** The robots of the configuration in force. The same object as long as nothing changed; `wake` after a change. */
  readonly robots: () => Fleet;
  /**
   * Asked before anything is claimed that is due by `now`; resolves with whether something has come due of which this
   * dispatcher was told earlier. Default: nobody is asked.
   */
  readonly confirm?: (now: EpochMs) => Promise<boolean>;
  /** Must not throw. */
  readonly onEvent?: (event: DispatchEvent) => void;
  /**
   * How often to look whether another process has put something in the outbox, in ms. Default 1,000;
   * `Infinity` when none can.
   */
  readonly pollMs?: number;
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { outbox, clock, random, robots, onEvent = () => {}, pollMs = SECOND } = options;
  const waker = createWaker(clock);
  const stopping = new AbortController();
  const abandon = new AbortController();
  const flights = createFlights({ clock, random, abandon: abandon.signal, onLanding: waker.wake });
  const reported = new Set<string>();
  let running: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  let failures = 0;
  let isFirstRound = true;
  let fleetInForce: Fleet | undefined;
  let lanesInForce: ReadonlyMap<string, LaneConfig> = new Map();
  /** When the outbox has something to do next, as of the last round. */
  let wakeAt: EpochMs | undefined;
  /** What the clock showed when the last round began, and the time that had passed by then. */
  let roundAt = clock.now();
  let roundElapsed = clock.elapsed();
  /** By how much the clock was set forward, which the outbox does not know yet. */
  let leap = 0;
  /** Whether it may have been set back without the outbox knowing: nobody has looked while no dispatcher ran. */
  let mayBeBack = true;
  let seenCounter: number | undefined;
  let tellAt: EpochMs | undefined = clock.now();
  /** Whether something has happened since the last look that could have put a delivery into the wrong lane. */
  let mayBeAstray = true;
  /** The same, that could have made a lane fall behind. */
  let mayFallBehind = true;

  async function run(): Promise<void> {
    while (!isDone()) {
      try {
        const until = await round();
        storeWorks();
        if (!isDone()) await rest(until);
      } catch (error) {
        if (abandon.signal.aborted && flights.landings.length === flights.busy) {
          onEvent({ kind: 'unrecorded', count: flights.busy });
          return;
        }
        await storeRefuses(error);
      }
    }
  }

  function isDone(): boolean {
    return stopping.signal.aborted && flights.busy === 0;
  }

  /** Records, then claims; returns when there is something to do next. */
  async function round(): Promise<EpochMs | undefined> {
    await gather();
    if (!wasSet() && (await isPlainSailing())) return sailOn();
    await recordLandings();
    if (stopping.signal.aborted) return undefined;
    await tellOfClock();
    const counter = await outbox.changeCounter();
    if (counter !== seenCounter) lookAround();
    seenCounter = counter;
    const fleet = adoptFleet();
    const now = clock.now();
    await confirm(now);
    await release(now);
    await settleLanes(fleet);
    await expire(fleet, now);
    await merge(fleet, now);
    await tell(fleet, now);
    await launchNext(fleet, now);
    wakeAt = await outbox.nextWake({ now, lanes: freeLanes(fleet) });
    return earlier(wakeAt, tellAt);
  }

  /**
   * Answers that come in one after the other are recorded together: one fsync for all of them. Ends when some turns of
   * the event loop in a row have brought none.
   */
  async function gather(): Promise<void> {
    let idle = 0;
    do {
      const landed = flights.landings.length;
      await setImmediate();
      idle = flights.landings.length > landed ? 0 : idle + 1;
    } while (idle < IDLE_TURNS && isGathering());
  }

  /** Whether it is worth waiting: something has landed, and more is on its way. */
  function isGathering(): boolean {
    return flights.landings.length > 0 && flights.landings.length < flights.busy;
  }

  /** Then nothing that is known of when to do what holds any more, be it of lanes in which nothing has happened. */
  function wasSet(): boolean {
    const [before, elapsedBefore] = [roundAt, roundElapsed];
    roundAt = clock.now();
    roundElapsed = clock.elapsed();
    const gained = roundAt - before - (roundElapsed - elapsedBefore);
    if (gained > LEAP) leap += Math.round(gained);
    if (roundAt < before) mayBeBack = true;
    return roundAt < before || leap > 0;
  }

  async function tellOfClock(): Promise<void> {
    if (leap > 0) await outbox.shiftWindows({ now: clock.now(), ms: leap, leaseMs: LEASE, lanes: robots().lanes });
    leap = 0;
    if (mayBeBack) await outbox.recallPushed(clock.now());
    mayBeBack = false;
  }

  /** All that has happened is that messages have been delivered: only their lanes can have something to do. */
  async function isPlainSailing(): Promise<boolean> {
    const now = clock.now();
    const isUndisturbed = !stopping.signal.aborted && !mayBeAstray && !mayFallBehind && robots() === fleetInForce;
    const isEarly = now < (earlier(wakeAt, tellAt) ?? END_OF_TIME);
    const isGood = flights.landings.every(({ result }) => result.becomes.state === 'delivered');
    if (!isUndisturbed || !isEarly || !isGood || flights.landings.length === 0) return false;
    return (await outbox.changeCounter()) === seenCounter;
  }

  /** A round for these lanes alone: in a crowded second, looking at hundreds of others would cost more than sending. */
  async function sailOn(): Promise<EpochMs | undefined> {
    const landings = [...flights.landings];
    const lanes = landings.flatMap(({ result }) => lanesInForce.get(result.lane) ?? []);
    const now = clock.now();
    const results = landings.map(({ result }) => result);
    await confirm(now);
    const claims = await outbox.recordAndClaim(results, { now, leaseMs: LEASE, lanes });
    landed(landings);
    launch(claims);
    const idle = lanes.filter(({ lane }) => !flights.isBusy(lane));
    wakeAt = earlier(wakeAt, await outbox.nextWake({ now, lanes: idle }));
    return earlier(wakeAt, tellAt);
  }

  async function recordLandings(): Promise<void> {
    const landings = [...flights.landings];
    if (landings.length === 0) return;
    await outbox.record(coolingTogether(landings.map(({ result }) => result)));
    landed(landings);
  }

  function landed(landings: Flights['landings']): void {
    flights.recorded(landings.length);
    for (const { delivery, result, tookMs } of landings) {
      const { outcome, becomes, laneBecomes } = result;
      onEvent({ kind: 'attempted', delivery, outcome, becomes, ...(laneBecomes && { laneBecomes }), tookMs });
      if (becomes.state !== 'delivered') lookAround();
      if (tookMs > SLOW) mayFallBehind = true;
    }
  }

  /** Refused as a machine, not as one robot: no lane asks again before that is over. */
  function coolingTogether(results: readonly AttemptResult[]): readonly AttemptResult[] {
    const refused = results.filter(({ outcome }) => outcome.kind === 'throttled' && outcome.scope === 'host');
    const last = refused.toSorted((a, b) => coolUntil(a) - coolUntil(b)).at(-1);
    if (last?.laneBecomes?.kind !== 'cooling') return results;
    const others = (fleetInForce?.lanes ?? []).map(({ lane }) => lane);
    const together = { ...last, laneBecomes: { ...last.laneBecomes, others } };
    return results.map((result) => (result === last ? together : result));
  }

  function adoptFleet(): Fleet {
    const fleet = robots();
    // It may name an owner where there was none, or a stricter limit.
    if (fleet === fleetInForce) return fleet;
    lookAround();
    fleetInForce = fleet;
    lanesInForce = new Map(fleet.lanes.map((lane) => [lane.lane, lane]));
    return fleet;
  }

  /** More may have come due than can go out. */
  async function confirm(now: EpochMs): Promise<void> {
    if (await options.confirm?.(now)) mayFallBehind = true;
  }

  async function release(now: EpochMs): Promise<void> {
    const count = await outbox.releaseLeases(now, { all: isFirstRound });
    isFirstRound = false;
    if (count === 0) return;
    onEvent({ kind: 'released', count });
    lookAround();
  }

  /**
   * Whenever anything has reached the outbox, not only when the configuration changes: what was planned for, sent by or
   * paused under the old one can do so later than the new one came into force.
   */
  async function settleLanes(fleet: Fleet): Promise<void> {
    if (!mayBeAstray) return;
    mayBeAstray = false;
    await outbox.assignLanes(fleet.assignments);
    await outbox.resumeLanes(fleet.lanes);
  }

  async function expire(fleet: Fleet, now: EpochMs): Promise<void> {
    const expired = await outbox.expire(now, fleet.explainExpiry);
    for (const delivery of expired) onEvent({ kind: 'expired', delivery });
    if (expired.length > 0) lookAround();
  }

  async function merge(fleet: Fleet, now: EpochMs): Promise<void> {
    while (mayFallBehind && !stopping.signal.aborted) {
      // Before the look, not after it: what happens meanwhile is looked at next.
      mayFallBehind = false;
      if ((await mergeBacklogs(outbox, fleet, now, onEvent)) > 0) mayFallBehind = true;
    }
  }

  async function tell(fleet: Fleet, now: EpochMs): Promise<void> {
    if (tellAt === undefined || tellAt > now) return;
    tellAt = undefined;
    const again = await tellOwners(outbox, fleet, now, onEvent);
    tellAt = earlier(tellAt, again);
  }

  /** Some lanes after the others: the first posts are on their way while the next attempts are written down. */
  async function launchNext(fleet: Fleet, now: EpochMs): Promise<void> {
    const lanes = freeLanes(fleet);
    for (let from = 0; from < lanes.length && !stopping.signal.aborted; from += LANES_AT_ONCE) {
      if (from > 0) await setImmediate();
      launch(await outbox.claim({ now, leaseMs: LEASE, lanes: lanes.slice(from, from + LANES_AT_ONCE) }));
    }
  }

  function launch(claims: readonly Claim[]): void {
    for (const claim of claims) {
      const robot = fleetInForce?.robotFor(claim.delivery);
      const lane = lanesInForce.get(claim.delivery.lane);
      if (robot !== undefined && lane !== undefined) flights.launch(claim, robot, lane.fingerprint);
    }
  }

  function freeLanes(fleet: Fleet): readonly LaneConfig[] {
    return fleet.lanes.filter(({ lane }) => !flights.isBusy(lane));
  }

  /** Something may have failed, be it from birth, and more may wait than can go out in time. */
  function lookAround(): void {
    tellAt = clock.now();
    mayBeAstray = true;
    mayFallBehind = true;
  }

  /** Until there is something to do, somebody calls, another process has written, or the clock was set back. */
  async function rest(until: EpochMs | undefined): Promise<void> {
    for (let before = clock.now(), now = before; now >= before; now = clock.now()) {
      if (until !== undefined && now >= until) return;
      if (await waker.sleep(toEpochMs(Math.min(until ?? END_OF_TIME, now + pollMs)))) return;
      if (pollMs < Infinity && !stopping.signal.aborted && (await outbox.changeCounter()) !== seenCounter) return;
      before = now;
    }
  }

  function storeWorks(): void {
    if (failures > 0) onEvent({ kind: 'storeRecovered' });
    failures = 0;
    reported.clear();
  }

  /** Outcomes wait in `flights` meanwhile, and a lane whose outcome waits is busy. */
  async function storeRefuses(error: unknown): Promise<void> {
    failures += 1;
    lookAround();
    const text = String(error);
    if (!reported.has(text)) onEvent({ kind: 'storeFailed', error });
    reported.add(text);
    const pause = storeBackoffMs(failures, random);
    const interruption = [stopping.signal, abandon.signal].find(({ aborted }) => !aborted);
    await clock.sleepUntil(toEpochMs(clock.now() + pause), interruption);
  }

  async function halt(graceMs: number): Promise<void> {
    stopping.abort();
    waker.wake();
    const done = new AbortController();
    void abandonAt(toEpochMs(clock.now() + graceMs), done.signal);
    await running;
    done.abort();
  }

  async function abandonAt(instant: EpochMs, done: AbortSignal): Promise<void> {
    await sleepThrough(clock, instant, done);
    abandon.abort();
    waker.wake();
  }

  return {
    start() {
      if (!stopping.signal.aborted) running ??= run();
    },
    wake() {
      lookAround();
      waker.wake();
    },
    stop({ graceMs }) {
      stopped ??= halt(graceMs);
      return stopped;
    },
  };
}

function coolUntil({ laneBecomes }: AttemptResult): number {
  return laneBecomes?.kind === 'cooling' ? laneBecomes.until : 0;
}

function earlier(a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return toEpochMs(Math.min(a, b));
}
