import { SECOND, toEpochMs } from '../schedule/instant.ts';
import { backoffMs } from './backoff.ts';
import type { Clock, Random } from './clock.ts';

/** How a loop goes on while the store refuses: each distinct error is told once, and asked again after a pause. */
export interface StorePatience {
  works(): void;
  refuses(error: unknown, interruption: AbortSignal | undefined): Promise<void>;
}

export interface StorePatienceOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly onRefusal: (error: unknown) => void;
  readonly onRecovery: () => void;
}

/** Between two tries, in ms: a try costs nothing, and reminders are waiting. */
const LONGEST_PAUSE = 5 * SECOND;

export function createStorePatience({ clock, random, onRefusal, onRecovery }: StorePatienceOptions): StorePatience {
  const told = new Set<string>();
  let failures = 0;
  return {
    works() {
      if (failures > 0) onRecovery();
      failures = 0;
      told.clear();
    },
    async refuses(error, interruption) {
      failures += 1;
      const text = String(error);
      if (!told.has(text)) onRefusal(error);
      told.add(text);
      const pause = Math.min(backoffMs(failures, random), LONGEST_PAUSE);
      await clock.sleepUntil(toEpochMs(clock.now() + pause), interruption);
    },
  };
}
