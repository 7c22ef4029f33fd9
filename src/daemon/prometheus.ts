import { Registry } from 'prom-client';
import type { ClockReading } from '../delivery/clock.ts';
import type { History, LaneState } from '../delivery/history.ts';
import type { Outcome } from '../robot/robot.ts';
import { type EpochMs, SECOND } from '../schedule/instant.ts';
import type { Overrides } from '../schedule/overrides.ts';
import type { DataFault } from './data-fault-words.ts';
import type { MetricsText } from './daemon.ts';
import type { InForce } from './in-force.ts';
import { robotsByLane } from './lanes.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createNextDue } from './next-due.ts';
import { createProcessMetrics } from './process-metrics.ts';
import type { Pulse } from './pulse.ts';
import type { Tally } from './tally.ts';

export interface ExpositionOptions {
  readonly version: string;
  readonly tally: Tally;
  readonly history: Pick<History, 'count' | 'laneStates' | 'callsByLane'>;
  readonly overrides: Pick<Overrides, 'list'>;
  readonly inForce: InForce;
  readonly pulses: Readonly<Record<'planner' | 'dispatcher', Pulse>>;
  readonly read: () => ClockReading;
  /** Whether the clock of this machine is not believed. */
  readonly isClockDoubtful: () => boolean;
  /** The files of the data are not where they were. */
  readonly dataFault: () => DataFault | undefined;
  /** Lines of the log that nobody will read. */
  readonly logLinesLost: () => number;
}

/** Everything as of now, in Prometheus' text format. */
export type Exposition = () => Promise<MetricsText>;

/**
 * What the daemon tells Prometheus. Labels hold names that people gave, never a token: lanes go by their robots.
 */
export function createExposition(options: ExpositionOptions): Exposition {
  const registry = new Registry();
  const metrics = createMetrics(registry);
  metrics.buildInfo.set({ version: options.version }, 1);
  const findNextDue = createNextDue();
  const readProcess = createProcessMetrics(registry);
  return async () => {
    const reading = options.read();
    const counts = Object.entries(await options.history.count());
    for (const [state, count] of counts) metrics.deliveries.set({ state }, count);
    await readLanes(metrics, options, reading);
    const set = await options.overrides.list({ endingAfter: reading.now });
    metrics.nextDue.set(inSeconds((await findNextDue(options.inForce.config.reminders, set, reading.now)) ?? 0));
    readConfiguration(metrics, options);
    readTally(metrics, options);
    readHealth(metrics, options);
    readProcess();
    return { contentType: registry.contentType, text: await registry.metrics() };
  };
}

function readConfiguration(
  { reminders, reloadGood, reloadAt }: Metrics,
  { inForce: { config, lastReload, acceptedAt } }: ExpositionOptions,
): void {
  reminders.set(config.reminders.length);
  reloadGood.set(lastReload.accepted ? 1 : 0);
  reloadAt.set(inSeconds(acceptedAt));
}

function readTally({ attempts, lateness }: Metrics, { inForce, tally }: ExpositionOptions): void {
  attempts.reset();
  for (const robot of inForce.config.robots.keys()) {
    // From 0 on, so that the first one of each kind counts as an increase.
    for (const outcome of OUTCOMES) attempts.inc({ robot, outcome }, 0);
  }
  for (const { robot, outcome, count } of tally.attempts()) attempts.inc({ robot, outcome }, count);
  for (const { seconds, count } of tally.takeLateness()) {
    for (let left = count; left > 0; left -= 1) lateness.observe(seconds);
  }
}

async function readLanes(
  { backlog, paused, cooling, calls, quota, oldest }: Metrics,
  { inForce: { config }, history }: ExpositionOptions,
  reading: ClockReading,
): Promise<void> {
  const { now: at } = reading;
  const states = new Map((await history.laneStates(reading)).map((state) => [state.lane, state]));
  const callsOf = await history.callsByLane(at);
  const robotsOf = robotsByLane(config);
  for (const each of [backlog, paused, cooling, calls, quota]) each.reset();
  for (const lane of new Set([...robotsOf.keys(), ...states.keys()])) {
    const robots = robotsOf.get(lane);
    const robot = robots?.map(({ name }) => name).join(', ') ?? GONE;
    const state = states.get(lane);
    backlog.inc({ robot }, (state?.pending ?? 0) + (state?.sending ?? 0));
    if (robots === undefined) continue;
    paused.set({ robot }, state?.paused ? 1 : 0);
    cooling.set({ robot }, inSeconds(Math.max(0, (state?.cooling?.until ?? 0) - at)));
    calls.set({ robot }, callsOf.get(lane) ?? 0);
    // The vendor counts tokens: the strictest holds.
    quota.set({ robot }, Math.min(...robots.map(({ limit }) => limit.perMonth)));
  }
  oldest.set(inSeconds(Math.max(0, at - oldestDue([...states.values()], at))));
}

function readHealth(
  { plannerTick, dispatcherTick, doubtful, inPlace, linesLost }: Metrics,
  { pulses, isClockDoubtful, dataFault, logLinesLost }: ExpositionOptions,
): void {
  plannerTick.set(inSeconds(pulses.planner.lastBeat));
  dispatcherTick.set(inSeconds(pulses.dispatcher.lastBeat));
  doubtful.set(isClockDoubtful() ? 1 : 0);
  inPlace.set(dataFault() === undefined ? 1 : 0);
  linesLost.reset();
  linesLost.inc(logLinesLost());
}

/** Waits for a robot that the configuration has no more. */
const GONE = '(gone)';
const OUTCOMES: readonly Outcome['kind'][] = ['delivered', 'throttled', 'unreachable', 'rejected', 'ambiguous'];

function inSeconds(ms: number): number {
  return ms / SECOND;
}

function oldestDue(states: readonly LaneState[], now: EpochMs): number {
  return Math.min(now, ...states.flatMap(({ oldestPendingDueAt }) => oldestPendingDueAt ?? []));
}
