import type { Dispatcher as Network } from 'undici';
import type { DaemonConfig } from '../config/config.ts';
import { DAY, type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Store } from '../store/store.ts';
import { DEFAULT_HOLIDAY_ADDRESSES } from './holiday-addresses.ts';
import { holidayChore } from './holiday-chore.ts';
import type { Chore } from './housekeeping.ts';
import type { Logger } from './logger.ts';

export interface ChoresOptions {
  /** Those in force. */
  readonly settings: () => DaemonConfig;
  readonly store: Store;
  readonly network: Network;
  readonly now: () => EpochMs;
  readonly logger: Logger;
  /** There is new holiday data. */
  readonly onHolidays: () => Promise<void>;
}

/** What the daemon does for itself: forgets what is old, tidies the database, asks for new holiday data. */
export function choresOf(options: ChoresOptions): readonly Chore[] {
  const { store } = options;
  return [
    { name: 'prune', expression: '17 3 * * *', run: (signal) => prune(options, signal) },
    { name: 'tidy', expression: '37 3 * * *', run: () => store.tidy() },
    holidays(options),
  ];
}

async function prune({ settings, store, now, logger }: ChoresOptions, signal: AbortSignal): Promise<void> {
  const before = toEpochMs(now() - Math.max(settings().retentionMs, DAY));
  const count = await store.prune(before, signal);
  await store.overrides.prune(before);
  if (count > 0) logger.info({ count }, 'old deliveries forgotten');
}

function holidays({ settings, network, now, logger, onHolidays }: ChoresOptions): Chore {
  const { dataDirectory, holidayAddresses } = settings();
  return holidayChore({
    dataDirectory,
    addresses: holidayAddresses ?? DEFAULT_HOLIDAY_ADDRESSES,
    network,
    now,
    logger,
    onSaved: onHolidays,
  });
}
