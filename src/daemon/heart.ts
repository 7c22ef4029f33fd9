import { hostname } from 'node:os';
import { Dispatcher } from '../delivery/dispatcher.ts';
import { FolderMembership } from '../delivery/folder-membership.ts';
import type { InForce } from './in-force.ts';
import { logDispatchEvent } from './log-dispatch-event.ts';
import { countAttempt } from './metrics.ts';
import type { Base } from './parts.ts';
import { Planner } from './planner.ts';
import { type Pulse, takePulse } from './pulse.ts';
import type { Implausible } from './timeline.ts';

/** What plans and sends, and how to see that it goes on. */
export interface Heart {
  readonly planner: Planner;
  readonly dispatcher: Dispatcher;
  readonly pulses: Readonly<Record<'planner' | 'dispatcher', Pulse>>;
  /** The store refuses what the dispatcher has to write. */
  readonly storeRefuses: () => boolean;
}

/** Under the folder's lock: it leads, and buries the daemon before it. */
export function createHeart(
  { store, clock, options: { random, builtAt }, logger, metrics, listeners: { changed }, dataWatch }: Base,
  inForce: Readonly<InForce>,
  onClock: (trouble: Implausible, isOver: boolean) => void,
): Heart {
  const pulses = { planner: takePulse(clock), dispatcher: takePulse(clock) };
  let storeRefuses = false;
  const dispatcher = new Dispatcher({
    ...store,
    membership: (work) =>
      new FolderMembership({
        members: store.members,
        clock: pulses.dispatcher.clock,
        identity: { pid: process.pid, host: hostname() },
        holdsLock: () => !dataWatch.isSupplanted(),
        ...work,
      }),
    clock: pulses.dispatcher.clock,
    random,
    robots: () => inForce.robots.fleet,
    isSound: (at) => planner.believes(at) && !dataWatch.isSupplanted(),
    onEvent: (event) => {
      if (event.kind === 'storeFailed') storeRefuses = true;
      if (event.kind === 'storeRecovered') storeRefuses = false;
      if (event.kind === 'attempted') countAttempt(metrics, event, clock.now());
      logDispatchEvent(logger, event);
      changed();
    },
  });
  const planner: Planner = new Planner({
    ...store,
    clock: pulses.planner.clock,
    random,
    addresses: () => inForce.addresses,
    leadership: dispatcher.membership,
    logger,
    builtAt,
    onClock,
    onPlanned: (lanes) => {
      // After a long downtime there are many batches to plan before it looks at the clock again.
      pulses.planner.beat();
      dispatcher.wake(lanes);
      changed();
    },
  });
  return { planner, dispatcher, pulses, storeRefuses: () => storeRefuses };
}
