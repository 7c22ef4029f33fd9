import { Dispatcher, type DispatcherOptions } from '../../src/delivery/dispatcher.ts';
import type { DispatchEvent } from '../../src/delivery/dispatch-event.ts';
import { createFleet, type Fleet, type FleetRobot } from '../../src/delivery/fleet.ts';
import { FolderMembership } from '../../src/delivery/folder-membership.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import type { Members } from '../../src/delivery/members.ts';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { newDelivery } from '../../src/delivery/draft.ts';
import type { Outbox } from '../../src/delivery/outbox.ts';
import { SettableClock } from '../support/settable-clock.ts';
import type { Message } from '../../src/message/message.ts';
import type { Outcome, Robot, SendOptions } from '../../src/robot/robot.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { at } from '../store/plan.ts';

/** One POST as a robot saw it, in ms after the tests' beginning. */
interface Post {
  readonly robot: string;
  readonly msgUuid: string;
  readonly text: string;
  readonly arrived: number;
}

/** What a robot answers to its n-th post (from 0), and how long it takes. */
export type Script = (index: number, options: SendOptions) => Answer | Promise<Answer>;
export type Answer = Outcome & { readonly afterMs?: number };

/** Everything around a dispatcher, in memory, on a simulated clock that begins at `at(0)`. */
export interface Stage {
  readonly clock: SettableClock;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly posts: Post[];
  readonly events: DispatchEvent[];
  robot(name: string, script: Script): Robot;
  commit(...deliveries: readonly NewDelivery[]): Promise<void>;
  dispatcher(fleet: Fleet | (() => Fleet), options?: StageOptions): Dispatcher;
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>;
  close(): void;
}

interface StageOptions extends Partial<DispatcherOptions> {
  /** Default: the store's. */
  readonly members?: Members;
}

export function setStage(directory: string = MEMORY): Stage {
  const clock = new SettableClock(at(0));
  const store = openStore(directory);
  const posts: Post[] = [];
  const events: DispatchEvent[] = [];

  return {
    clock,
    store,
    outbox: store.outbox,
    posts,
    events,
    robot(name, script) {
      let index = 0;
      return {
        async send(message, options) {
          const { msgUuid } = options;
          posts.push({ robot: name, msgUuid, text: textOf(message), arrived: clock.now() - at(0) });
          const { afterMs = 0, ...outcome } = await script(index++, options);
          await clock.sleepUntil(toEpochMs(clock.now() + afterMs), options.signal);
          return options.signal?.aborted === true && afterMs > 0 ? GIVEN_UP : outcome;
        },
      };
    },
    async commit(...deliveries) {
      await store.plans.commit({ deliveries, cursors: [] });
    },
    dispatcher(fleet, { members = store.members, ...options } = {}) {
      return new Dispatcher({
        outbox: store.outbox,
        notices: store.notices,
        membership: leading(members, options.clock ?? clock),
        clock,
        random: () => 0,
        robots: typeof fleet === 'function' ? fleet : () => fleet,
        onEvent: (event) => events.push(event),
        pollMs: Infinity,
        ...options,
      });
    },
    async pass(ms) {
      await clock.advanceTo(toEpochMs(clock.now() + ms));
    },
    close() {
      store.close();
    },
  };
}

/** As the daemon is one: under the lock of its folder. */
export function leading(members: Members, clock: Clock): DispatcherOptions['membership'] {
  return (work) => {
    const identity = { pid: 1, host: 'here' };
    return new FolderMembership({ members, clock, identity, holdsLock: () => true, ...work });
  };
}

export function fleetOf(...robots: readonly FleetRobot[]): Fleet {
  const lanes = new Map(robots.map(({ name, lane }) => [name, lane.lane]));
  return createFleet(robots, {
    locale: 'en',
    timezone: 'UTC',
    make: (draft) => [newDelivery(draft, lanes.get(draft.robot) ?? '')],
  });
}

const GIVEN_UP: Outcome = { kind: 'ambiguous', cause: { code: 'given-up', fate: 'sent' } };

function textOf(message: Message): string {
  return 'text' in message ? message.text : message.kind;
}
