import type { Reminder } from '../config/config.ts';
import { pushedId } from '../delivery/identity.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { localTime } from '../message/local-time.ts';
import { type EpochMs, HOUR, toEpochMs } from '../schedule/instant.ts';
import type { Occurrence } from '../schedule/occurrence.ts';
import type { Override } from '../schedule/override.ts';
import { indexOverrides, timetableUnder } from '../schedule/override-index.ts';
import type { PushRequest } from './daemon.ts';
import { inPosts } from './in-posts.ts';
import { renderSafely } from './render-safely.ts';

/** A message pushed by hand is no news any more after this. */
const PUSH_LIFE = HOUR;

/** A message pushed by hand, as a delivery due now, or one for each part of it; the first has the id of the whole. */
export function pushedDeliveries(
  request: PushRequest,
  { lane, keywords = [] }: { readonly lane: string; readonly keywords?: readonly string[] | undefined },
  now: EpochMs,
): readonly [NewDelivery, ...NewDelivery[]] {
  const whole: NewDelivery = {
    id: pushedId({ robot: request.robot, idempotencyKey: request.idempotencyKey }),
    origin: 'send',
    robot: request.robot,
    message: request.message,
    ...dueNow(lane, now),
  };
  const [first = whole, ...rest] = inPosts(whole, keywords);
  return [first, ...rest];
}

/**
 * One reminder now, to each of its robots that has a lane; its schedule does not move. No override keeps it from being
 * said, since somebody asks for it now; but people on vacation are not mentioned.
 *
 * @param keywords What robots in keyword mode want in every message, by the robot's name. Default: nothing.
 */
export function firedDeliveries(
  reminder: Reminder,
  lanes: ReadonlyMap<string, string>,
  now: EpochMs,
  overrides: readonly Override[] = [],
  keywords: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly NewDelivery[] {
  const { away } = indexOverrides(overrides);
  return firedOccurrences(reminder, now, overrides).flatMap((occurrence) => {
    const message = renderSafely(reminder, occurrence, 0, away(occurrence.date));
    return reminder.robots.flatMap((robot) => {
      const lane = lanes.get(robot);
      if (lane === undefined) return [];
      const whole: NewDelivery = {
        id: pushedId({ robot }),
        origin: 'fire',
        reminder: reminder.id,
        ...(occurrence.person === undefined ? {} : { person: occurrence.person }),
        robot,
        message,
        ...dueNow(lane, now),
        priority: reminder.priority,
      };
      return inPosts(whole, keywords.get(robot));
    });
  });
}

/**
 * What a reminder says when it is fired by hand: today's date, and the person and the years of its next occurrence,
 * so that the text reads as it will on the day.
 */
function firedOccurrences(
  reminder: Reminder,
  now: EpochMs,
  overrides: readonly Override[] = [],
): readonly [Occurrence, ...Occurrence[]] {
  const today = localTime(now, reminder.timezone).toFormat('yyyy-MM-dd');
  const plain: Occurrence = { at: now, date: today, daysLeft: 0 };
  const [first, ...others] = timetableUnder(reminder.timetable, indexOverrides(overrides)).next(now)?.occurrences ?? [];
  if (first === undefined) return [plain];
  return [asOfToday(first, plain), ...others.map((occurrence) => asOfToday(occurrence, plain))];
}

function asOfToday({ years, person }: Occurrence, plain: Occurrence): Occurrence {
  return { ...plain, ...(years === undefined ? {} : { years }), ...(person === undefined ? {} : { person }) };
}

function dueNow(
  lane: string,
  now: EpochMs,
): Pick<NewDelivery, 'lane' | 'dueAt' | 'createdAt' | 'expiresAt' | 'lateMs' | 'priority' | 'coalesce' | 'state'> {
  const expiresAt = toEpochMs(now + PUSH_LIFE);
  return { lane, dueAt: now, createdAt: now, expiresAt, lateMs: 0, priority: 0, coalesce: false, state: 'pending' };
}
