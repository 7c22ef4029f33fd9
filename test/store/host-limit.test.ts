import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Claim, LaneConfig } from '../../src/delivery/outbox.ts';
import { openRobots } from '../../src/daemon/robots.ts';
import { config, robotConfig } from '../daemon/config.ts';
import { dingtalk } from '../support/dingtalk.ts';
import { claimsOf, Opened } from './opened.ts';
import { AMBIGUOUS, at, BUSY, DELIVERED, planned, reading, result } from './plan.ts';
import { STORES } from './stores.ts';

const HOST = { name: 'oapi.dingtalk.com', perSecond: 450 };
const lanes = (count: number, host = HOST): readonly LaneConfig[] =>
  Array.from({ length: count }, (_, no) => ({ lane: `${host.name} ${no}`, perMinute: 20, fingerprint: '', host }));
const waiting = (all: readonly LaneConfig[], count = 1) =>
  all.flatMap(({ lane }) =>
    Array.from({ length: count }, (_, no) => planned(`${lane} ${no}`, { robot: lane, lane, expiresAt: at(9e9) })),
  );

describe.each(STORES)('a vendor that counts the calls of an address: $name', (kind) => {
  const ALL = lanes(500);
  let opened: Opened;
  beforeEach(async () => {
    opened = new Opened(kind, kind.fleeting);
    await opened.commit(...waiting(ALL));
  });

  it('gets 450 in a second, and the others in the next', async () => {
    expect(await opened.claim(at(0), ALL)).toHaveLength(450);
    expect(await opened.claim(at(999), ALL)).toEqual([]);
    expect(await opened.wake(at(999), ALL)).toBe(at(1_000));
    expect(await opened.claim(at(1_000), ALL)).toHaveLength(50);
  });

  it('gets them whatever became of those before: counted from when they ended', async () => {
    const claims = await opened.claim(at(0), ALL);
    for (const [index, outcome] of [DELIVERED, BUSY, AMBIGUOUS].entries()) {
      await opened.record(claims[index]!, outcome, at(500));
    }
    await opened.store.outbox.record(claims.slice(3).map((claim) => result(claim, DELIVERED, at(700))));
    // It may have left late, whenever it was claimed.
    expect(await opened.claim(at(1_499), ALL)).toEqual([]);
    expect(await opened.wake(at(1_000), ALL)).toBe(at(1_500));
    expect((await opened.claim(at(1_500), ALL)).length).toBeGreaterThan(0);
  });

  it('gets no more because another process sends, or the clock on the wall is set', async () => {
    await opened.claim(at(0), ALL);
    await opened.store.members.join({ id: 'another', pid: 2, host: 'h' }, reading(at(1)));
    const ask = (now: number, up: number) =>
      opened.store.outbox.claim({ at: reading(at(now), up), lanes: ALL, member: 'another' });
    expect(claimsOf(await ask(3_600_000, 999))).toEqual([]);
    expect(claimsOf(await ask(3_600_000, 1_000))).toHaveLength(50);
  });

  it('takes nothing from what nobody counts: the sandbox, this machine', async () => {
    const local = lanes(3).map((lane) => ({ ...lane, lane: `local ${lane.lane}`, host: undefined }));
    await opened.commit(...waiting(local));
    await opened.claim(at(0), ALL);
    expect((await opened.claim(at(1), [...ALL, ...local])).map(({ delivery }) => delivery.lane)).toEqual(
      local.map(({ lane }) => lane),
    );
  });
});

it('DingTalk counts, a fake one on this machine does not', () => {
  const robots = [
    robotConfig('team', { webhook: dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy-1') }),
    robotConfig('abroad', { webhook: dingtalk('https://oapi.dingtalk.io/robot/send?access_token=dummy-2') }),
    robotConfig('fake', { webhook: dingtalk('http://127.0.0.1:8788/robot/send?access_token=dummy-3') }),
  ];
  const opened = openRobots(config([], robots), { dispatcher: undefined as never, now: Date.now });
  expect(opened.fleet.lanes.map(({ host }) => host)).toEqual([
    HOST,
    { name: 'oapi.dingtalk.io', perSecond: 450 },
    undefined,
  ]);
});

const PER_SECOND = 4;
const step = fc.record({
  process: fc.nat(1),
  passMs: fc.constantFrom(0, 0, 1, 250, 999, 1_000),
  /** How long the answers of what was claimed take; one that never comes is a process that died. */
  answerMs: fc.constantFrom(0, 300, 1_700, undefined),
  wakes: fc.boolean(),
});

it.each(STORES.map((kind) => [25, kind.name, kind] as const))(
  'never start more in any second, whatever processes send, and whoever waits for it wakes when there is room (%i runs, %s)',
  async (numRuns, _name, kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const place = kind.newPlace();
        const stores = [kind.open(place), kind.open(place)];
        const all = lanes(12, { ...HOST, perSecond: PER_SECOND }).map((lane) => ({ ...lane, perMinute: 1_000 }));
        await stores[0]!.plans.commit({ deliveries: waiting(all, 20), cursors: [] });
        let now = 0;
        for (const [process, { members }] of stores.entries()) {
          await members.join({ id: `${process}`, pid: process, host: 'h' }, reading(at(now)));
        }
        const starts: number[] = [];
        const open: { readonly claim: Claim; readonly process: number; readonly answered: number }[] = [];
        const request = (process: number) => ({ at: reading(at(now)), lanes: all, member: `${process}` });

        async function ask(process: number, answerMs: number | undefined): Promise<number> {
          const claims = claimsOf(await stores[process]!.outbox.claim(request(process)));
          starts.push(...claims.map(() => now));
          for (const claim of claims) open.push({ claim, process, answered: now + (answerMs ?? Infinity) });
          return claims.length;
        }

        for (const { process, passMs, answerMs, wakes } of steps) {
          now += passMs;
          for (const [id, { members }] of stores.entries()) await members.renew(`${id}`, reading(at(now)));
          for (const landed of open.filter(({ answered }) => answered <= now)) {
            open.splice(open.indexOf(landed), 1);
            await stores[landed.process]!.outbox.record([result(landed.claim, DELIVERED, at(landed.answered))]);
          }
          await ask(process, answerMs);
          const wake = await stores[process]!.outbox.nextWake({ ...request(process), onlyThese: true });
          const waitMs = wake === undefined ? Infinity : wake - at(now);
          // A lease that runs out wakes as well, and later.
          if (!wakes || waitMs > 3_000) continue;
          expect(waitMs).toBeGreaterThan(0);
          now += waitMs - 1;
          expect(await ask(process, answerMs)).toBe(0);
          now += 1;
          expect(await ask(process, answerMs)).toBeGreaterThan(0);
        }
        for (const store of stores) store.close();
        for (const start of starts) {
          expect(starts.filter((other) => other > start - 1_000 && other <= start).length).toBeLessThanOrEqual(
            PER_SECOND,
          );
        }
      }),
      { numRuns },
    );
  },
);
