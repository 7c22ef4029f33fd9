import type { ClockReading } from './clock.ts';
import { groupsToMerge } from './coalesce.ts';
import type { DispatchEvent } from './dispatch-event.ts';
import type { Fleet } from './fleet.ts';
import type { LaneConfig, Outbox } from './outbox.ts';

/** How much of a backlog is looked at in one go. */
const LIMIT = 2_000;

export interface BacklogsToMerge {
  readonly outbox: Outbox;
  readonly fleet: Fleet;
  /** Where to look. */
  readonly lanes: readonly LaneConfig[];
  readonly at: ClockReading;
}

/**
 * Merges what cannot go out in time into digests, in every lane that needs it; returns the lanes that have a digest now
 * which was not there before: another look may find more there.
 */
export async function mergeBacklogs(
  { outbox, fleet, lanes, at }: BacklogsToMerge,
  onEvent: (event: DispatchEvent) => void,
): Promise<ReadonlySet<string>> {
  const perMinute = new Map(lanes.map((lane) => [lane.lane, lane.perMinute]));
  const backlogs = await outbox.backlogs({ at, lanes, limit: LIMIT });
  const digests = backlogs.flatMap((backlog) => {
    const outlook = { now: at.now, perMinute: perMinute.get(backlog.lane) ?? 0 };
    return groupsToMerge(backlog, outlook).flatMap((group) => fleet.digestsOf(group, at.now));
  });
  if (digests.length === 0 || (await outbox.merge(digests)) === 0) return new Set();
  for (const { delivery, members } of digests) onEvent({ kind: 'merged', digest: delivery, members: members.length });
  return new Set(digests.map(({ delivery }) => delivery.lane));
}
