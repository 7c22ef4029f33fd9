import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeLanes } from '../../src/delivery/lane.ts';
import type { Claim } from '../../src/delivery/outbox.ts';
import { RateWindow } from '../../src/robot/sandbox/rate-window.ts';
import { claimsOf, many } from './opened.ts';
import { at, DELIVERED, reading, result, TEAM } from './plan.ts';
import { STORES } from './stores.ts';

const PER_MINUTE = 3;
/** Two robots with one token: the stricter of their limits holds for both. */
const [LANE] = mergeLanes([
  { ...TEAM, perMinute: PER_MINUTE },
  { ...TEAM, perMinute: 20, fingerprint: 'twin' },
]);

const step = fc.record({
  process: fc.nat(1),
  passMs: fc.constantFrom(0, 1, 700, 19_000, 60_000),
  /** How its wall clock is set before. */
  setMs: fc.constantFrom(0, 0, 0, -3_600_000, 45_000, 3_600_000),
  /** When its post arrives, and how much later its answer; one that never comes is a process that died. */
  thereMs: fc.constantFrom(0, 500, 9_000),
  backMs: fc.constantFrom(0, 0, 800, undefined),
  restarts: fc.boolean(),
});

it.each(STORES.map((kind) => [12, kind.name, kind] as const))(
  'DingTalk never counts too many in 60 s, whatever processes share the store, start anew or set the clock (%i runs, %s)',
  async (numRuns, _name, kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
        const place = kind.newPlace();
        const stores = [kind.open(place), kind.open(place)];
        const lives = [0, 0];
        await stores[0]?.plans.commit({ deliveries: many(60, { dueAt: at(-1e9), expiresAt: at(1e9) }), cursors: [] });
        const arrivals: number[] = [];
        const open = new Map<Claim, { readonly process: number; readonly answered: number | undefined }>();
        let [up, wrongBy] = [0, 0];
        const clocks = (moment: number) => reading(at(moment + wrongBy), moment);
        const member = (process: number) => `${process}/${lives[process]}`;
        const join = (process: number) =>
          stores[process]!.members.join({ id: member(process), pid: process, host: 'h' }, clocks(up));
        for (const process of [0, 1]) await join(process);

        for (const { process, passMs, setMs, thereMs, backMs, restarts } of steps) {
          up += passMs;
          wrongBy += setMs;
          await answer(up);
          const store = stores[process]!;
          if (restarts || !(await store.members.renew(member(process), clocks(up)))) {
            store.close();
            stores[process] = kind.open(place);
            lives[process]! += 1;
            await join(process);
          }
          const { members, outbox } = stores[process]!;
          await members.buryDead(clocks(up));
          const claims = claimsOf(await outbox.claim({ at: clocks(up), lanes: [LANE!], member: member(process) }));
          const answered = backMs === undefined ? undefined : up + thereMs + backMs;
          for (const claim of claims) {
            arrivals.push(up + thereMs);
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
            const landed = { ...result(claim, DELIVERED, at(answered)), finished: clocks(answered) };
            await stores[process]?.outbox.record([landed]);
            open.delete(claim);
          }
        }
      }),
      { numRuns },
    );
  },
);
