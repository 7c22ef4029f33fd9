import pino from 'pino';
import type { Config } from '../config/config.ts';
import type { Random } from '../delivery/clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { Dispatcher } from '../delivery/dispatcher.ts';
import { FolderMembership } from '../delivery/folder-membership.ts';
import { SimulatedClock } from '../delivery/simulated-clock.ts';
import type { Payload } from '../robot/dingtalk/payload.ts';
import { DAY, type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Kept } from '../schedule/override.ts';
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
  readonly overrides?: readonly Kept[];
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
  const daemon = new SimulatedDaemon(config, clock, random);
  const mustTell = (): boolean => daemon.posts.length > 0 || daemon.failures.length > 0 || signal?.aborted === true;
  let posts = 0;
  try {
    await daemon.start(overrides);
    for (let dayEnd = from; dayEnd < until; ) {
      dayEnd = toEpochMs(Math.min(dayEnd + DAY, until));
      while (await clock.runUntil(mustTell, toEpochMs(dayEnd - 1))) {
        if (daemon.failures.length > 0) throw new Error('the simulated daemon failed', { cause: daemon.failures });
        posts += daemon.posts.length;
        yield* daemon.posts.splice(0);
        if (signal?.aborted === true) return;
      }
      await daemon.forget(toEpochMs(dayEnd - KEPT));
      onProgress?.({ through: dayEnd, posts });
    }
  } finally {
    await daemon.stop();
  }
}

/** Far longer than anything looks back: the limiter a minute, notices to the owner half a day. */
const KEPT = DAY;

/** A daemon without its outer parts, and where its posts gather. */
class SimulatedDaemon {
  readonly posts: SimulatedPost[] = [];
  /** What a daemon would log, wait for and try again: in memory it is a bug, and waiting would hide it. */
  readonly failures: string[] = [];
  readonly #reminders: Config['reminders'];
  readonly #store = openStore(MEMORY);
  readonly #dispatcher: Dispatcher;
  readonly #planner: Planner;
  /** What was posted and answered, until the dispatcher says whose it was. */
  readonly #underWay = new Map<string, SandboxPost>();

  constructor(config: Config, clock: SimulatedClock, random: Random) {
    const vendor = createSimulatedVendor(config);
    const now = (): EpochMs => clock.now();
    const onPost = (post: SandboxPost) => void this.#underWay.set(post.payload.msgUuid, post);
    const network = new SandboxNetwork({ sandbox: vendor.sandbox, now, onPost });
    const robots = openRobots(config, { dispatcher: network, now, sandbox: vendor });
    const logger = pino({ level: 'error', base: null }, { write: (line) => void this.failures.push(line) });
    this.#reminders = config.reminders;
    this.#dispatcher = new Dispatcher({
      ...this.#store,
      membership: (work) =>
        new FolderMembership({
          members: this.#store.members,
          clock,
          identity: { pid: 0, host: 'simulated' },
          holdsLock: () => true,
          ...work,
        }),
      clock,
      random,
      robots: () => robots.fleet,
      onEvent: (event) => {
        if (event.kind === 'attempted') this.#tell(event.delivery);
        if (event.kind === 'storeFailed') logDispatchEvent(logger, event);
      },
      pollMs: Number.POSITIVE_INFINITY,
    });
    this.#planner = new Planner({
      ...this.#store,
      clock,
      random,
      addresses: () => robots,
      logger,
      onPlanned: (lanes) => this.#dispatcher.wake(lanes),
    });
  }

  async start(overrides: readonly Kept[]): Promise<void> {
    for (const override of overrides) await this.#store.overrides.set(override);
    await this.#planner.start(this.#reminders);
    this.#dispatcher.start();
  }

  async forget(before: EpochMs): Promise<void> {
    await pruneAll(this.#store, before);
  }

  async stop(): Promise<void> {
    await this.#planner.stop();
    await this.#dispatcher.stop({ graceMs: 0 });
    this.#store.close();
  }

  #tell({ id, robot, reminder, dueAt }: Delivery): void {
    const post = this.#underWay.get(id);
    // Given up before it was posted.
    if (post === undefined) return;
    this.#underWay.delete(id);
    const { at, payload, errcode } = post;
    const subject = reminder === undefined ? {} : { reminder };
    this.posts.push({ postedAt: toEpochMs(at), robot, ...subject, scheduledFor: dueAt, payload, errcode });
  }
}
