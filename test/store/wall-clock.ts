import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../src/delivery/clock.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

/** The real clock, for the processes that tests start. */
export const wallClock: Clock = {
  now: () => toEpochMs(Date.now()),
  read: () => ({ now: toEpochMs(Date.now()), up: Math.floor(performance.now()), boot: '' }),
  elapsed: () => performance.now(),
  sleepUntil: (instant, signal) => setTimeout(Math.max(0, instant - Date.now()), undefined, { signal }).catch(() => {}),
};
