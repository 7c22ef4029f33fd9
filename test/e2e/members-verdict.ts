import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { HistoryEntry } from '../../src/delivery/history.ts';
import { MINUTE, SECOND } from '../../src/schedule/instant.ts';
import { DATABASE_FILE } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import type { Arrival, Member, MembersStage } from './members-stage.ts';

/** What was answered is written down in this time, however busy the machine is, if nobody holds the database. */
const RECORDED_IN = 5 * SECOND;

/** Everything in the store, each with its attempts, in the order in which it was written down. */
export async function storedBy({ workspace }: MembersStage): Promise<readonly HistoryEntry[]> {
  const store = openStore(workspace.at('data'));
  using db = new DatabaseSync(join(workspace.at('data'), DATABASE_FILE), { readOnly: true });
  try {
    const order = db.prepare('SELECT id FROM delivery ORDER BY seq').all();
    const found = await Promise.all(order.map(({ id }) => store.history.find(String(id))));
    return found.flatMap((entry) => entry ?? []);
  } finally {
    store.close();
  }
}

/** Whatever was committed has been delivered, once, in order, never too fast and never two at a time. */
export function judge(stage: MembersStage, entries: readonly HistoryEntry[], perMinute: number): void {
  const { arrivals } = stage;
  expect(entries.filter(({ delivery }) => delivery.state !== 'delivered')).toEqual([]);
  const sent = entries.filter(({ delivery }) => delivery.digest === undefined);
  expect(new Set(arrivals.map(({ msgUuid }) => msgUuid))).toEqual(new Set(sent.map(({ delivery }) => delivery.id)));
  expect(doubled(stage, entries)).toEqual([]);
  for (const [, lane] of Map.groupBy(arrivals, ({ token }) => token)) {
    expect(tooFast(lane, perMinute)).toEqual([]);
    expect(atOnce(lane)).toEqual([]);
  }
  for (const [, lane] of Map.groupBy(sent, ({ delivery }) => delivery.lane)) expect(outOfOrder(lane)).toEqual([]);
}

/** Sent again although nothing had befallen whoever sent it before, and it could write down what had arrived. */
function doubled({ arrivals, members }: MembersStage, entries: readonly HistoryEntry[]): readonly object[] {
  const attemptsOf = (id: string) => entries.find(({ delivery }) => delivery.id === id)?.attempts;
  return [...Map.groupBy(arrivals, ({ msgUuid }) => msgUuid).values()].flatMap((same) =>
    same.slice(0, -1).flatMap((first) => {
      const { from, began, ended = began } = first;
      const recorded = wentOn(members, ended) + RECORDED_IN;
      return from.wasStruck(began - SECOND, recorded) || from.metLockedDatabase
        ? []
        : [{ posts: same.map(told), attempts: attemptsOf(first.msgUuid), output: from.process.output }];
    }),
  );
}

/** When whoever was stopped about then went on: it may have held the database meanwhile. */
function wentOn(members: readonly Member[], at: number): number {
  const stops = members
    .flatMap((member) => member.stops)
    .filter(({ from, until }) => from <= at + RECORDED_IN && at <= until);
  return Math.max(at, ...stops.map(({ until }) => until));
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

/** First tried although one that was due before it had been written down before it. */
function outOfOrder(lane: readonly HistoryEntry[]): readonly string[] {
  const tried = lane.map(({ delivery: { id, dueAt }, attempts }) => ({ id, dueAt, first: attempts[0]?.id ?? 0 }));
  return tried.flatMap((one, index) =>
    tried
      .slice(index + 1)
      .filter((later) => one.dueAt < later.dueAt && one.first > later.first)
      .map((later) => `${later.id}, although ${one.id} was due before it`),
  );
}

function told({ token, msgUuid, from, began, ended }: Arrival): object {
  return { token, msgUuid, began, ended, by: from.args.join(' '), killedAt: from.killedAt, stops: from.stops };
}
