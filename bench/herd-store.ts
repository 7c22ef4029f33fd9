import { systemClock } from '../src/daemon/system-clock.ts';
import { deliveryId } from '../src/delivery/identity.ts';
import type { NewDelivery } from '../src/delivery/delivery.ts';
import { newDelivery } from '../src/delivery/draft.ts';
import type { ClaimAnswer, LaneConfig, Claim } from '../src/delivery/outbox.ts';
import { laneOf } from '../src/robot/dingtalk/webhook.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../src/schedule/instant.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { Workspace } from '../test/support/workspace.ts';
import { messageAt } from './many-reminders.ts';

/** So many are written in one transaction, as the planner does. */
const BATCH = 1_000;
/** So many answers are recorded at once: about what gathers in a crowded second. */
const LANDING = 150;
const MEMBER = 'bench';

export interface HerdStore extends Disposable {
  /** From the first attempt to the last outcome: the same deliveries, written before, through the store; nobody posts. */
  rate(): Promise<number>;
}

export function createHerdStore({
  reminders,
  robots,
}: {
  readonly reminders: number;
  readonly robots: number;
}): HerdStore {
  const workspace = new Workspace();
  const store = openStore(workspace.path);
  const lanes = Array.from({ length: robots }, (_, index) => ({
    lane: laneOf(`token-${index}`),
    perMinute: 1_000_000,
    fingerprint: 'same',
  }));
  return {
    async rate() {
      const now = toEpochMs(Date.now());
      const deliveries = Array.from({ length: reminders }, (_, index) => deliveryAt(index, lanes, now));
      for (let from = 0; from < reminders; from += BATCH) await plan(store, deliveries.slice(from, from + BATCH));
      const startedAt = performance.now();
      await deliverAll(store, lanes);
      return (reminders / (performance.now() - startedAt)) * 1_000;
    },
    [Symbol.dispose]() {
      store.close();
      workspace[Symbol.dispose]();
    },
  };
}

function deliveryAt(index: number, lanes: readonly LaneConfig[], now: EpochMs): NewDelivery {
  const [reminder, robot] = [`reminder-${index}`, `robot-${index % lanes.length}`];
  return newDelivery(
    {
      id: deliveryId({ reminder, dueAt: now, robot }),
      origin: 'schedule',
      reminder,
      robot,
      message: messageAt(reminder, now),
      now,
      lifeMs: 15 * MINUTE,
    },
    lanes[index % lanes.length]?.lane ?? '',
  );
}

async function plan({ plans }: Store, deliveries: readonly NewDelivery[]): Promise<void> {
  const cursors = deliveries.map(({ reminder = '', dueAt }) => ({ reminder, through: dueAt, trigger: 'once' }));
  await plans.commit({ deliveries, cursors });
}

async function deliverAll({ outbox, members }: Store, lanes: readonly LaneConfig[]): Promise<void> {
  const configs = new Map(lanes.map((lane) => [lane.lane, lane]));
  await members.leave(MEMBER);
  await members.join({ id: MEMBER, pid: process.pid, host: 'bench' }, systemClock.read());
  const underWay = claimsOf(await outbox.claim({ at: systemClock.read(), member: MEMBER, lanes }));
  while (underWay.length > 0) {
    const landed = underWay.splice(0, LANDING);
    const at = systemClock.read();
    const results = landed.map(({ delivery, attempt }) => ({
      attempt,
      delivery: delivery.id,
      lane: delivery.lane,
      finished: at,
      outcome: { kind: 'delivered' } as const,
      becomes: { state: 'delivered' } as const,
    }));
    const free = landed.flatMap(({ delivery }) => configs.get(delivery.lane) ?? []);
    underWay.push(...claimsOf(await outbox.recordAndClaim(results, { at, member: MEMBER, lanes: free })));
  }
}

function claimsOf(answer: ClaimAnswer): Claim[] {
  return answer.kind === 'claimed' ? [...answer.claims] : [];
}
