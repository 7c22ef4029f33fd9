import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Config } from '../config/config.ts';
import type { ClockReading } from '../delivery/clock.ts';
import type { History, LaneState } from '../delivery/history.ts';
import type { Outcome } from '../robot/robot.ts';
import { type EpochMs, HOUR, SECOND } from '../schedule/instant.ts';
import type { Overrides } from '../schedule/overrides.ts';
import type { DataFault } from './data-fault-words.ts';
import type { MetricsText } from './daemon.ts';
import type { InForce } from './in-force.ts';
import { createNextDue } from './next-due.ts';
import { createProcessMetrics } from './process-metrics.ts';
import type { Pulse } from './pulse.ts';
import { robotsByLane } from './robots-by-lane.ts';
import { LATENESS_BUCKETS, type Tally } from './tally.ts';

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
  const { version, tally, history, overrides, inForce, pulses, dataFault, logLinesLost } = options;
  const registry = new Registry();
  const registers = [registry];
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `dingbell_${name}`, help, labelNames, registers });

  const attempts = new Counter({
    name: 'dingbell_attempts_total',
    help: 'Attempts to send that have ended, by what they came to.',
    labelNames: ['robot', 'outcome'],
    registers,
  });
  const lateness = new Histogram({
    name: 'dingbell_lateness_seconds',
    help: 'From the instant a message was due to its delivery.',
    buckets: [...LATENESS_BUCKETS],
    registers,
  });
  const deliveries = gauge(
    'deliveries',
    'Messages in the store, by state, each missed one of a row too; old ones are forgotten.',
    ['state'],
  );
  const backlog = gauge('backlog', 'Deliveries waiting or under way. Robots that share a token are one queue.', LANE);
  const paused = gauge('lane_paused', '1 = nothing goes out until the configuration of the robot changes.', LANE);
  const cooling = gauge('lane_cooling_seconds', 'How much longer nothing goes out after a refusal; 0 = it goes.', LANE);
  const calls = gauge('month_calls', "Attempts in this month in Beijing, which the vendor's quota counts.", LANE);
  const quota = gauge('month_calls_limit', 'Attempts that `limit.perMonth` allows in a month.', LANE);
  const oldest = gauge('oldest_pending_seconds', 'How long ago the oldest waiting delivery was due; 0 = none waits.');
  const nextDue = gauge('next_due_timestamp_seconds', 'When the next reminder is due; 0 = none ever.');
  const reminders = gauge('reminders', 'Reminders in the configuration in use.');
  const reloadGood = gauge('config_last_reload_successful', '1 = the newest edit is in use, 0 = it is not valid.');
  const reloadAt = gauge('config_last_reload_success_timestamp_seconds', 'When a configuration was last taken over.');
  const plannerTick = gauge('planner_last_tick_timestamp_seconds', 'When the planner last looked at the clock.');
  const dispatcherTick = gauge(
    'dispatcher_last_tick_timestamp_seconds',
    'When the dispatcher last looked at the clock.',
  );
  const doubtful = gauge('clock_doubtful', '1 = the clock of this machine is not plausible, and planning waits.');
  gauge('build_info', 'Always 1; its version is the label.', ['version']).set({ version }, 1);
  const inPlace = gauge('data_in_place', '0 = database or lock were deleted, moved or replaced while they are in use.');
  const linesLost = new Counter({
    name: 'dingbell_log_lines_lost_total',
    help: 'Lines of the log that nobody took: its reader was gone, or read too slowly.',
    registers,
  });
  const findNextDue = createNextDue();
  const readProcess = createProcessMetrics(registry);

  function readConfiguration(): void {
    const { config, lastReload, acceptedAt } = inForce;
    reminders.set(config.reminders.length);
    reloadGood.set(lastReload.accepted ? 1 : 0);
    reloadAt.set(inSeconds(acceptedAt));
  }

  function readTally(): void {
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

  async function readLanes(reading: ClockReading): Promise<void> {
    const { now: at } = reading;
    const { config, robots } = inForce;
    const states = new Map((await history.laneStates(reading)).map((state) => [state.lane, state]));
    const callsOf = await history.callsByLane(monthInBeijing(at));
    const robotsOf = robotsByLane(robots.lanes);
    for (const each of [backlog, paused, cooling, calls, quota]) each.reset();
    for (const lane of new Set([...robotsOf.keys(), ...states.keys()])) {
      const robot = robotsOf.get(lane)?.join(', ') ?? GONE;
      const state = states.get(lane);
      backlog.inc({ robot }, (state?.pending ?? 0) + (state?.sending ?? 0));
      if (robot === GONE) continue;
      paused.set({ robot }, state?.paused ? 1 : 0);
      cooling.set({ robot }, inSeconds(Math.max(0, (state?.cooling?.until ?? 0) - at)));
      calls.set({ robot }, callsOf.get(lane) ?? 0);
      quota.set({ robot }, quotaOf(lane, config, robots.lanes));
    }
    oldest.set(inSeconds(Math.max(0, at - oldestDue([...states.values()], at))));
  }

  async function readNextDue(at: EpochMs): Promise<void> {
    const next = await findNextDue(inForce.config.reminders, await overrides.list({ endingAfter: at }), at);
    nextDue.set(inSeconds(next ?? 0));
  }

  return async () => {
    const reading = options.read();
    for (const [state, count] of Object.entries(await history.count())) deliveries.set({ state }, count);
    await readLanes(reading);
    await readNextDue(reading.now);
    doubtful.set(options.isClockDoubtful() ? 1 : 0);
    readConfiguration();
    readTally();
    plannerTick.set(inSeconds(pulses.planner.lastBeat));
    dispatcherTick.set(inSeconds(pulses.dispatcher.lastBeat));
    inPlace.set(dataFault() === undefined ? 1 : 0);
    linesLost.reset();
    linesLost.inc(logLinesLost());
    readProcess();
    return { contentType: registry.contentType, text: await registry.metrics() };
  };
}

const LANE = ['robot'] as const;
/** Waits for a robot that the configuration has no more. */
const GONE = '(gone)';
const OUTCOMES: readonly Outcome['kind'][] = ['delivered', 'throttled', 'unreachable', 'rejected', 'ambiguous'];

function inSeconds(ms: number): number {
  return ms / SECOND;
}

function oldestDue(states: readonly LaneState[], now: EpochMs): number {
  return Math.min(now, ...states.flatMap(({ oldestPendingDueAt }) => oldestPendingDueAt ?? []));
}

/** Of robots that share a token the strictest: the vendor counts tokens. */
function quotaOf(lane: string, { robots }: Config, lanes: ReadonlyMap<string, string>): number {
  const sharing = [...robots.values()].filter(({ name }) => lanes.get(name) === lane);
  return Math.min(...sharing.map(({ limit }) => limit.perMonth));
}

/** China has had no clock change since 1991: UTC+8. */
function monthInBeijing(at: EpochMs): string {
  return new Date(at + 8 * HOUR).toISOString().slice(0, 7);
}
