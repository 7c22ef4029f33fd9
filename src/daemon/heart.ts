import { hostname } from 'node:os';
import type { Clock, Random } from '../delivery/clock.ts';
import { Dispatcher } from '../delivery/dispatcher.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Store } from '../store/store.ts';
import type { InForce } from './in-force.ts';
import { logDispatchEvent } from './log-dispatch-event.ts';
import type { Logger } from './logger.ts';
import { createPlanner, type Planner } from './planner.ts';
import { type Pulse, takePulse } from './pulse.ts';
import type { Tally } from './tally.ts';
import type { Implausible } from './timeline.ts';

/** What plans and sends, and how to see that it goes on. */
export interface Heart {
  readonly planner: Planner;
  readonly dispatcher: Dispatcher;
  readonly pulses: Readonly<Record<'planner' | 'dispatcher', Pulse>>;
  /** The store refuses what the dispatcher has to write. */
  readonly storeRefuses: () => boolean;
}

export interface HeartOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly inForce: () => InForce;
  readonly tally: Tally;
  readonly builtAt: EpochMs | undefined;
  /** There is something new to be seen. */
  readonly changed: () => void;
  readonly onClock: (trouble: Implausible, isOver: boolean) => void;
}

/** Under the folder's lock: it leads, and buries the daemon before it. */
export function createHeart(options: HeartOptions): Heart {
  const { store, random, logger, inForce, changed, tally } = options;
  const pulses = { planner: takePulse(options.clock), dispatcher: takePulse(options.clock) };
  let storeRefuses = false;
  const dispatcher = new Dispatcher({
    outbox: store.outbox,
    members: store.members,
    notices: store.notices,
    identity: { pid: process.pid, host: hostname(), leads: true },
    clock: pulses.dispatcher.clock,
    random,
    robots: () => inForce().robots.fleet,
    isSound: (at) => planner.believes(at),
    onEvent: (event) => {
      if (event.kind === 'storeFailed') storeRefuses = true;
      if (event.kind === 'storeRecovered') storeRefuses = false;
      tally.take(event);
      logDispatchEvent(logger, event);
      changed();
    },
  });
  const planner: Planner = createPlanner({
    plans: store.plans,
    overrides: store.overrides,
    clock: pulses.planner.clock,
    random,
    addresses: () => inForce().addresses,
    logger,
    builtAt: options.builtAt,
    onClock: options.onClock,
    onPlanned: (lanes) => {
      // After a long downtime there are many batches to plan before it looks at the clock again.
      pulses.planner.beat();
      dispatcher.wake(lanes);
      changed();
    },
  });
  return { planner, dispatcher, pulses, storeRefuses: () => storeRefuses };
}
