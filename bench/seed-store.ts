import { pruneAll } from '../src/store/prune.ts';
import type { NewDelivery } from '../src/delivery/delivery.ts';
import { newDelivery } from '../src/delivery/draft.ts';
import { pushedId } from '../src/delivery/identity.ts';
import type { LaneConfig } from '../src/delivery/outbox.ts';
import { DAY, type EpochMs, MINUTE, SECOND, toEpochMs } from '../src/schedule/instant.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { messageAt } from './many-reminders.ts';
import type { RealDaemon } from './real-daemon.ts';

/*
 * Everything that a bench wants from a store beyond what the daemon does by itself. What is written goes in the way of
 * the daemon, so that it is what the daemon would have written.
 */

/** One transaction fills the store with so many. */
const BATCH = 1_000;

export const LANES: readonly LaneConfig[] = Array.from({ length: 20 }, (_, index) => ({
  lane: `lane-${index}`,
  perMinute: 1_000_000,
  fingerprint: 'same',
}));

/** One a second up to `end`. One in ten was sent, with its attempt; the others are over as well, and quicker to write. */
export async function fillPast(store: Store, deliveries: number, end: EpochMs): Promise<void> {
  for (let done = 0; done < deliveries; done += BATCH) {
    const state = (done / BATCH) % 10 === 0 ? 'pending' : 'missed';
    const from = end - (deliveries - done) * SECOND;
    const batch = Array.from({ length: BATCH }, (_, index) => past(done + index, from + index * SECOND, state));
    await store.plans.commit({ deliveries: batch, cursors: [] });
    if (state === 'pending') await deliverAll(store, toEpochMs(from + BATCH * SECOND));
  }
}

/** So many that wait for one robot of a running daemon, be there room for them or not. */
export async function fillPending({ daemon, dataDirectory }: RealDaemon, robot: string, count: number): Promise<void> {
  const lane = daemon.addresses.lanes.get(robot);
  if (lane === undefined) throw new Error(`no such robot: ${robot}`);
  const store = openStore(dataDirectory);
  const now = Date.now();
  for (let done = 0; done < count; done += BATCH) {
    const deliveries = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => ({
      ...past(done + index, now - MINUTE, 'pending'),
      id: pushedId({ robot, idempotencyKey: `pending ${done + index}` }),
      message: { kind: 'text', text: `等着 ${done + index}` } as const,
      robot,
      lane,
    }));
    await store.plans.commit({ deliveries, cursors: [] });
  }
  store.close();
}

/** As the dispatcher does it with robots that answer at once: a claim for all lanes, a record for all claims. */
export async function deliverAll(store: Store, now: EpochMs): Promise<void> {
  const at = { now, up: now, boot: 'bench' };
  const member = 'bench';
  await store.members.leave(member);
  await store.members.join({ id: member, pid: process.pid, host: 'bench' }, at);
  for (;;) {
    const answer = await store.outbox.claim({ at, member, lanes: LANES });
    if (answer.kind === 'buried' || answer.claims.length === 0) return;
    await store.outbox.record(
      answer.claims.map(({ delivery, attempt }) => ({
        attempt,
        delivery: delivery.id,
        lane: delivery.lane,
        finished: at,
        outcome: { kind: 'delivered' },
        becomes: { state: 'delivered' },
      })),
    );
  }
}

/** Whether all that is due by then has been planned. */
export async function isPlanned({ daemon, dataDirectory }: RealDaemon, through: EpochMs): Promise<boolean> {
  const ids = new Set(daemon.config.reminders.map(({ id }) => id));
  const store = openStore(dataDirectory);
  const cursors = await store.plans.cursors();
  store.close();
  return cursors.every(
    (cursor) => !ids.has(cursor.reminder) || (cursor.through >= through && (cursor.owed ?? []).length === 0),
  );
}

/** What the daemon forgets every night. */
export async function prune({ dataDirectory }: RealDaemon, before: EpochMs): Promise<number> {
  const store = openStore(dataDirectory);
  const count = await pruneAll(store, before);
  store.close();
  return count;
}

function past(index: number, at: number, state: NewDelivery['state']): NewDelivery {
  const now = toEpochMs(at);
  const { lane } = LANES[index % LANES.length] as LaneConfig;
  return newDelivery(
    {
      id: pushedId({ robot: lane, idempotencyKey: String(index) }),
      origin: 'schedule',
      reminder: `reminder-${index % 1_000}`,
      robot: lane,
      message: messageAt(`reminder-${index}`, now),
      now,
      lifeMs: DAY,
      state,
    },
    lane,
  );
}
