import type { Dispatcher as Network } from 'undici';
import type { Clock } from '../delivery/clock.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Store } from '../store/store.ts';
import { choresOf } from './chores.ts';
import type { Config } from '../config/config.ts';
import type { DataWatch } from './data-watch.ts';
import { errorFields } from './error-fields.ts';
import type { Heart } from './heart.ts';
import { startHeartbeat } from './heartbeat.ts';
import { startHousekeeping } from './housekeeping.ts';
import type { InForce } from './in-force.ts';
import type { Logger } from './logger.ts';
import { tellLostLines } from './lost-lines.ts';
import { watchFolder } from './watch-folder.ts';
import { troubleOf } from './wellbeing.ts';

export interface AttendantParts {
  readonly config: Config;
  readonly heart: Heart;
  readonly inForce: InForce;
  readonly store: Store;
  readonly network: Network;
  readonly clock: Clock;
  readonly now: () => EpochMs;
  readonly logger: Logger;
  readonly dataWatch: DataWatch;
  readonly logLinesLost: () => number;
  /** What is started here is pushed on it. */
  readonly undo: AsyncDisposableStack;
}

/** What goes on beside planning and sending: housekeeping, the heartbeat, the watch over the folder. */
export function startAttendants(parts: AttendantParts): void {
  const { config, heart, inForce, store, network, clock, now, logger, undo } = parts;
  const { dataWatch, logLinesLost } = parts;
  const chores = choresOf({
    settings: () => inForce.config.daemon,
    store,
    network,
    now,
    logger,
    onHolidays: async () => void (await inForce.reload()),
  });
  const housekeeping = startHousekeeping(chores, { timezone: config.daemon.timezone, logger });
  undo.defer(() => housekeeping.stop());
  const heartbeat = startHeartbeat({
    url: () => inForce.config.daemon.heartbeatUrl,
    trouble: () =>
      troubleOf({
        pulses: heart.pulses,
        storeRefuses: heart.storeRefuses(),
        dataFault: dataWatch.fault,
        board: store.daemonState,
        now: now(),
      }),
    clock,
    network,
    logger,
  });
  undo.defer(() => heartbeat.stop());
  const lostLines = tellLostLines({ count: logLinesLost, board: store.daemonState, clock });
  undo.defer(() => lostLines.stop());
  const watch = watchFolder({
    directory: config.directory,
    onChange: () => inForce.reloadIfChanged(),
    onFailure: (error) => logger.error(errorFields(error), 'the schedules could not be looked at; tried again'),
    onTrouble: (reason) =>
      logger.warn({ reason }, 'the system tells of no more changes: edits are looked for each second'),
  });
  undo.defer(() => watch.stop());
}
