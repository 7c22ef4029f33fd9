import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Clock, ClockReading } from '../delivery/clock.ts';
import { SECOND, toEpochMs } from '../schedule/instant.ts';

/** Long enough to cost nothing, short enough to notice a suspended laptop or a stepped clock. */
const LONGEST_SLEEP_MS = 30 * SECOND;

/** The clocks of this machine. Sleeps at most 30 s at a time, against the wall clock. */
export const systemClock: Clock = {
  now: () => toEpochMs(Date.now()),
  read: () => {
    const now = toEpochMs(Date.now());
    if (now !== last.now) last = { now, up: Math.round(uptime() * SECOND), boot: BOOT };
    return last;
  },
  elapsed: () => performance.now(),

  sleepUntil(instant, signal) {
    return new Promise((resolve) => {
      const wait = Math.min(instant - Date.now(), LONGEST_SLEEP_MS);
      if (wait <= 0 || signal?.aborted) return resolve();

      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, wait);
      signal?.addEventListener('abort', wake, { once: true });
    });
  },
};

/** Linux says it; nobody else needs to, for there the time that the machine has been running says enough. */
const BOOT = readBoot();

/** Within a millisecond it is the same: to ask takes 27 µs, and each answer of a crowded second asks. */
let last: ClockReading = { now: toEpochMs(Date.now()), up: Math.round(uptime() * SECOND), boot: BOOT };

function readBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
