import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DispatchEvent } from '../delivery/dispatch-event.ts';
import { type EpochMs, SECOND } from '../schedule/instant.ts';

/** In seconds, inclusive. Within the first second it is punctual; beyond, what a person would call late. */
const LATENESS_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600, 43_200];

/** Robots that share a token are one lane: their names, with a comma between. */
const LANE = ['robot'] as const;

/** All that Prometheus is told of the daemon itself, by what it means. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `dingbell_${name}`, help, labelNames, registers });

  return {
    registry,
    attempts: new Counter({
      name: 'dingbell_attempts_total',
      help: 'Attempts to send that have ended, by what they came to.',
      labelNames: ['robot', 'outcome'],
      registers,
    }),
    hookEvents: new Counter({
      name: 'dingbell_hook_events_total',
      help: 'What other programs posted, by hook and by what came of it.',
      labelNames: ['hook', 'outcome'],
      registers,
    }),
    inlets: gauge('hook_inlet_up', '1 = the relay of a hook is connected, or its feed could be read.', [
      'hook',
      'kind',
    ]),
    lateness: new Histogram({
      name: 'dingbell_lateness_seconds',
      help: 'From the instant a message was due to its delivery.',
      buckets: LATENESS_BUCKETS,
      registers,
    }),
    deliveries: gauge(
      'deliveries',
      'Messages in the store, by state, each missed one of a row too; old ones are forgotten.',
      ['state'],
    ),
    backlog: gauge('backlog', 'Deliveries waiting or under way. Robots that share a token are one queue.', LANE),
    paused: gauge('lane_paused', '1 = nothing goes out until the configuration of the robot changes.', LANE),
    cooling: gauge('lane_cooling_seconds', 'How much longer nothing goes out after a refusal; 0 = it goes.', LANE),
    calls: gauge('month_calls', "Attempts in this month in Beijing, which the vendor's quota counts.", LANE),
    quota: gauge('month_calls_limit', 'Attempts that `limit.perMonth` allows in a month.', LANE),
    oldest: gauge('oldest_pending_seconds', 'How long ago the oldest waiting delivery was due; 0 = none waits.'),
    nextDue: gauge('next_due_timestamp_seconds', 'When the next reminder is due; 0 = none ever.'),
    reminders: gauge('reminders', 'Reminders in the configuration in use.'),
    reloadGood: gauge('config_last_reload_successful', '1 = the newest edit is in use, 0 = it is not valid.'),
    reloadAt: gauge('config_last_reload_success_timestamp_seconds', 'When a configuration was last taken over.'),
    plannerTick: gauge('planner_last_tick_timestamp_seconds', 'When the planner last looked at the clock.'),
    dispatcherTick: gauge('dispatcher_last_tick_timestamp_seconds', 'When the dispatcher last looked at the clock.'),
    doubtful: gauge('clock_doubtful', '1 = the clock of this machine is not plausible, and planning waits.'),
    buildInfo: gauge('build_info', 'Always 1; its version is the label.', ['version']),
    inPlace: gauge('data_in_place', '0 = database or lock were deleted, moved or replaced while they are in use.'),
    linesLost: new Counter({
      name: 'dingbell_log_lines_lost_total',
      help: 'Lines of the log that nobody took: its reader was gone, or read too slowly.',
      registers,
    }),
  };
}

/** One that has ended, and how late it was when it was delivered; before its time, by a clock that was set back, is not. */
export function countAttempt(
  { attempts, lateness }: Pick<Metrics, 'attempts' | 'lateness'>,
  { delivery, outcome }: Extract<DispatchEvent, { kind: 'attempted' }>,
  now: EpochMs,
): void {
  attempts.inc({ robot: delivery.robot, outcome: outcome.kind });
  if (outcome.kind === 'delivered') lateness.observe(Math.max(0, now - delivery.dueAt) / SECOND);
}
