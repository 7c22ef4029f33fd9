import type { Config, Reminder } from '../../config/config.ts';
import { causeFields } from '../../delivery/cause-fields.ts';
import type { ClockTrouble } from '../../delivery/clock-trouble.ts';
import type { Attempt, Delivery } from '../../delivery/delivery.ts';
import type { Upcoming } from '../../daemon/upcoming.ts';
import type { Override } from '../../schedule/override.ts';
import { isoTime } from '../page/time.ts';

/**
 * A reminder as `GET /api/reminders` tells it. Instants carry the offset of the reminder's zone.
 *
 * @param next The first occurrence that fires; `undefined` when none does.
 */
export function reminderJson(reminder: Reminder, next: Upcoming | undefined) {
  return {
    id: reminder.id,
    description: reminder.description,
    tags: reminder.tags,
    robots: reminder.robots,
    when: reminder.when,
    timezone: reminder.timezone,
    paused: reminder.paused,
    next: next && isoTime(next.occurrence.at, reminder.timezone),
    source: reminder.source,
  };
}

/** What was set by hand, as `GET /api/reminders` tells it. The end of a pause carries the offset of the reminder's zone. */
export function overrideJson(override: Override, { reminders, daemon }: Config) {
  if (override.kind !== 'pause' || override.until === undefined) return override;
  const zone = reminders.find(({ id }) => id === override.reminder)?.timezone ?? daemon.timezone;
  return { ...override, until: isoTime(override.until, zone) };
}

/** Why the clock is not believed, as `GET /api/status` tells it. */
export function clockJson(trouble: ClockTrouble | undefined, zone: string) {
  return trouble && { ...trouble, since: isoTime(trouble.since, zone) };
}

/** A delivery as `GET /api/deliveries` tells it. Instants carry the offset of the default zone. */
export function deliveryJson(
  { delivery, attempts }: { readonly delivery: Delivery; readonly attempts: readonly Attempt[] },
  zone: string,
) {
  const { id, origin, reminder, person, notice, robot, part, digest, state, lateMs, cause, message } = delivery;
  return {
    id,
    origin,
    reminder,
    person,
    notice,
    robot,
    part,
    digest,
    state,
    dueAt: isoTime(delivery.dueAt, zone),
    count: delivery.run?.count,
    lastAt: delivery.run && isoTime(delivery.run.lastAt, zone),
    createdAt: isoTime(delivery.createdAt, zone),
    expiresAt: isoTime(delivery.expiresAt, zone),
    nextAttemptAt: state === 'pending' ? isoTime(delivery.nextAttemptAt, zone) : undefined,
    finishedAt: delivery.finishedAt === undefined ? undefined : isoTime(delivery.finishedAt, zone),
    lateMs,
    ...causeFields(cause),
    message,
    attempts: attempts.map((attempt) => attemptJson(attempt, zone)),
  };
}

function attemptJson({ startedAt, finishedAt, outcome, httpStatus, cause }: Attempt, zone: string) {
  return {
    startedAt: isoTime(startedAt, zone),
    finishedAt: finishedAt === undefined ? undefined : isoTime(finishedAt, zone),
    outcome,
    httpStatus,
    ...causeFields(cause),
  };
}

/** An occurrence to come, as `GET /api/upcoming` tells it. Instants carry the offset of the reminder's zone. */
export function upcomingJson({ reminder, occurrence, skipped }: Upcoming, config: Config) {
  const { at, date, notice, person, note } = occurrence;
  const { id, robots, timezone } = reminder;
  return {
    at: isoTime(at, timezone),
    reminder: id,
    robots,
    date,
    notice,
    person,
    timezone,
    note,
    skipped: skipped && overrideJson(skipped, config),
  };
}
