import type { Reminder } from '../config/config.ts';
import type { Cause } from '../delivery/cause.ts';
import type { DeliveryKey, NewDelivery } from '../delivery/delivery.ts';
import type { Draft } from '../delivery/draft.ts';
import { deliveryId } from '../delivery/identity.ts';
import type { Message } from '../message/message.ts';
import { dayOf, toIsoDate } from '../schedule/civil.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../schedule/instant.ts';
import type { Away, Occurrence } from '../schedule/occurrence.ts';
import { MOMENT, type Planned } from '../schedule/plan.ts';
import { zone } from '../schedule/zone.ts';
import { type Addresses, makeDeliveries } from './make-deliveries.ts';
import { saysNothing } from '../message/says-nothing.ts';
import { NOTHING_TO_SAY } from './nothing-to-say.ts';
import { heldAt } from './reminder-quiet.ts';
import { quietCause } from './robot-quiet.ts';
import { renderSafely } from './render-safely.ts';

export interface PlanContext extends Addresses {
  /** Whoever is away on the day on which people are told is not mentioned. */
  readonly away: Away;
  readonly now: EpochMs;
}

/**
 * The deliveries of an occurrence, one for each robot of its reminder, rendered now. A missed or skipped one is recorded as
 * that, and so is one with an empty text.
 */
export function deliveriesOf(reminder: Reminder, planned: Planned, context: PlanContext): readonly NewDelivery[] {
  const { occurrence, lateMs } = planned;
  const isLate = lateMs > MOMENT;
  const away = context.away(dateOf(occurrence.at, reminder));
  const message = renderSafely(reminder, occurrence, isLate ? Math.floor(lateMs / MINUTE) : 0, away);
  return reminder.robots.flatMap((robot) => {
    const key = keyOf(reminder, occurrence, robot);
    const { isHeld, since } = holdOf(reminder, planned, robot, context.now);
    const draft: Draft = {
      id: deliveryId({ ...key, dueAt: occurrence.at }),
      origin: 'schedule',
      reminder: reminder.id,
      person: occurrence.person,
      notice: occurrence.notice,
      robot,
      message,
      now: context.now,
      dueAt: since,
      lifeMs: reminder.lateMs,
      lateMs: isLate ? lateMs : 0,
      priority: reminder.priority,
      coalesce: reminder.coalesce,
      ...(isHeld && { cause: quietCause(since) }),
      ...fateOf(planned, reminder, message),
    };
    return makeDeliveries(draft, context);
  });
}

/** From when on its life counts: its time, or the end of quiet hours. `isHeld`: that is yet to come. */
function holdOf(reminder: Reminder, planned: Planned, robot: string, now: EpochMs) {
  const { occurrence, verdict, heldUntil = occurrence.at } = planned;
  if (verdict !== 'due' && verdict !== 'late') return { isHeld: false, since: occurrence.at };
  const until = heldAt(reminder, toEpochMs(Math.max(occurrence.at, now)), robot);
  if (until !== undefined) return { isHeld: true, since: until };
  return { isHeld: false, since: heldUntil <= now ? heldUntil : occurrence.at };
}

/** Where people take turns it is one delivery, whoever takes the turn: a vacation entered later makes no second one. */
export function keyOf(
  { id, timetable }: Reminder,
  { person, notice }: Occurrence,
  robot: string,
): Omit<DeliveryKey, 'dueAt'> {
  const isOnesOwn = person !== undefined && timetable.whileAway === undefined;
  return { reminder: id, ...(isOnesOwn && { person }), ...(notice !== undefined && { notice }), robot };
}

/** On the calendar of its reminder: whoever is on vacation then is not mentioned. */
export function dateOf(at: EpochMs, { timezone }: Reminder): string {
  return toIsoDate(dayOf(zone(timezone).wallAt(at)));
}

function fateOf(
  planned: Planned,
  { lateMs: graceMs, catchUp }: Reminder,
  message: Message,
): Pick<Draft, 'state' | 'cause'> {
  switch (planned.verdict) {
    case 'due':
    case 'late':
      return saysNothing(message) ? { state: 'skipped', cause: NOTHING_TO_SAY } : {};
    case 'missed':
      if (planned.isFollowed) return { state: 'missed', cause: { code: 'followed-in-quiet' } };
      return { state: 'missed', cause: missedBecause(planned.lateMs, graceMs, catchUp) };
    case 'skipped':
      return { state: 'skipped', cause: { code: 'overridden', by: planned.skippedBy } };
  }
}

function missedBecause(lateMs: number, graceMs: number, catchUp: Reminder['catchUp']): Cause {
  if (lateMs > graceMs || catchUp === 'all') return { code: 'too-late', lateMs, graceMs };
  return { code: 'passed-over', lateMs, catchUp };
}
