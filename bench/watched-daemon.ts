import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What `watched-daemon-child.ts` is started for. */
export interface Watched {
  /** Where its robots are; default: in the daemon's own sandbox. */
  readonly origin?: string;
  readonly robots?: number;
  /** What the first of them may send a minute. Default: as much as it likes. */
  readonly perMinuteOfFirst?: number;
  readonly reminders:
    | { readonly kind: 'each-minute'; readonly count: number }
    /** To all robots but the first. */
    | { readonly kind: 'each-second'; readonly count: number }
    | { readonly kind: 'many'; readonly count: number };
  /** So many deliveries, one a second, are over when it starts. Default 0. */
  readonly past?: number;
  /** How its clock differs from that of the machine when it starts, ms. Default 0. */
  readonly offset?: number;
}

/** What it can be asked for. */
export type Wish =
  /** The longest turn of its loop since that was asked last, ms. */
  | { readonly kind: 'longest-turn' }
  | { readonly kind: 'leap'; readonly ms: number }
  /** Answers when all that is due is planned. */
  | { readonly kind: 'catch-up' }
  /** Forgets the oldest so many of what was over at the start. */
  | { readonly kind: 'prune'; readonly oldest: number }
  /** The same reminders, read anew. */
  | { readonly kind: 'reload' }
  | { readonly kind: 'fill-pending'; readonly count: number }
  /** MB, after all garbage has been collected. */
  | { readonly kind: 'memory' };

export interface MemoryMB {
  readonly resident: number;
  readonly heap: number;
}

/** A real daemon in a process of its own, which tells how it fares. */
export interface WatchedDaemon extends AsyncDisposable {
  /** Of its page, with a slash at the end. */
  readonly address: string;
  ask<Answer = number>(wish: Wish): Promise<Answer>;
}

export async function startWatchedDaemon(watched: Watched): Promise<WatchedDaemon> {
  const child = fork(new URL('./watched-daemon-child.ts', import.meta.url), [JSON.stringify(watched)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the watched daemon ended');
    return message;
  };
  const address = (await answer()) as string;
  return {
    address,
    async ask<Answer>(wish: Wish) {
      child.send(wish);
      return (await answer()) as Answer;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
