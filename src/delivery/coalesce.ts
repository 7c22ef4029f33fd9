import type { MarkdownMessage, TextMessage } from '../message/message.ts';
import { type EpochMs, MINUTE, SECOND, toEpochMs } from '../schedule/instant.ts';
import type { Delivery } from './delivery.ts';

/** When a lane may send, as far as can be told at `now`. */
export interface LaneOutlook {
  readonly now: EpochMs;
  /** At most this many attempts in any sliding 60 s. */
  readonly perMinute: number;
  /** The end of its cool-down; in the past when it is not cooling down. */
  readonly opensAt: EpochMs;
  /** When each attempt that counts against the limit stops doing so. */
  readonly occupiedUntil: readonly EpochMs[];
}

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
  const leaves = departures(backlog.waiting.length, { ...backlog, ...lane });
  const line = backlog.waiting.map((delivery, place) => ({ ...delivery, leavesAt: leaves[place] ?? lane.now }));
  if (line.every(({ leavesAt, expiresAt }) => leavesAt < expiresAt)) return [];

  const held = line.filter(({ leavesAt }) => leavesAt > lane.now).filter(isMergeable);
  const first = held[0]?.leavesAt ?? lane.now;
  // What expires before anything more can go is lost, and would take its digest with it.
  const savable = held.filter(({ expiresAt }) => expiresAt > first);
  return [...Map.groupBy(savable, audienceOf).values()].filter(({ length }) => length > 1);
}

/** One that was tried may have arrived: in a digest it would come again under another msgUuid. */
function isMergeable<Each extends Delivery>(delivery: Each): delivery is Each & Mergeable {
  const { origin, coalesce, attempts, part, message } = delivery;
  const isText = message.kind === 'text' || message.kind === 'markdown';
  return (origin === 'schedule' || origin === 'hook') && coalesce && attempts === 0 && part === undefined && isText;
}

function audienceOf({ robot, message: { mentions } }: Mergeable): string {
  const { all = false, mobiles = [], userIds = [] } = mentions ?? {};
  return JSON.stringify([robot, all, mobiles.toSorted(), userIds.toSorted()]);
}

/** How long an attempt is taken to last: it holds its place for a minute from its end. */
const ATTEMPT = SECOND;

/** When the next `count` attempts of a lane can start at the earliest, in order, if all goes well. */
export function departures(count: number, { now, perMinute, opensAt, occupiedUntil }: LaneOutlook): readonly EpochMs[] {
  const start = Math.max(now, opensAt);
  const taken = occupiedUntil.filter((until) => until > start).toSorted((a, b) => a - b);
  const free = Math.max(0, perMinute - taken.length);
  // Each departure takes the place that becomes free first, and gives it back a minute later.
  const places = [...Array.from({ length: Math.min(free, count) }, () => start), ...taken.slice(-perMinute)];
  return Array.from({ length: count }, (_, index) => {
    const at = places[index] ?? start;
    places.push(at + MINUTE + ATTEMPT);
    return toEpochMs(at);
  });
}
