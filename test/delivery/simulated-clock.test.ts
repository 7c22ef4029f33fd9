import { describe, expect, it } from 'vitest';
import { SettableClock } from '../support/settable-clock.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

const at = (ms: number) => toEpochMs(1_000_000 + ms);

describe('a simulated clock', () => {
  it('wakes sleepers at their own instants, the earliest first, those of one instant in their order', async () => {
    const clock = new SettableClock(at(0));
    const woken: string[] = [];
    const sleeper = async (name: string, ms: number) => {
      await clock.sleepUntil(at(ms));
      woken.push(`${name}@${clock.now() - at(0)}`);
    };
    const all = Promise.all([sleeper('c', 30), sleeper('a', 10), sleeper('b1', 20), sleeper('b2', 20)]);
    await clock.advanceTo(at(25));
    expect(woken).toEqual(['a@10', 'b1@20', 'b2@20']);
    expect(clock.now()).toBe(at(25));
    await clock.advanceTo(at(30));
    await all;
    expect(woken.at(-1)).toBe('c@30');
  });

  it('follows a chain of sleeps without being told how long it is', async () => {
    const clock = new SettableClock(at(0));
    let rounds = 0;
    const chain = (async () => {
      for (; rounds < 1_000; rounds += 1) await clock.sleepUntil(toEpochMs(clock.now() + 1_000));
    })();
    expect(await clock.runUntil(() => rounds === 1_000, at(1e9))).toBe(true);
    await chain;
    expect(clock.now()).toBe(at(1_000_000));
  });

  it('stops at the limit and says so', async () => {
    const clock = new SettableClock(at(0));
    const sleep = clock.sleepUntil(at(500));
    expect(await clock.runUntil(() => false, at(499))).toBe(false);
    expect(clock.now()).toBe(at(0));
    await clock.advanceTo(at(500));
    await sleep;
  });

  it('resolves at once for what has passed or was aborted, early when aborted', async () => {
    const clock = new SettableClock(at(0));
    const abort = new AbortController();
    const sleep = clock.sleepUntil(at(500), abort.signal);
    abort.abort();
    await Promise.all([sleep, clock.sleepUntil(at(500), abort.signal), clock.sleepUntil(at(0))]);
    expect(clock.now()).toBe(at(0));
  });

  it('lets everybody look again when it is set back', async () => {
    const clock = new SettableClock(at(0));
    const sleep = clock.sleepUntil(at(500));
    await clock.jumpTo(at(-10_000));
    await sleep;
    expect(clock.now()).toBe(at(-10_000));
  });
});
