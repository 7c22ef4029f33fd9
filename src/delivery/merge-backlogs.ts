import { setImmediate } from 'node:timers/promises';
import type { ClockReading } from './clock.ts';
import { type Backlog, groupsToMerge } from './coalesce.ts';
import type { DispatchEvent } from './dispatch-event.ts';
import type { Fleet } from './fleet.ts';
import type { LaneConfig, Outbox } from './outbox.ts';

/** How much of a backlog is looked at, and of all backlogs in one turn of the event loop. */
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
  work: BacklogsToMerge,
  onEvent: (event: DispatchEvent) => void,
): Promise<ReadonlySet<string>> {
  const { outbox, lanes, at } = work;
  const merged = new Set<string>();
  for (let left = lanes; left.length > 0; ) {
    const backlogs = await outbox.backlogs({ at, lanes: left, limit: LIMIT });
    for (const lane of await merge(work, backlogs, onEvent)) merged.add(lane);
    left = lanesAfter(left, backlogs);
    if (left.length > 0) await setImmediate();
  }
  return merged;
}

/** What another call is for. */
function lanesAfter(lanes: readonly LaneConfig[], backlogs: readonly Backlog[]): readonly LaneConfig[] {
  const count = backlogs.reduce((sum, { waiting }) => sum + waiting.length, 0);
  return count < LIMIT ? [] : lanes.slice(lanes.findIndex(({ lane }) => lane === backlogs.at(-1)?.lane) + 1);
}

async function merge(
  { outbox, fleet, lanes, at }: BacklogsToMerge,
  backlogs: readonly Backlog[],
  onEvent: (event: DispatchEvent) => void,
): Promise<ReadonlySet<string>> {
  const perMinute = new Map(lanes.map((lane) => [lane.lane, lane.perMinute]));
  const digests = backlogs.flatMap((backlog) => {
    const outlook = { now: at.now, perMinute: perMinute.get(backlog.lane) ?? 0 };
    return groupsToMerge(backlog, outlook).flatMap((group) => fleet.digestsOf(group, at.now));
  });
  if (digests.length === 0 || (await outbox.merge(digests)) === 0) return new Set();
  for (const { delivery, members } of digests) onEvent({ kind: 'merged', digest: delivery, members: members.length });
  return new Set(digests.map(({ delivery }) => delivery.lane));
}
