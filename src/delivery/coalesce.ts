import type { MarkdownMessage, TextMessage } from '../message/message.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Delivery } from './delivery.ts';
import { departures, type LaneOutlook } from './departures.ts';

/** A lane with more to send than may go out at once. */
export interface Backlog extends Omit<LaneOutlook, 'now' | 'perMinute'> {
  readonly lane: string;
  /** What is due and waits, in the order in which it goes out; nothing that a digest carries. */
  readonly waiting: readonly Delivery[];
}

/** A delivery whose message can stand in a digest. */
export type Mergeable = Omit<Delivery, 'message'> & { readonly message: TextMessage | MarkdownMessage };

/**
 * What to merge so that more of a backlog arrives in time: nothing while all of it will. Otherwise whatever cannot go
 * out at once, each group one audience: same robot, same people called. In order; a group has two members at least.
 */
export function groupsToMerge(backlog: Backlog, lane: Pick<LaneOutlook, 'now' | 'perMinute'>): readonly Mergeable[][] {
  const { waiting } = backlog;
  const leaves = departures(waiting.length, { ...backlog, ...lane });
  const isInTime = ({ expiresAt }: Delivery, index: number): boolean => leavesAt(leaves, index) < expiresAt;
  if (waiting.every(isInTime)) return [];

  const held = waiting.filter((_, index) => leavesAt(leaves, index) > lane.now).filter(isMergeable);
  const first = held[0] === undefined ? lane.now : leavesAt(leaves, waiting.indexOf(held[0]));
  // What expires before anything more can go is lost, and would take its digest with it.
  const savable = held.filter(({ expiresAt }) => expiresAt > first);
  return [...Map.groupBy(savable, audienceOf).values()].filter(({ length }) => length > 1);
}

function leavesAt(leaves: readonly EpochMs[], index: number): number {
  return leaves[index] ?? Number.POSITIVE_INFINITY;
}

/** One that was tried may have arrived: in a digest it would come again under another msgUuid. */
function isMergeable(delivery: Delivery): delivery is Mergeable {
  const { origin, coalesce, attempts, part, message } = delivery;
  const isText = message.kind === 'text' || message.kind === 'markdown';
  return origin === 'schedule' && coalesce && attempts === 0 && part === undefined && isText;
}

function audienceOf({ robot, message: { mentions } }: Mergeable): string {
  const { all = false, mobiles = [], userIds = [] } = mentions ?? {};
  return JSON.stringify([robot, all, mobiles.toSorted(), userIds.toSorted()]);
}
