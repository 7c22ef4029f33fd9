import { setTimeout } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { SECOND } from '../schedule/instant.ts';
import { type ConfigPlace, digestOf, lookAt } from './folder-stamp.ts';

export interface SettledRead {
  /** What reading came to: the configuration, or what it threw. */
  readonly result:
    | { readonly kind: 'config'; readonly config: Config }
    | { readonly kind: 'failed'; readonly error: unknown };
  /** Of what was read; `undefined` = it was written all the while, so nobody knows. */
  readonly digest: string | undefined;
}

/** A file that is written all the while, or stays empty, is waited for so long. */
const PATIENCE = SECOND;
const PAUSE = SECOND / 10;

/**
 * Reads the configuration as it stood at one moment. A file that is written meanwhile is read once more, one that is
 * empty may just be about to be written; but nobody who writes on and on, and no file that stays empty, keeps an edit
 * from taking effect. Never rejects.
 */
export async function readSettled(place: ConfigPlace, loadConfig: () => Promise<Config>): Promise<SettledRead> {
  const latest = performance.now() + PATIENCE;
  for (;;) {
    const isLast = performance.now() >= latest;
    const before = await lookAt(place);
    if (isLast || !before.hasEmptyFile) {
      const digest = await digestOf(place);
      const result = await loadConfig().then(
        (config) => ({ kind: 'config', config }) as const,
        (error: unknown) => ({ kind: 'failed', error }) as const,
      );
      const isSettled = (await lookAt(place)).stamp === before.stamp;
      if (isSettled || isLast) return { result, digest: isSettled ? digest : undefined };
    }
    await setTimeout(PAUSE);
  }
}
