import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HookLosses } from '../../src/daemon/hook-losses.ts';
import type { LostEvents } from '../../src/daemon/hook-owner-news.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { HOUR } from '../../src/schedule/instant.ts';
import { hookOf, HastyClock } from './inlet-world.ts';

const SHOP = hookOf({});
let clock: HastyClock;
let told: LostEvents[];
let refusals: number;
let losses: HookLosses;

beforeEach(() => {
  [clock, told, refusals] = [new HastyClock(), [], 0];
  losses = new HookLosses({
    clock,
    random: () => 0.5,
    logger: createLogger({ scrub: (line) => line, destination: { write: () => {} } }),
    tell: async (lost) => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('the store does not answer');
      told.push(lost);
    },
  });
});
afterEach(() => losses.stop());

describe('what is lost', () => {
  it('is told when the store answers again, with all that was lost by then', async () => {
    refusals = 3;
    const since = clock.now();
    losses.add(SHOP, 'store');
    losses.add(SHOP, 'store');
    await clock.slept(4);
    expect(told).toEqual([{ hook: 'shop', from: 'github', why: 'store', count: 2, since }]);
  });

  it('is told at most once an hour, what came meanwhile in one', async () => {
    clock.most = 0;
    losses.add(SHOP, 'store');
    await clock.slept(1);
    expect(told).toHaveLength(1);
    losses.add(SHOP, 'store');
    await clock.slept(2);
    expect(told).toHaveLength(1);
    expect(clock.waits.at(-1)).toBe(HOUR);
    clock.pass(HOUR);
    losses.add(SHOP, 'store');
    await clock.slept(3);
    expect(told.map(({ count }) => count)).toEqual([1, 2]);
  });

  it('and counted for the next notice is told when the daemon stops', async () => {
    clock.most = 0;
    losses.add(SHOP, 'too-large');
    await clock.slept(1);
    losses.add(SHOP, 'too-large');
    losses.add(SHOP, 'too-large');
    await clock.slept(2);
    await losses.stop();
    await losses.stop();
    expect(told.map(({ count }) => count)).toEqual([1, 2]);
  });
});
