import type { Reminder } from '../config/config.ts';
import { deliveryId } from '../delivery/identity.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../schedule/instant.ts';
import type { Planned } from '../schedule/plan.ts';
import { renderSafely } from './render-safely.ts';

/** One delivery per robot of the reminder, rendered now; an occurrence that is missed is recorded as such. */
export function deliveriesOf(
  reminder: Reminder,
  { occurrence, verdict, lateMs }: Planned,
  lanes: ReadonlyMap<string, string>,
  now: EpochMs,
): readonly NewDelivery[] {
  const { at: dueAt, person, notice } = occurrence;
  const isLate = verdict !== 'due';
  const message = renderSafely(reminder, occurrence, isLate ? Math.floor(lateMs / MINUTE) : 0);
  return reminder.robots.flatMap((robot) => {
    const lane = lanes.get(robot);
    if (lane === undefined) return [];
    const key = {
      reminder: reminder.id,
      ...(person === undefined ? {} : { person }),
      ...(notice === undefined ? {} : { notice }),
      dueAt,
      robot,
    };
    return {
      id: deliveryId(key),
      origin: 'schedule' as const,
      ...key,
      lane,
      createdAt: now,
      expiresAt: toEpochMs(dueAt + reminder.lateMs),
      lateMs: isLate ? lateMs : 0,
      priority: reminder.priority,
      message,
      ...(verdict === 'missed'
        ? { state: 'missed' as const, reason: missedBecause(lateMs, reminder) }
        : { state: 'pending' as const }),
    };
  });
}

function missedBecause(lateMs: number, { lateMs: grace, catchUp }: Reminder): string {
  const late = `planned ${Math.round(lateMs / MINUTE)} min after its time`;
  return lateMs > grace
    ? `${late}; \`late\` allows ${Math.round(grace / MINUTE)} min`
    : `${late}; \`catchUp: ${catchUp}\``;
}
