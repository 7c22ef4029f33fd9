import type { Reminder } from '../config/config.ts';
import { deliveryId } from '../delivery/identity.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { dayOf, toIsoDate } from '../schedule/civil.ts';
import { explainOverride } from '../schedule/explain-override.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../schedule/instant.ts';
import type { Away, Occurrence } from '../schedule/occurrence.ts';
import { MOMENT, type Planned } from '../schedule/plan.ts';
import { zone } from '../schedule/zone.ts';
import { inPosts } from './in-posts.ts';
import { renderSafely } from './render-safely.ts';

export interface PlanContext {
  /** The lane of each robot, by the robot's name. */
  readonly lanes: ReadonlyMap<string, string>;
  /** What robots in keyword mode want in every message, by the robot's name. Default: nothing. */
  readonly keywords?: ReadonlyMap<string, readonly string[]>;
  /** Whoever is away on the day on which people are told is not mentioned. */
  readonly away: Away;
  readonly now: EpochMs;
}

/**
 * One delivery per robot of the reminder (one per part, where a message is too long for one post), rendered now; an
 * occurrence that is missed or skipped is recorded as such.
 */
export function deliveriesOf(reminder: Reminder, planned: Planned, context: PlanContext): readonly NewDelivery[] {
  const { lanes, keywords, away, now } = context;
  const { occurrence, lateMs } = planned;
  const { at: dueAt, person, notice } = occurrence;
  const isLate = lateMs > MOMENT;
  const lateMinutes = isLate ? Math.floor(lateMs / MINUTE) : 0;
  const message = renderSafely(reminder, occurrence, lateMinutes, away(dateOf(dueAt, reminder)));
  return reminder.robots.flatMap((robot) => {
    const lane = lanes.get(robot);
    if (lane === undefined) return [];
    const whole: NewDelivery = {
      id: idOf(reminder, occurrence, robot),
      origin: 'schedule',
      reminder: reminder.id,
      ...(person === undefined ? {} : { person }),
      ...(notice === undefined ? {} : { notice }),
      dueAt,
      robot,
      lane,
      createdAt: now,
      expiresAt: toEpochMs(dueAt + reminder.lateMs),
      lateMs: isLate ? lateMs : 0,
      priority: reminder.priority,
      coalesce: reminder.coalesce,
      message,
      ...stateOf(planned, reminder),
    };
    return inPosts(whole, keywords?.get(robot));
  });
}

function dateOf(at: EpochMs, { timezone }: Reminder): string {
  return toIsoDate(dayOf(zone(timezone).wallAt(at)));
}

/** Where people take turns it is one delivery, whoever takes the turn: a vacation entered later makes no second one. */
function idOf({ id, timetable }: Reminder, { at: dueAt, person, notice }: Occurrence, robot: string): string {
  const isOnesOwn = person !== undefined && timetable.whileAway === undefined;
  return deliveryId({
    reminder: id,
    ...(isOnesOwn ? { person } : {}),
    ...(notice === undefined ? {} : { notice }),
    dueAt,
    robot,
  });
}

function stateOf(planned: Planned, reminder: Reminder): Pick<NewDelivery, 'state' | 'reason'> {
  switch (planned.verdict) {
    case 'due':
    case 'late':
      return { state: 'pending' };
    case 'missed':
      return { state: 'missed', reason: missedBecause(planned.lateMs, reminder) };
    case 'skipped':
      return { state: 'skipped', reason: explainOverride(planned.skippedBy).en };
  }
}

function missedBecause(lateMs: number, { lateMs: grace, catchUp }: Reminder): string {
  const late = `planned ${Math.round(lateMs / MINUTE)} min after its time`;
  return lateMs > grace
    ? `${late}; \`late\` allows ${Math.round(grace / MINUTE)} min`
    : `${late}; \`catchUp: ${catchUp}\``;
}
