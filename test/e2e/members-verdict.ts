import { expect } from 'vitest';
import type { HistoryEntry } from '../../src/delivery/history.ts';
import { MINUTE, SECOND } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import type { Arrival, MembersStage } from './members-stage.ts';

/** A message is in the store so long after its `dueAt` at most: a command reads the clock, and may be stopped then. */
const COMMITTED_IN = 40 * SECOND;
/** What was answered is written down in this time, even when a process that holds the database is stopped meanwhile. */
const RECORDED_IN = 20 * SECOND;

/** Everything in the store, each with its attempts. */
export async function storedBy({ workspace }: MembersStage): Promise<readonly HistoryEntry[]> {
  const store = openStore(workspace.at('data'));
  try {
    return await store.history.list({ limit: 1_000_000 });
  } finally {
    store.close();
  }
}

/** Whatever was committed has been delivered, once, in order, never too fast and never two at a time. */
export function judge({ arrivals }: MembersStage, entries: readonly HistoryEntry[], perMinute: number): void {
  expect(entries.filter(({ delivery }) => delivery.state !== 'delivered')).toEqual([]);
  const sent = entries.filter(({ delivery }) => delivery.digest === undefined);
  expect(new Set(arrivals.map(({ msgUuid }) => msgUuid))).toEqual(new Set(sent.map(({ delivery }) => delivery.id)));
  expect(doubled(arrivals, entries)).toEqual([]);
  for (const [, lane] of Map.groupBy(arrivals, ({ token }) => token)) {
    expect(tooFast(lane, perMinute)).toEqual([]);
    expect(atOnce(lane)).toEqual([]);
  }
  for (const [, lane] of Map.groupBy(sent, ({ delivery }) => delivery.lane)) expect(outOfOrder(lane)).toEqual([]);
}

/** Sent again although nothing had befallen whoever sent it before. */
function doubled(arrivals: readonly Arrival[], entries: readonly HistoryEntry[]): readonly object[] {
  const attemptsOf = (id: string) => entries.find(({ delivery }) => delivery.id === id)?.attempts;
  return [...Map.groupBy(arrivals, ({ msgUuid }) => msgUuid).values()].flatMap((same) =>
    same.slice(0, -1).flatMap((first) => {
      const { from, began, ended = began } = first;
      return from.wasStruck(began - SECOND, ended + RECORDED_IN) || from.metLockedDatabase
        ? []
        : [{ posts: same.map(told), attempts: attemptsOf(first.msgUuid), output: from.process.output }];
    }),
  );
}

function tooFast(lane: readonly Arrival[], perMinute: number): readonly object[] {
  const sorted = lane.toSorted((a, b) => a.began - b.began);
  return sorted.flatMap((arrival, index) => {
    const before = sorted[index - perMinute];
    return before !== undefined && arrival.began - before.began < MINUTE ? [told(arrival)] : [];
  });
}

/** One that began before another of its lane had its answer, although nothing had befallen the sender of that. */
function atOnce(lane: readonly Arrival[]): readonly object[] {
  return lane.flatMap((first) => {
    const { from, began, ended = began } = first;
    return lane
      .filter((other) => other !== first && other.began > began && other.began < ended)
      .filter((other) => !from.wasStruck(0, other.began))
      .map(told);
  });
}

/** First tried although one that was due before it had been waiting for a while. */
function outOfOrder(lane: readonly HistoryEntry[]): readonly string[] {
  const first = lane
    .flatMap(({ delivery, attempts }) => {
      const startedAt = Math.min(...attempts.map((attempt) => attempt.startedAt));
      return [{ id: delivery.id, dueAt: delivery.dueAt, startedAt }];
    })
    .toSorted((a, b) => a.startedAt - b.startedAt);
  return first.flatMap((one, index) =>
    first
      .slice(index + 1)
      .filter((later) => later.dueAt < one.dueAt && later.dueAt + COMMITTED_IN < one.startedAt)
      .map((later) => `${later.id}, due before ${one.id}`),
  );
}

function told({ token, msgUuid, from, began, ended }: Arrival): object {
  return { token, msgUuid, began, ended, by: from.args.join(' '), killedAt: from.killedAt, stops: from.stops };
}
