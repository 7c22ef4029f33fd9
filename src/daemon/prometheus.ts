import type { LaneState } from '../delivery/history.ts';
import type { Outcome } from '../robot/robot.ts';
import { type EpochMs, SECOND } from '../schedule/instant.ts';
import type { MetricsText } from './daemon.ts';
import { limitOf, robotsByLane } from './lanes.ts';
import type { Parts } from './parts.ts';
import { createProcessMetrics } from './process-metrics.ts';
import { upcomingInTurns } from './upcoming.ts';

/**
 * What the daemon tells Prometheus: everything as of when it is asked. Labels hold names that people gave, never a token:
 * lanes go by their robots.
 */
export function createExposition(parts: Parts): () => Promise<MetricsText> {
  const { registry, buildInfo } = parts.metrics;
  buildInfo.set({ version: parts.options.version }, 1);
  const readProcess = createProcessMetrics(registry);
  return async () => {
    const counts = Object.entries(await parts.store.history.count());
    for (const [state, count] of counts) parts.metrics.deliveries.set({ state }, count);
    await readLanes(parts);
    await readNextDue(parts);
    readConfiguration(parts);
    readHealth(parts);
    readProcess();
    return { contentType: registry.contentType, text: await registry.metrics() };
  };
}

async function readNextDue({ metrics: { nextDue }, inForce, store, clock }: Parts): Promise<void> {
  const now = clock.now();
  const overrides = await store.overrides.list({ endingAfter: now });
  const query = { from: now, count: 1, overrides, skipped: 'left-out' } as const;
  const [next] = await upcomingInTurns(inForce.config.reminders, query);
  nextDue.set(inSeconds(next?.occurrence.at ?? 0));
}

function readConfiguration({ metrics, inForce: { config, lastReload, acceptedAt } }: Parts): void {
  metrics.reminders.set(config.reminders.length);
  metrics.reloadGood.set(lastReload.accepted ? 1 : 0);
  metrics.reloadAt.set(inSeconds(acceptedAt));
  for (const robot of config.robots.keys()) {
    // From 0 on, so that the first one of each kind counts as an increase.
    for (const outcome of OUTCOMES) metrics.attempts.inc({ robot, outcome }, 0);
  }
  for (const hook of config.hooks.keys()) {
    for (const outcome of HOOK_OUTCOMES) metrics.hookEvents.inc({ hook, outcome }, 0);
  }
}

async function readLanes({ metrics, inForce: { config }, store: { history }, clock }: Parts): Promise<void> {
  const { backlog, paused, cooling, calls, quota, oldest } = metrics;
  const reading = clock.read();
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
    quota.set({ robot }, limitOf(robots).perMonth);
  }
  oldest.set(inSeconds(Math.max(0, at - oldestDue([...states.values()], at))));
}

function readHealth({ metrics, heart, hooks, dataWatch, options }: Parts): void {
  metrics.plannerTick.set(inSeconds(heart.pulses.planner.lastBeat));
  metrics.dispatcherTick.set(inSeconds(heart.pulses.dispatcher.lastBeat));
  metrics.doubtful.set(heart.planner.standing.clockTrouble === undefined ? 0 : 1);
  metrics.inPlace.set(dataWatch.fault === undefined ? 1 : 0);
  metrics.inlets.reset();
  for (const [hook, { kind, at, trouble }] of hooks.inlets.states) {
    metrics.inlets.set({ hook, kind }, at !== undefined && trouble === undefined ? 1 : 0);
  }
  metrics.linesLost.reset();
  metrics.linesLost.inc(options.logLinesLost?.() ?? 0);
}

/** Waits for a robot that the configuration has no more. */
const GONE = '(gone)';
const HOOK_OUTCOMES = ['told', 'ignored', 'duplicate', 'refused'];
const OUTCOMES: readonly Outcome['kind'][] = ['delivered', 'throttled', 'unreachable', 'rejected', 'ambiguous'];

function inSeconds(ms: number): number {
  return ms / SECOND;
}

function oldestDue(states: readonly LaneState[], now: EpochMs): number {
  return Math.min(now, ...states.flatMap(({ oldestPendingDueAt }) => oldestPendingDueAt ?? []));
}
