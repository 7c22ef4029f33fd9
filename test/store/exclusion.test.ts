import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Claim } from '../../src/delivery/outbox.ts';
import { claimsOf, many } from './opened.ts';
import { at, BUSY, DELIVERED, OPS, reading, result, TEAM } from './plan.ts';
import { STORES } from './stores.ts';

const LANES = [TEAM, OPS].map((lane) => ({ ...lane, perMinute: 1_000 }));

const step = fc.record({
  who: fc.nat(2),
  does: fc.constantFrom('claim', 'claim', 'claim', 'record', 'record', 'recordAndClaim', 'die'),
  outcome: fc.constantFrom(DELIVERED, BUSY),
});

it.each(STORES.map((kind) => [12, kind.name, kind] as const))(
  'never are two of one lane under way, whoever asks, and nobody gets what another has (%i runs, %s)',
  async (numRuns, _name, kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        const place = kind.newPlace();
        const stores = [0, 1, 2].map(() => kind.open(place));
        const lives = [0, 0, 0];
        const held: Claim[][] = [[], [], []];
        let now = 0;
        const member = (who: number) => `${who}/${lives[who]}`;
        const join = (who: number) =>
          stores[who]!.members.join({ id: member(who), pid: who, host: 'h' }, reading(at(now)));
        for (const who of [0, 1, 2]) await join(who);
        await stores[0]!.plans.commit({
          deliveries: [...many(40), ...many(40, { robot: 'ops' })].map((one, index) => ({ ...one, id: String(index) })),
          cursors: [],
        });

        for (const { who, does, outcome } of steps) {
          now += 700;
          const { outbox, members, history } = stores[who]!;
          const request = { at: reading(at(now)), lanes: LANES, member: member(who) };
          const ended = does.startsWith('record') ? held[who]!.splice(0) : [];
          const results = ended.map((one) => result(one, outcome, at(now)));
          if (does === 'record') await outbox.record(results);
          if (does === 'recordAndClaim') held[who]!.push(...claimsOf(await outbox.recordAndClaim(results, request)));
          if (does === 'claim') held[who]!.push(...claimsOf(await outbox.claim(request)));
          if (does === 'die') {
            await members.leave(member(who));
            held[who] = [];
            lives[who]! += 1;
            await join(who);
          }
          for (const each of [0, 1, 2]) await stores[each]!.members.renew(member(each), reading(at(now)));
          const sending = await history.list({ state: 'sending', limit: 1_000 });
          const lanes = sending.map(({ delivery }) => delivery.lane);
          expect(new Set(lanes).size).toBe(lanes.length);
          const mine = sending.map(({ delivery }) => `${delivery.claimedBy} ${delivery.id}`).toSorted();
          expect(mine).toEqual(
            held.flatMap((all, each) => all.map(({ delivery }) => `${member(each)} ${delivery.id}`)).toSorted(),
          );
        }
        for (const store of stores) store.close();
      }),
      { numRuns },
    );
  },
);
