import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Workspace } from '../test/support/workspace.ts';

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
  | { readonly kind: 'leap' | 'suspend'; readonly ms: number }
  /** 1 when all is planned that was due a minute ago, else 0. */
  | { readonly kind: 'has-caught-up' }
  /** Forgets the oldest so many of what was over at the start. */
  | { readonly kind: 'prune'; readonly oldest: number }
  /** The same reminders, read anew. */
  | { readonly kind: 'reload' }
  /** So many reminders, read from YAML as a large edit is. */
  | { readonly kind: 'read-again'; readonly count: number }
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
  /** Whether it does not answer although it has been waited for: its loop does not turn. It is of no use any more. */
  readonly isStuck: boolean;
}

/** For so long an answer is waited for, ms. */
export const LONGEST_WAIT = 60_000;
/** How long it has to stop, ms. */
const PATIENCE = 10_000;

export async function startWatchedDaemon(watched: Watched): Promise<WatchedDaemon> {
  // Whatever becomes of it, what it wrote goes with this.
  const workspace = new Workspace();
  const child = fork(new URL('./watched-daemon-child.ts', import.meta.url), [JSON.stringify(watched)], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, TMPDIR: workspace.path },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let isStuck = false;
  const answer = async (wait = LONGEST_WAIT): Promise<unknown> => {
    const settled = new AbortController();
    const { signal } = settled;
    const late = setTimeout(() => {
      isStuck = true;
      settled.abort(new Error(`no answer in ${wait} ms`));
    }, wait);
    try {
      const [message] = await Promise.race([once(child, 'message', { signal }), once(child, 'exit', { signal })]);
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('the watched daemon ended');
      return message;
    } finally {
      clearTimeout(late);
      settled.abort();
    }
  };
  // It may have a million deliveries to write first.
  const address = (await answer(10 * LONGEST_WAIT)) as string;
  return {
    address,
    get isStuck() {
      return isStuck;
    },
    async ask<Answer>(wish: Wish) {
      child.send(wish);
      return (await answer()) as Answer;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return workspace[Symbol.dispose]();
      child.disconnect();
      // One that plans a year does not stop in the middle of it.
      const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      await once(child, 'exit');
      clearTimeout(patience);
      workspace[Symbol.dispose]();
    },
  };
}
