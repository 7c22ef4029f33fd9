import type { Reminder } from '../config/config.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { pushedId } from '../delivery/identity.ts';
import { localTime } from '../message/local-time.ts';
import { type EpochMs, HOUR } from '../schedule/instant.ts';
import { parseIsoDate } from '../schedule/civil.ts';
import type { IsoDate, Occurrence } from '../schedule/occurrence.ts';
import type { Kept } from '../schedule/override.ts';
import { indexOverrides, type OverrideIndex, timetableUnder } from '../schedule/override-index.ts';
import type { PushRequest } from './daemon.ts';
import { type Addresses, makeDeliveries } from './make-deliveries.ts';
import { saysNothing } from '../message/says-nothing.ts';
import { NOTHING_TO_SAY } from './nothing-to-say.ts';
import { quietCause, type QuietWorld, robotQuietUntil } from './robot-quiet.ts';
import { renderSafely } from './render-safely.ts';

/** A message pushed by hand is no news any more after this, in ms. */
export const PUSH_LIFE = HOUR;

/**
 * A message pushed by hand, due now or when it says, or when the quiet hours of its robot end: one delivery, or one for
 * each part; the first has the id of the whole.
 */
export function pushedDeliveries(
  { robot, idempotencyKey, message, at, priority = 0, kind }: PushRequest,
  { now, addresses, world, id = pushedId({ robot, idempotencyKey }) }: Pushing,
): readonly NewDelivery[] {
  const wanted = at ?? now;
  const about = kind === undefined ? [] : [{ kind }];
  const until = priority > 0 ? undefined : robotQuietUntil(robot, wanted, world, about);
  const held = until !== undefined && { dueAt: until, cause: quietCause(until) };
  const said = { id, origin: 'send', robot, message, now, dueAt: wanted, lifeMs: PUSH_LIFE, priority } as const;
  return makeDeliveries({ ...said, ...held }, addresses);
}

export interface Pushing {
  readonly now: EpochMs;
  readonly addresses: Addresses;
  readonly world: QuietWorld;
  /** Default: a new one, or that of its key. */
  readonly id?: string | undefined;
}

/**
 * One reminder now, to each of its robots that has a lane; its schedule does not move. No override keeps it from being
 * said, since somebody asks for it now; but people on vacation are not mentioned, and of an empty text nothing is sent.
 */
export function firedDeliveries(
  reminder: Reminder,
  addresses: Addresses,
  now: EpochMs,
  overrides: readonly Kept[] = [],
): readonly NewDelivery[] {
  const index = indexOverrides(overrides);
  return firedOccurrences(reminder, now, index).flatMap((occurrence) => {
    const message = renderSafely(reminder, occurrence, 0, index.away(occurrence.date));
    const { id, priority } = reminder;
    const silent = saysNothing(message) && ({ state: 'skipped', cause: NOTHING_TO_SAY } as const);
    const said = {
      origin: 'fire',
      reminder: id,
      person: occurrence.person,
      message,
      now,
      priority,
      ...silent,
    } as const;
    return reminder.robots.flatMap((robot) =>
      makeDeliveries({ ...said, id: pushedId({ robot }), robot, lifeMs: PUSH_LIFE }, addresses),
    );
  });
}

/**
 * What a reminder says when it is fired by hand: today's date, and the person and the years of its next occurrence,
 * so that the text reads as it will on the day.
 */
function firedOccurrences(reminder: Reminder, now: EpochMs, overrides: OverrideIndex): readonly Occurrence[] {
  const today = localTime(now, reminder.timezone).toFormat('yyyy-MM-dd');
  const plain: Occurrence = { at: now, date: today, daysLeft: 0 };
  const next = timetableUnder(reminder, overrides).next(now);
  return next?.occurrences.map((occurrence) => asOfToday(occurrence, plain)) ?? [plain];
}

function asOfToday(
  { date, notice, daysLeft, event, daysSince, years, person, others, next }: Occurrence,
  plain: Occurrence,
): Occurrence {
  const isCountdown = event !== undefined && notice === undefined && daysLeft > 0;
  const sinceToday = daysSince === undefined ? undefined : daysSince - daysBetween(plain.date, date);
  return {
    ...plain,
    ...(isCountdown ? { event, daysLeft: daysLeft + daysBetween(plain.date, date) } : {}),
    ...(sinceToday === undefined ? {} : { daysSince: sinceToday }),
    ...(years === undefined ? {} : { years }),
    ...(person === undefined ? {} : { person }),
    ...(others === undefined ? {} : { others }),
    ...(next === undefined ? {} : { next }),
  };
}

function daysBetween(from: IsoDate, until: IsoDate): number {
  return (parseIsoDate(until) ?? 0) - (parseIsoDate(from) ?? 0);
}
