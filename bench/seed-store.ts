import type { Daemon } from '../src/daemon/daemon.ts';
import { pushedId } from '../src/delivery/identity.ts';
import type { LaneConfig, NewDelivery, Outbox } from '../src/delivery/outbox.ts';
import { DAY, type EpochMs, HOUR, MINUTE, SECOND, toEpochMs } from '../src/schedule/instant.ts';
import { messageAt } from './many-reminders.ts';

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
export async function fillPast(outbox: Outbox, deliveries: number, end: EpochMs): Promise<void> {
  for (let done = 0; done < deliveries; done += BATCH) {
    const state = (done / BATCH) % 10 === 0 ? 'pending' : 'missed';
    const from = end - (deliveries - done) * SECOND;
    const batch = Array.from({ length: BATCH }, (_, index) => past(done + index, from + index * SECOND, state));
    await outbox.commit({ deliveries: batch, cursors: [] });
    if (state === 'pending') await deliverAll(outbox, toEpochMs(from + BATCH * SECOND));
  }
}

/** So many that wait for one robot of a running daemon, be there room for them or not. */
export async function fillPending({ outbox, lanes }: Daemon, robot: string, count: number): Promise<void> {
  const lane = lanes.get(robot);
  if (lane === undefined) throw new Error(`no such robot: ${robot}`);
  const now = Date.now();
  for (let done = 0; done < count; done += BATCH) {
    const deliveries = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => ({
      ...past(done + index, now - MINUTE, 'pending'),
      id: pushedId({ robot, idempotencyKey: `pending ${done + index}` }),
      message: { kind: 'text', text: `等着 ${done + index}` } as const,
      robot,
      lane,
    }));
    await outbox.commit({ deliveries, cursors: [] });
  }
}

/** As the dispatcher does it with robots that answer at once: a claim for all lanes, a record for all claims. */
export async function deliverAll(outbox: Outbox, now: EpochMs): Promise<void> {
  for (;;) {
    const claims = await outbox.claim({ now, leaseMs: HOUR, lanes: LANES, perLane: BATCH / LANES.length });
    if (claims.length === 0) return;
    await outbox.record(
      claims.map(({ delivery, attempt }) => ({
        attempt,
        delivery: delivery.id,
        lane: delivery.lane,
        finishedAt: now,
        outcome: { kind: 'delivered' },
        becomes: { state: 'delivered' },
      })),
    );
  }
}

/** Whether all that is due by then has been planned. */
export async function isPlanned({ outbox, config }: Daemon, through: EpochMs): Promise<boolean> {
  const ids = new Set(config.reminders.map(({ id }) => id));
  return (await outbox.cursors()).every((cursor) => !ids.has(cursor.reminder) || cursor.through >= through);
}

/** What the daemon forgets every night. */
export function prune({ outbox }: Daemon, before: EpochMs): Promise<number> {
  return outbox.prune(before);
}

function past(index: number, at: number, state: NewDelivery['state']): NewDelivery {
  const dueAt = toEpochMs(at);
  const { lane } = LANES[index % LANES.length] as LaneConfig;
  return {
    id: pushedId({ robot: lane, idempotencyKey: String(index) }),
    origin: 'schedule',
    reminder: `reminder-${index % 1_000}`,
    robot: lane,
    lane,
    dueAt,
    createdAt: dueAt,
    expiresAt: toEpochMs(dueAt + DAY),
    lateMs: 0,
    priority: 0,
    coalesce: false,
    message: messageAt(`reminder-${index}`, dueAt),
    state,
  };
}
