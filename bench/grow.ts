import { Planner } from '../src/daemon/planner.ts';
import { createLogger } from '../src/daemon/logger.ts';
import type { History, HistoryQuery } from '../src/delivery/history.ts';
import { SettableClock } from '../test/support/settable-clock.ts';
import type { WallSeconds } from '../src/schedule/civil.ts';
import { SECOND, toEpochMs } from '../src/schedule/instant.ts';
import type { Pattern } from '../src/schedule/pattern.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { scrub } from '../src/network/scrub.ts';
import { Workspace } from '../test/support/workspace.ts';
import { atMost, type Figure, figureOf } from './figure.ts';
import { interleave, milliseconds } from './interleave.ts';
import { reminderAt } from './many-reminders.ts';
import { deliverAll, fillPast, LANES } from './seed-store.ts';

interface Size {
  readonly reminders: number;
  readonly deliveries: number;
}

const SMALL: Size = { reminders: 1_000, deliveries: 1_000 };
const LARGER: readonly Size[] = [
  { reminders: 10_000, deliveries: 100_000 },
  { reminders: 100_000, deliveries: 1_000_000 },
];
const ROUNDS = 15;
/** So many are due in a tick, and so many ticks make a sample. */
const [DUE, TICKS] = [10, 20];
const QUERIES = 60;
const START = toEpochMs(Date.UTC(2026, 10, 24));
/** What one tick, one delivery and one look at the history cost among many, against the same among few. */
export async function grow(): Promise<readonly Figure[]> {
  await using small = await createScene(SMALL);
  const figures: Figure[] = [];
  for (const size of LARGER) {
    await using large = await createScene(size);
    for (const cost of ['tick', 'delivery', 'history'] as const) {
      const { ours, peer } = await interleave({ ours: large[cost], peer: small[cost] }, { rounds: ROUNDS, warmup: 3 });
      figures.push(
        figureOf({
          name: `grow: ${cost}, ${numbers(size)}`,
          unit: 'ms',
          ours,
          peer,
          peerName: `itself at ${numbers(SMALL)}`,
          goal: atMost(2),
        }),
      );
    }
  }
  return figures;
}

function numbers({ reminders, deliveries }: Size): string {
  return `${reminders.toLocaleString('en')} reminders, ${deliveries.toLocaleString('en')} deliveries`;
}

/** A planner and a store of that size, and what is measured in it; each gives the ms of one. */
interface Scene extends AsyncDisposable {
  tick(): Promise<number>;
  delivery(): Promise<number>;
  history(): Promise<number>;
}

async function createScene(size: Size): Promise<Scene> {
  const workspace = new Workspace();
  const store = openStore(workspace.path);
  const clock = new SettableClock(START);
  await fillPast(store, size.deliveries, START);
  await store.tidy();
  const planner = plannerOn(store, clock);
  await planner.start(
    Array.from({ length: size.reminders }, (_, index) =>
      reminderAt(inTurns(index, size.reminders), {
        id: `reminder-${index}`,
        robots: [`lane-${index % LANES.length}`],
        triggerKey: 'in turns',
      }),
    ),
  );
  let now = START;
  const goOn = (seconds: number): Promise<void> => {
    now = toEpochMs(now + seconds * SECOND);
    return clock.advanceTo(now);
  };
  return {
    tick: async () => (await milliseconds(() => goOn(TICKS))()) / TICKS,
    async delivery() {
      await deliverAll(store, now);
      await goOn(TICKS);
      return (await milliseconds(() => deliverAll(store, now))()) / (TICKS * DUE);
    },
    history: async () => (await milliseconds(() => lookBack(store.history))()) / QUERIES,
    async [Symbol.asyncDispose]() {
      await planner.stop();
      store.close();
      workspace[Symbol.dispose]();
    },
  };
}

function plannerOn({ plans, overrides }: Store, clock: SettableClock): Planner {
  return new Planner({
    plans,
    overrides,
    clock,
    random: () => 0.5,
    addresses: () => ({ lanes: new Map(LANES.map(({ lane }) => [lane, lane])), keywords: new Map() }),
    logger: createLogger({ scrub, destination: { write: () => {} } }),
    onPlanned: () => {},
  });
}

/** Ten each second, whatever their number: the more there are, the longer each waits for its turn. */
function inTurns(index: number, reminders: number): Pattern {
  const period = reminders / DUE;
  const phase = Math.floor(index / DUE);
  return {
    clockChange: 'hourly',
    next: (after) => (after + 1 + ((((phase - after - 1) % period) + period) % period)) as WallSeconds,
  };
}

/** What the page and `history` ask. */
async function lookBack(history: History): Promise<void> {
  for (let query = 0; query < QUERIES; query += 1) {
    const found = await history.list(QUERY_KINDS[query % QUERY_KINDS.length] ?? {});
    if (found.length === 0) throw new Error('a history without anything in it');
  }
}

const QUERY_KINDS: readonly HistoryQuery[] = [
  {},
  { reminder: 'reminder-7' },
  { robot: 'lane-3' },
  { state: 'delivered' },
  { robot: 'lane-3', state: 'delivered' },
  { until: START },
];
