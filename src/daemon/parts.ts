import type { Clock } from '../delivery/clock.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Store } from '../store/store.ts';
import type { DaemonOptions } from './daemon-options.ts';
import type { DataWatch } from './data-watch.ts';
import type { Heart } from './heart.ts';
import type { Hooks } from './hooks.ts';
import type { FirstConfig, InForce } from './in-force.ts';
import type { Intake } from './intake.ts';
import type { Listeners } from './listeners.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { RobotOpener } from './robot-opener.ts';

/** What everything else of a daemon stands on, in the order in which it is made. */
export interface Base {
  readonly first: FirstConfig;
  readonly options: DaemonOptions;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What is started is pushed on it, and stopped in the opposite order. */
  readonly undo: AsyncDisposableStack;
  readonly startedAt: EpochMs;
  readonly listeners: Listeners;
  readonly store: Store;
  readonly opener: RobotOpener;
  readonly dataWatch: DataWatch;
  readonly metrics: Metrics;
}

/** And what decides and does. */
export interface Parts extends Base {
  readonly inForce: Readonly<InForce>;
  readonly heart: Heart;
  readonly intake: Intake;
  readonly hooks: Hooks;
}
