import { setImmediate } from 'node:timers/promises';
import { DAY, toEpochMs } from '../schedule/instant.ts';
import { pruneAll } from '../store/prune.ts';
import { backupChore } from './backup-chore.ts';
import { errorFields } from './error-fields.ts';
import { startHeartbeat } from './heartbeat.ts';
import { DEFAULT_HOLIDAY_ADDRESSES } from './holiday-addresses.ts';
import { holidayChore } from './holiday-chore.ts';
import { type Chore, startHousekeeping } from './housekeeping.ts';
import { tellLostLines } from './lost-lines.ts';
import type { Parts } from './parts.ts';
import { FolderWatch } from './watch-folder.ts';
import { troubleOf } from './wellbeing.ts';

/** What goes on beside planning and sending: housekeeping, the heartbeat, the watch over the folder. */
export function startAttendants(parts: Parts): void {
  const { first, options, heart, inForce, store, clock, logger, undo, dataWatch } = parts;
  const attendants = [
    startHousekeeping(choresOf(parts), { timezone: first.config.daemon.timezone, logger }),
    startHeartbeat({
      url: () => inForce.config.daemon.heartbeatUrl,
      trouble: () =>
        troubleOf({
          pulses: heart.pulses,
          storeRefuses: heart.storeRefuses(),
          dataFault: dataWatch.fault,
          board: store.daemonState,
          now: clock.now(),
        }),
      clock,
      network: options.network,
      logger,
    }),
    tellLostLines({ count: options.logLinesLost, board: store.daemonState, clock }),
    new FolderWatch({
      place: options,
      onChange: () => inForce.reloadIfChanged(),
      onFailure: (error) => logger.error(errorFields(error), 'the folder of schedules could not be read; tried again'),
      onTrouble: (reason) =>
        logger.warn(
          { reason },
          'the system does not report file changes any more: dingbell looks for edits every second',
        ),
    }),
  ];
  for (const each of attendants) undo.defer(() => each.stop());
}

/** What the daemon does for itself: forgets what is old, tidies and backs up the database, asks for new holiday data. */
function choresOf(parts: Parts): readonly Chore[] {
  const { first, options, store, clock, logger, inForce } = parts;
  const { dataDirectory, holidayAddresses = DEFAULT_HOLIDAY_ADDRESSES } = first.config.daemon;
  return [
    { name: 'prune', expression: '17 3 * * *', run: (signal) => prune(parts, signal) },
    { name: 'tidy', expression: '37 3 * * *', run: () => store.tidy() },
    backupChore({ dataDirectory, timezone: first.config.daemon.timezone, now: () => clock.now(), logger }),
    holidayChore({
      dataDirectory,
      addresses: holidayAddresses,
      network: options.network,
      now: () => clock.now(),
      logger,
      onSaved: async () => void (await inForce.reload()),
    }),
  ];
}

async function prune({ inForce, store, clock, logger }: Parts, signal: AbortSignal): Promise<void> {
  const before = toEpochMs(clock.now() - Math.max(inForce.config.daemon.retentionMs, DAY));
  const count = await pruneAll(store, before, signal);
  await store.overrides.prune(before);
  while (!signal.aborted && (await store.inbox.prune(before, clock.now())) > 0) await setImmediate();
  if (count > 0) logger.info({ count }, 'old deliveries deleted');
}
