import { beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_ATTEMPT } from '../../src/delivery/attempts.ts';
import { GRACE, LEASE } from '../../src/delivery/members.ts';
import type { ClockReading } from '../../src/delivery/clock.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { claimsOf, many } from './opened.ts';
import { at, DELIVERED, reading, result, TEAM, THROTTLED } from './plan.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
/** How long the machine had been running when the tests began. */
const UP = 1_000_000;
const NARROW = { ...TEAM, perMinute: 2 };

let store: Store;
beforeEach(async () => {
  store = openStore(temporaryDirectory());
  const span = { dueAt: at(-2 * YEAR), expiresAt: at(9 * YEAR) };
  await store.plans.commit({ deliveries: many(20, span), cursors: [] });
  await store.members.join({ id: 'm', pid: 1, host: 'h' }, clocks(0));
  return () => store.close();
});

/** So many ms after the beginning, the wall clock being wrong by so much. */
function clocks(ms: number, wrongBy = 0): ClockReading {
  return reading(at(ms + wrongBy), UP + ms);
}

async function claimAt(at: ClockReading, member = 'm') {
  return claimsOf(await store.outbox.claim({ at, lanes: [NARROW], member }));
}

async function send(at: ClockReading, outcome = DELIVERED): Promise<void> {
  const [claim] = await claimAt(at);
  await store.outbox.record([{ ...result(claim!, outcome, at.now), finished: at }]);
}

const SET = [
  ['an hour forward', HOUR],
  ['years forward', 3 * YEAR],
  ['an hour back', -HOUR],
  ['years back', -YEAR],
] as const;

describe.each(SET)('a wall clock that is set %s', (_name, by) => {
  it('opens the window neither sooner nor later', async () => {
    await send(clocks(0));
    await send(clocks(30_000, by));
    expect(await claimAt(clocks(59_999, by))).toEqual([]);
    expect(await claimAt(clocks(59_999, -by))).toEqual([]);
    const wake = { lanes: [NARROW], member: 'm', onlyThese: false };
    expect(await store.outbox.nextWake({ ...wake, at: clocks(40_000, by) })).toBe(at(60_000 + by));
    await send(clocks(60_000, by));
    expect(await claimAt(clocks(89_999, by))).toEqual([]);
    expect(await claimAt(clocks(90_000))).toHaveLength(1);
  });

  it('ends a cool-down neither sooner nor later', async () => {
    await send(clocks(0), { ...THROTTLED, coolDownMs: 600_000 } as typeof THROTTLED);
    const [state] = await store.history.laneStates(clocks(1_000, by));
    expect(state?.cooling?.until).toBe(at(600_000 + by));
    expect(await claimAt(clocks(599_999, by))).toEqual([]);
    expect(await claimAt(clocks(600_000, by))).toHaveLength(1);
  });

  it('ends a lease neither sooner nor later', async () => {
    expect(await claimAt(clocks(0))).toHaveLength(1);
    expect(await store.members.buryDead(clocks(LEASE - 1, by))).toBe(0);
    expect((await store.members.list(clocks(LEASE - 1, by)))[0]?.leaseLeftMs).toBe(1);
    expect(await store.members.buryDead(clocks(LEASE, by))).toBe(0);
    expect(await store.members.buryDead(clocks(LEASE + GRACE - 1, by))).toBe(0);
    expect(await store.members.buryDead(clocks(LEASE + GRACE, by))).toBe(1);
  });
});

describe('after another boot', () => {
  const booted = (ms: number, up: number): ClockReading => ({ now: toEpochMs(at(ms)), up, boot: 'another' });
  const join = async (reading: ClockReading) => {
    await store.members.join({ id: 'next', pid: 1, host: 'h' }, reading);
  };

  it.each([
    ['goes on by as much as the wall clock has', 50_000, 59_999, 60_000],
    [
      'stands still where the wall clock shows less than before, from its last answer on',
      -HOUR,
      -HOUR + 29_999,
      -HOUR + 30_000,
    ],
  ])('the window %s', async (_name, bootedAt, shutAt, openAt) => {
    await send(clocks(0));
    await send(clocks(30_000));
    await join(booted(bootedAt, 5));
    expect(await claimAt(booted(shutAt, 5 + shutAt - bootedAt), 'next')).toEqual([]);
    expect(await claimAt(booted(openAt, 5 + openAt - bootedAt), 'next')).toHaveLength(1);
  });

  it('an attempt that nobody ended holds its place no longer than it would have, though the clock shows less', async () => {
    const single = { ...TEAM, perMinute: 1 };
    const ask = async (at: ClockReading, member: string) =>
      claimsOf(await store.outbox.claim({ at, lanes: [single], member }));
    expect(await ask(clocks(HOUR), 'm')).toHaveLength(1);
    const back = -2 * HOUR;
    await join(booted(back, 5));
    const opens = LEASE + LONGEST_ATTEMPT + 60_000;
    expect(await ask(booted(back + opens - 1, 4 + opens), 'next')).toEqual([]);
    await store.members.join({ id: 'last', pid: 1, host: 'h' }, booted(back + opens, 5 + opens));
    expect(await ask(booted(back + opens, 5 + opens), 'last')).toHaveLength(1);
  });

  it('nobody needs to have joined to see what the time is', async () => {
    await send(clocks(0), THROTTLED);
    const [state] = await store.history.laneStates(booted(599_999, 5));
    expect(state?.cooling?.until).toBe(at(600_000));
    expect((await store.history.laneStates(booted(600_000, 5)))[0]).not.toHaveProperty('cooling');
  });

  it('a container that has no name for its boot is known by its uptime', async () => {
    await send(clocks(0));
    await send(clocks(1_000));
    const again = (ms: number, up: number) => reading(at(ms), up);
    await join(again(50_000, 20));
    expect(await store.members.list(again(50_000, 20))).toMatchObject([{ id: 'next', leaseLeftMs: LEASE }]);
    expect(await claimAt(again(59_999, 10_019), 'next')).toEqual([]);
    expect(await claimAt(again(60_000, 10_020), 'next')).toHaveLength(1);
  });
});
