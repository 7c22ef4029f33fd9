import type { Reminder } from '../config/config.ts';
import type { MissedOccurrences } from '../delivery/plans.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Planned } from '../schedule/plan.ts';
import { deliveriesOf, keyOf, type PlanContext } from './planned-deliveries.ts';

/** Missed ones of one reminder, person and notice that follow upon each other, for the same reason. */
interface Streak {
  readonly first: Planned;
  readonly isTooLate: boolean;
  /** A later one is told when the quiet hours end that hold it. */
  readonly isFollowed: boolean;
  readonly instants: EpochMs[];
}

/** What of this was missed, for each robot: only the first of a streak is rendered, however long it is. */
export function missedOf(
  reminder: Reminder,
  planned: readonly Planned[],
  context: PlanContext,
): readonly MissedOccurrences[] {
  return streaksOf(reminder, planned).flatMap(({ first, instants }) =>
    deliveriesOf(reminder, first, context).map((delivery) => ({
      first: delivery,
      key: keyOf(reminder, first.occurrence, delivery.robot),
      instants,
    })),
  );
}

function streaksOf(reminder: Reminder, planned: readonly Planned[]): readonly Streak[] {
  const streaks: Streak[] = [];
  const open = new Map<string, Streak>();
  for (const each of planned) {
    const { person, notice, at } = each.occurrence;
    const series = JSON.stringify(keyOf(reminder, each.occurrence, ''));
    const streak = open.get(series);
    const isTooLate = each.lateMs > reminder.lateMs;
    const isFollowed = each.verdict === 'missed' && each.isFollowed === true;
    const goesOn =
      streak?.isTooLate === isTooLate &&
      streak.isFollowed === isFollowed &&
      streak.first.occurrence.person === person &&
      streak.first.occurrence.notice === notice;
    if (each.verdict !== 'missed') open.delete(series);
    else if (goesOn) streak.instants.push(at);
    else {
      const next: Streak = { first: each, isTooLate, isFollowed, instants: [at] };
      streaks.push(next);
      open.set(series, next);
    }
  }
  return streaks;
}
