import type { Config, Reminder } from '../../config/config.ts';
import { zoneOf } from '../../config/zone-of.ts';
import type { HeldEvents } from '../../daemon/held-events.ts';
import { causeFields } from '../../delivery/cause-fields.ts';
import type { Attempt, Delivery } from '../../delivery/delivery.ts';
import type { Counts, HistoryEntry, LaneState } from '../../delivery/history.ts';
import { isOfSandbox, sandboxLanes } from '../../daemon/lanes.ts';
import { hasNothingToSay } from '../../daemon/nothing-to-say.ts';
import type { Upcoming } from '../../daemon/upcoming.ts';
import { wordsIn } from '../../message/language.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { Override } from '../../schedule/override.ts';
import type { DaemonState } from '../../store/daemon-state.ts';
import { isoTime } from '../iso-time.ts';

/**
 * A reminder as `GET /api/reminders` tells it. Instants carry the offset of the reminder's zone.
 *
 * @param next The first occurrence that fires; `undefined` when none does.
 */
export function reminderJson(reminder: Reminder, next: Upcoming | undefined) {
  const { id, description, tags, robots, when, timezone, paused, source } = reminder;
  return {
    id,
    description,
    tags,
    robots,
    when,
    timezone,
    paused,
    next: next && isoTime(next.occurrence.at, timezone),
    source,
  };
}

/** What was set by hand. The end of a pause carries the offset of the reminder's zone. */
export function overrideJson(override: Override, config: Config) {
  if (override.kind === 'skip' && override.only !== undefined) {
    const { only, ...skip } = override;
    return { ...skip, at: isoTime(only.at, zoneOf(config, override.reminder)) };
  }
  if (override.kind !== 'pause' || override.until === undefined) return override;
  return { ...override, until: isoTime(override.until, zoneOf(config, override.reminder)) };
}

/** A delivery as `GET /api/deliveries` and `history --json` tell it. Instants carry the offset of the default zone. */
export function deliveryJson({ delivery, attempts }: HistoryEntry, zone: string) {
  const time = (instant: EpochMs | undefined) => instant && isoTime(instant, zone);
  // The lane is an inner name, and who has claimed it says nothing to a reader.
  const { lane: _lane, claimedBy: _claimedBy, run, cause, message, ...facts } = delivery;
  return {
    ...facts,
    sandbox: isOfSandbox(delivery) || undefined,
    dueAt: time(delivery.dueAt),
    count: run?.count,
    lastAt: time(run?.lastAt),
    createdAt: time(delivery.createdAt),
    expiresAt: time(delivery.expiresAt),
    nextAttemptAt: delivery.state === 'pending' ? time(delivery.nextAttemptAt) : undefined,
    finishedAt: time(delivery.finishedAt),
    ...causeFields(cause),
    message,
    attempts: attempts.map((attempt) => attemptJson(attempt, zone)),
  };
}

function attemptJson({ startedAt, finishedAt, outcome, httpStatus, cause }: Attempt, zone: string) {
  return {
    startedAt: isoTime(startedAt, zone),
    finishedAt: finishedAt && isoTime(finishedAt, zone),
    outcome,
    httpStatus,
    ...causeFields(cause),
  };
}

/** An occurrence to come, as `GET /api/upcoming` and `next --json` tell it. Instants carry the offset of the reminder's zone. */
export function upcomingJson(upcoming: Upcoming, config: Config) {
  const { reminder, occurrence, skipped } = upcoming;
  const { at, date, notice, person, others, note } = occurrence;
  const { id, robots, timezone } = reminder;
  return {
    at: isoTime(at, timezone),
    reminder: id,
    robots,
    date,
    notice,
    person,
    others,
    timezone,
    note: note && wordsIn(config.daemon.locale, note),
    skipped: skipped && overrideJson(skipped, config),
    nothingToSay: hasNothingToSay(upcoming) || undefined,
  };
}

/** How a daemon stands. */
export interface Standing {
  /** What it says of itself; `undefined` = none runs. */
  readonly daemon?: Partial<DaemonState>;
  readonly counts: Partial<Counts>;
  /** How many of those delivered no group has seen. */
  readonly deliveredInSandbox: number;
  /** What was pushed for an instant that is yet to come, or is held by quiet hours, the soonest first. */
  readonly later: readonly Delivery[];
  /** Events of hooks that are held, the soonest first. */
  readonly held: readonly HeldEvents[];
  readonly lanes: readonly { readonly robots: readonly string[]; readonly state: LaneState }[];
  /** What was set by hand and has not ended. */
  readonly overrides: readonly Override[];
  /** The first that nothing keeps from firing. */
  readonly next?: Upcoming | undefined;
}

/** The same as `GET /api/status` and `status --json` tell it. Instants carry the offset of the default zone. */
export function standingJson(
  { daemon, counts, deliveredInSandbox, later, held, lanes, overrides, next }: Standing,
  config: Config,
) {
  const time = (instant: EpochMs | undefined) => instant && isoTime(instant, config.daemon.timezone);
  const ofSandbox = new Set(sandboxLanes(config));
  return {
    running: daemon !== undefined,
    ...daemon,
    startedAt: time(daemon?.startedAt),
    probedAt: time(daemon?.probedAt),
    lastReload: daemon?.lastReload && {
      ...daemon.lastReload,
      at: time(daemon.lastReload.at),
      keptSince: time(daemon.lastReload.keptSince),
    },
    clock: daemon?.clock && { ...daemon.clock, since: time(daemon.clock.since) },
    counts,
    deliveredInSandbox,
    later: later.map((delivery) => {
      const { id, robot, reminder, dueAt, message, cause } = delivery;
      const sandbox = isOfSandbox(delivery) || undefined;
      return { id, robot, reminder, sandbox, dueAt: time(dueAt), message, ...causeFields(cause) };
    }),
    held: held.length === 0 ? undefined : held.map(({ until, ...each }) => ({ ...each, until: time(until) })),
    lanes: lanes.map(({ robots, state: { lane, pending, sending, oldestPendingDueAt, cooling, paused } }) => ({
      robots,
      sandbox: ofSandbox.has(lane) || undefined,
      pending,
      sending,
      oldestPendingDueAt: time(oldestPendingDueAt),
      coolingUntil: time(cooling?.until),
      cooling: cooling && { until: time(cooling.until), ...causeFields(cooling.cause) },
      paused: paused && { since: time(paused.since), ...causeFields(paused.cause) },
    })),
    overrides: overrides.map((override) => overrideJson(override, config)),
    next: next && { at: isoTime(next.occurrence.at, next.reminder.timezone), reminder: next.reminder.id },
  };
}
