import pino from 'pino';
import type { Config } from '../config/config.ts';
import type { Random } from '../delivery/clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { Dispatcher } from '../delivery/dispatcher.ts';
import { SimulatedClock } from '../delivery/simulated-clock.ts';
import type { Payload } from '../robot/dingtalk/payload.ts';
import { DAY, type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Override } from '../schedule/override.ts';
import { MEMORY } from '../store/open.ts';
import { pruneAll } from '../store/prune.ts';
import { openStore } from '../store/store.ts';
import { logDispatchEvent } from './log-dispatch-event.ts';
import { Planner } from './planner.ts';
import { openRobots } from './robots.ts';
import { SandboxNetwork, type SandboxPost } from './sandbox-network.ts';
import { seededRandom } from './seeded-random.ts';
import { createSimulatedVendor } from './simulated-vendor.ts';

/** One POST that a daemon with this configuration would make. */
export interface SimulatedPost {
  readonly postedAt: EpochMs;
  readonly robot: string;
  /** `undefined`: a notice to the owner. */
  readonly reminder?: string;
  /** The fire instant; before `postedAt` when it had to wait for its turn. */
  readonly scheduledFor: EpochMs;
  readonly payload: Payload;
  /** DingTalk's answer; 0 = delivered, the same message comes again after most others. */
  readonly errcode: number;
}

export interface SimulateOptions {
  /** Inclusive. The daemon starts then: nothing is late, nothing is left over from before. */
  readonly from: EpochMs;
  /** Exclusive: what is posted later, be it only by throttling, is not told. */
  readonly until: EpochMs;
  /** What was set by hand: skipped dates, pauses, vacations. Default: nothing. */
  readonly overrides?: readonly Override[];
  /** Spreads retries. Default: seeded, so that the same input gives the same output. */
  readonly random?: Random;
  /** After each simulated day. */
  readonly onProgress?: (progress: SimulationProgress) => void;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

interface SimulationProgress {
  /** Simulated up to this instant, exclusive. */
  readonly through: EpochMs;
  /** So many posts so far. */
  readonly posts: number;
}

/**
 * What would be posted, and when, in order: the daemon's own planner, limiter and dispatcher on a simulated clock, its
 * own client with real signatures, and the sandbox at the far end, which refuses and throttles as DingTalk does but
 * answers at once. Touches neither the network nor the disk. It stands still while nobody asks for the next post, and
 * its memory does not grow with the range.
 */
export async function* simulate(config: Config, options: SimulateOptions): AsyncGenerator<SimulatedPost, void> {
  const { from, until, overrides = [], random = seededRandom(1), onProgress, signal } = options;
  // A new reminder starts at the daemon's start, exclusive.
  const clock = new SimulatedClock(toEpochMs(from - 1));
  const stage = setStage(config, clock, random);
  let posts = 0;
  try {
    await stage.start(overrides);
    for (let dayEnd = from; dayEnd < until; ) {
      dayEnd = toEpochMs(Math.min(dayEnd + DAY, until));
      const isInterrupted = (): boolean =>
        stage.posts.length > 0 || signal?.aborted === true || stage.failures.length > 0;
      while (await clock.runUntil(isInterrupted, toEpochMs(dayEnd - 1))) {
        if (stage.failures.length > 0) throw new Error('the simulated daemon failed', { cause: stage.failures });
        posts += stage.posts.length;
        yield* stage.posts.splice(0);
        if (signal?.aborted === true) return;
      }
      await stage.forget(toEpochMs(dayEnd - KEPT));
      onProgress?.({ through: dayEnd, posts });
    }
  } finally {
    await stage.stop();
  }
}

/** Far longer than anything looks back: the limiter a minute, notices to the owner half a day. */
const KEPT = DAY;

/** A daemon without its outer parts, and where its posts gather. */
interface Stage {
  readonly posts: SimulatedPost[];
  /** What a daemon would log, wait for and try again: in memory it is a bug, and waiting would hide it. */
  readonly failures: readonly string[];
  start(overrides: readonly Override[]): Promise<void>;
  forget(before: EpochMs): Promise<void>;
  stop(): Promise<void>;
}

function setStage(config: Config, clock: SimulatedClock, random: Random): Stage {
  const vendor = createSimulatedVendor(config);
  const { posts, onPost, onAttempt } = gatherPosts();
  const now = (): EpochMs => clock.now();
  const network = new SandboxNetwork({ sandbox: vendor.sandbox, now, onPost });
  const robots = openRobots(config, { dispatcher: network, now, sandbox: vendor });
  const store = openStore(MEMORY);
  const failures: string[] = [];
  const logger = pino({ level: 'error', base: null }, { write: (line) => void failures.push(line) });
  const dispatcher = new Dispatcher({
    ...store,
    identity: { pid: 0, host: 'simulated', leads: true },
    clock,
    random,
    robots: () => robots.fleet,
    onEvent: (event) => {
      if (event.kind === 'attempted') onAttempt(event.delivery);
      if (event.kind === 'storeFailed') logDispatchEvent(logger, event);
    },
    pollMs: Number.POSITIVE_INFINITY,
  });
  const planner = new Planner({
    plans: store.plans,
    overrides: store.overrides,
    clock,
    random,
    addresses: () => robots,
    logger,
    onPlanned: (lanes) => dispatcher.wake(lanes),
  });

  return {
    posts,
    failures,
    async start(overrides) {
      for (const override of overrides) await store.overrides.set(override);
      await planner.start(config.reminders);
      dispatcher.start();
    },
    async forget(before) {
      await pruneAll(store, before);
    },
    async stop() {
      await planner.stop();
      await dispatcher.stop({ graceMs: 0 });
      store.close();
    },
  };
}

interface Gathering {
  readonly posts: SimulatedPost[];
  readonly onPost: (post: SandboxPost) => void;
  readonly onAttempt: (delivery: Delivery) => void;
}

/** The network knows what was posted and answered, the dispatcher whose it was. */
function gatherPosts(): Gathering {
  const posts: SimulatedPost[] = [];
  const underWay = new Map<string, SandboxPost>();
  return {
    posts,
    onPost: (post) => {
      underWay.set(post.payload.msgUuid, post);
    },
    onAttempt: ({ id, robot, reminder, dueAt }) => {
      const post = underWay.get(id);
      // Given up before it was posted.
      if (post === undefined) return;
      underWay.delete(id);
      const { at, payload, errcode } = post;
      const subject = reminder === undefined ? {} : { reminder };
      posts.push({ postedAt: toEpochMs(at), robot, ...subject, scheduledFor: dueAt, payload, errcode });
    },
  };
}
