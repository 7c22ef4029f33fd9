import { setImmediate } from 'node:timers/promises';
import type { ClockReading } from './clock.ts';
import { groupsToMerge } from './coalesce.ts';
import type { DispatchEvent } from './dispatch-event.ts';
import type { Fleet } from './fleet.ts';
import type { LaneConfig, Outbox } from './outbox.ts';

/** How much of a backlog is looked at, and of all backlogs in one turn of the event loop. */
const LIMIT = 2_000;

/**
 * Merges what cannot go out in time into digests, in each of these lanes that needs it; returns the lanes that have a
 * digest now which was not there before: another look may find more there.
 */
export async function mergeBacklogs(
  outbox: Outbox,
  fleet: Fleet,
  lanes: readonly LaneConfig[],
  at: ClockReading,
  onEvent: (event: DispatchEvent) => void,
): Promise<ReadonlySet<string>> {
  const merged = new Set<string>();
  for (let left = lanes; left.length > 0; ) {
    const backlogs = await outbox.backlogs({ at, lanes: left, limit: LIMIT });
    const digests = backlogs.flatMap((backlog) => {
      const lane = { now: at.now, perMinute: fleet.laneOf(backlog.lane)?.perMinute ?? 0 };
      return groupsToMerge(backlog, lane).flatMap((group) => fleet.digestsOf(group, at.now));
    });
    if (digests.length > 0 && (await outbox.merge(digests)) > 0) {
      for (const { delivery, members } of digests) {
        onEvent({ kind: 'merged', digest: delivery, members: members.length });
        merged.add(delivery.lane);
      }
    }
    const count = backlogs.reduce((sum, { waiting }) => sum + waiting.length, 0);
    if (count < LIMIT) break;
    // What comes after the last one is for another call.
    left = left.slice(left.findIndex(({ lane }) => lane === backlogs.at(-1)?.lane) + 1);
    await setImmediate();
  }
  return merged;
}
