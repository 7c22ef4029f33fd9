import { setTimeout } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { digestOf, stampOf } from './folder-stamp.ts';

export interface SettledRead {
  /** What reading came to: the configuration, or what it threw. */
  readonly result:
    | { readonly kind: 'config'; readonly config: Config }
    | { readonly kind: 'failed'; readonly error: unknown };
  /** Of what was read; `undefined` = it was written all the while, so nobody knows. */
  readonly digest: string | undefined;
}

const TRIES = 3;
const PAUSE_MS = 100;

/**
 * Reads the configuration as it stood at one moment: when a file is written meanwhile, it is read once more. Somebody
 * who writes on and on gets what was read last. Never rejects.
 */
export async function readSettled(directory: string, loadConfig: () => Promise<Config>): Promise<SettledRead> {
  for (let left = TRIES; ; left -= 1) {
    const before = await stampOf(directory);
    const digest = await digestOf(directory);
    const result = await load(loadConfig);
    const isSettled = (await stampOf(directory)) === before;
    if (isSettled || left <= 1) return { result, digest: isSettled ? digest : undefined };
    await setTimeout(PAUSE_MS);
  }
}

async function load(loadConfig: () => Promise<Config>): Promise<SettledRead['result']> {
  try {
    return { kind: 'config', config: await loadConfig() };
  } catch (error) {
    return { kind: 'failed', error };
  }
}
