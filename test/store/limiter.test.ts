import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeLanes } from '../../src/delivery/lane.ts';
import type { Claim } from '../../src/delivery/outbox.ts';
import { RateWindow } from '../../src/robot/sandbox/rate-window.ts';
import { openStore } from '../../src/store/store.ts';
import { breadth } from '../support/breadth.ts';
import { at, DELIVERED, LEASE, planned, result, TEAM } from './plan.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const PER_MINUTE = 3;
/** Two robots with one token: the stricter of their limits holds for both. */
const [LANE] = mergeLanes([
  { ...TEAM, perMinute: PER_MINUTE },
  { ...TEAM, perMinute: 20, fingerprint: 'twin' },
]);

const step = fc.record({
  process: fc.nat(1),
  passMs: fc.constantFrom(0, 1, 700, 19_000, 60_000),
  perLane: fc.integer({ min: 1, max: 4 }),
  /** When its post arrives, and how much later its answer; one that never comes is a process that died. */
  thereMs: fc.constantFrom(0, 500, 9_000),
  backMs: fc.constantFrom(0, 800, undefined),
  restarts: fc.boolean(),
});

it('DingTalk never counts too many in 60 s, whatever processes share the outbox, and whenever they start anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const directory = temporaryDirectory();
      const stores = [openStore(directory), openStore(directory)];
      const deliveries = Array.from({ length: 60 }, (_, index) => {
        return planned(`r${index}`, { robot: index % 2 === 0 ? 'team' : 'twin', expiresAt: at(1e9) });
      });
      await stores[0]?.outbox.commit({ deliveries, cursors: [] });
      const arrivals: number[] = [];
      const open = new Map<Claim, { readonly process: number; readonly answered: number | undefined }>();
      let now = 0;
      for (const { process, passMs, perLane, thereMs, backMs, restarts } of steps) {
        now += passMs;
        await answer(now);
        if (restarts) {
          stores[process]?.close();
          stores[process] = openStore(directory);
        }
        const outbox = stores[process]!.outbox;
        await outbox.releaseLeases(at(now));
        const claims = await outbox.claim({ now: at(now), leaseMs: LEASE, lanes: [LANE!], perLane });
        const answered = backMs === undefined ? undefined : now + thereMs + backMs;
        for (const claim of claims) {
          arrivals.push(now + thereMs);
          open.set(claim, { process, answered });
        }
      }
      for (const store of stores) store.close();

      const window = new RateWindow(PER_MINUTE);
      const inOrder = arrivals.toSorted((a, b) => a - b);
      expect(inOrder.map((arrival) => window.take(arrival))).toEqual(inOrder.map(() => true));

      async function answer(until: number): Promise<void> {
        for (const [claim, { process, answered }] of open) {
          if (answered === undefined || answered > until) continue;
          await stores[process]?.outbox.record([result(claim, DELIVERED, at(answered))]);
          open.delete(claim);
        }
      }
    }),
    { numRuns: breadth({ quick: 5, long: 60 }) },
  );
});
