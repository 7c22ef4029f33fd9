import type { EpochMs } from '../schedule/instant.ts';
import { groupsToMerge } from './coalesce.ts';
import type { DispatchEvent } from './dispatch-event.ts';
import type { Fleet } from './fleet.ts';
import type { Outbox } from './outbox.ts';

/** How much of a backlog is looked at in one go. */
const LIMIT = 2_000;

/**
 * Merges what cannot go out in time into digests, in every lane that needs it; returns how many digests there are now
 * that were not there before. With the backlog so changed, another look may find more.
 */
export async function mergeBacklogs(
  outbox: Outbox,
  fleet: Fleet,
  now: EpochMs,
  onEvent: (event: DispatchEvent) => void,
): Promise<number> {
  const lanes = new Map(fleet.lanes.map((lane) => [lane.lane, lane]));
  const backlogs = await outbox.backlogs({ now, lanes: fleet.lanes, limit: LIMIT });
  const digests = backlogs.flatMap((backlog) => {
    const perMinute = lanes.get(backlog.lane)?.perMinute ?? 0;
    return groupsToMerge(backlog, { now, perMinute }).flatMap((group) => fleet.digestsOf(group, now));
  });
  if (digests.length === 0) return 0;
  const merged = await outbox.merge(digests);
  for (const { delivery, members } of digests) onEvent({ kind: 'merged', digest: delivery, members: members.length });
  return merged;
}
