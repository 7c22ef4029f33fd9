import { setImmediate } from 'node:timers/promises';
import { type EpochMs, MINUTE, SECOND, toEpochMs } from '../schedule/instant.ts';
import { storeBackoffMs } from './backoff.ts';
import type { Clock, Random } from './clock.ts';
import type { DispatchEvent } from './dispatch-event.ts';
import type { Fleet } from './fleet.ts';
import { createFlights } from './flights.ts';
import { LONGEST_ATTEMPT } from './make-attempt.ts';
import type { LaneConfig, Outbox } from './outbox.ts';
import { sleepThrough } from './sleep-through.ts';
import { tellOwners } from './tell-owners.ts';
import { createWaker } from './waker.ts';

/** A claimed delivery stays ours for as long as an attempt can last, and a minute to record it. */
const LEASE = LONGEST_ATTEMPT + MINUTE;
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
  let seenCounter: number | undefined;
  let tellAt: EpochMs | undefined = clock.now();

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
    // Answers that are ready in this turn of the event loop are recorded together: one fsync for all of them.
    await setImmediate();
    await recordLandings();
    if (stopping.signal.aborted) return undefined;
    seenCounter = await outbox.changeCounter();
    const fleet = adoptFleet();
    const now = clock.now();
    await release(now);
    await settleLanes(fleet);
    await expire(fleet, now);
    if (tellAt !== undefined && tellAt <= now) tellAt = await tellOwners(outbox, fleet, now, onEvent);
    await launchNext(fleet, now);
    const wake = await outbox.nextWake({ now, lanes: freeLanes(fleet) });
    return earlier(wake, tellAt);
  }

  async function recordLandings(): Promise<void> {
    const landings = [...flights.landings];
    if (landings.length === 0) return;
    await outbox.record(landings.map(({ result }) => result));
    flights.recorded(landings.length);
    for (const { delivery, result, tookMs } of landings) {
      const { outcome, becomes, laneBecomes } = result;
      onEvent({ kind: 'attempted', delivery, outcome, becomes, ...(laneBecomes && { laneBecomes }), tookMs });
      if (becomes.state === 'failed' || becomes.state === 'expired') tellNow();
    }
  }

  function adoptFleet(): Fleet {
    const fleet = robots();
    // It may name an owner where there was none.
    if (fleet !== fleetInForce) tellNow();
    fleetInForce = fleet;
    return fleet;
  }

  async function release(now: EpochMs): Promise<void> {
    const count = await outbox.releaseLeases(now, { all: isFirstRound });
    isFirstRound = false;
    if (count > 0) onEvent({ kind: 'released', count });
  }

  /**
   * Every round, not only when the configuration changes: what was planned for, sent by or paused under the old one
   * can reach the outbox later than the new one came into force.
   */
  async function settleLanes(fleet: Fleet): Promise<void> {
    await outbox.assignLanes(fleet.assignments);
    await outbox.resumeLanes(fleet.lanes);
  }

  async function expire(fleet: Fleet, now: EpochMs): Promise<void> {
    const expired = await outbox.expire(now, fleet.explainExpiry);
    for (const delivery of expired) onEvent({ kind: 'expired', delivery });
    if (expired.length > 0) tellNow();
  }

  async function launchNext(fleet: Fleet, now: EpochMs): Promise<void> {
    if (stopping.signal.aborted) return;
    const lanes = new Map(freeLanes(fleet).map((lane) => [lane.lane, lane]));
    for (const claim of await outbox.claim({ now, leaseMs: LEASE, lanes: [...lanes.values()] })) {
      const robot = fleet.robotFor(claim.delivery);
      const lane = lanes.get(claim.delivery.lane);
      if (robot !== undefined && lane !== undefined) flights.launch(claim, robot, lane.fingerprint);
    }
  }

  function freeLanes(fleet: Fleet): readonly LaneConfig[] {
    return fleet.lanes.filter(({ lane }) => !flights.isBusy(lane));
  }

  function tellNow(): void {
    tellAt = clock.now();
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
    wake: waker.wake,
    stop({ graceMs }) {
      stopped ??= halt(graceMs);
      return stopped;
    },
  };
}

function earlier(a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return toEpochMs(Math.min(a, b));
}
