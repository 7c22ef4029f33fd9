import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { writeAsking } from './holiday-asking.ts';
import { type HolidayRefreshOptions, refreshHolidays, type YearRefresh } from './holiday-refresh.ts';
import type { Chore } from './housekeeping.ts';
import type { Logger } from './logger.ts';
import { isRefreshDue } from './refresh-season.ts';
import { writeAtomically } from './write-atomically.ts';

export interface HolidayChoreOptions extends Omit<HolidayRefreshOptions, 'now' | 'signal'> {
  readonly now: () => EpochMs;
  readonly logger: Logger;
  /** There is new data: calendars should be made afresh from `readHolidays`. */
  readonly onSaved: () => void | Promise<void>;
}

/**
 * Keeps China's holiday data fresh. It looks every hour whether a refresh is due, so that a machine which sleeps at
 * night or was offline catches up; run it once at the start, too. When the last one was, is kept beside the data: a
 * daemon that restarts often asks no more often.
 */
export function holidayChore(options: HolidayChoreOptions): Chore {
  const { dataDirectory, addresses, logger } = options;
  const noteFile = join(dataDirectory, 'holidays', 'refreshed.json');

  async function run(signal: AbortSignal): Promise<void> {
    const now = options.now();
    if (addresses.length === 0 || !isRefreshDue(await readNote(noteFile), now)) return;
    const refreshed = await refreshHolidays({ ...options, now, signal });
    logRefresh(logger, refreshed);
    if (!signal.aborted) await writeAsking(dataDirectory, now, refreshed);
    if (refreshed.every(({ kind }) => kind !== 'failed')) await writeNote(noteFile, now);
    if (!signal.aborted && refreshed.some(({ kind }) => kind === 'saved')) await options.onSaved();
  }

  // Off the full hour, when every other cron job asks for something.
  return { name: 'holidays', expression: '23 * * * *', run };
}

/** Being offline is normal: a line for those who look for it. Unsound data is not: somebody should look at it. */
function logRefresh(logger: Logger, refreshed: readonly YearRefresh[]): void {
  for (const { kind, year } of refreshed) {
    if (kind === 'saved') logger.info({ year }, 'new holiday data');
  }
  const failures = refreshed.flatMap((each) =>
    each.failures.map((failure) => ({ year: each.year, ...failure, reason: failure.reason.en })),
  );
  if (failures.some(({ unsound }) => unsound)) {
    logger.warn({ failures }, 'the downloaded holiday data cannot be used; the last good copy stays in use');
  } else if (failures.length > 0) {
    logger.debug(
      { failures },
      'holiday data could not be downloaded from every address; the last good copy stays in use',
    );
  }
}

/** `undefined`: never refreshed, or nobody can tell. */
async function readNote(file: string): Promise<EpochMs | undefined> {
  try {
    const note = JSON.parse(await readFile(file, 'utf8')) as { readonly at?: unknown };
    return typeof note.at === 'string' ? toEpochMs(Date.parse(note.at)) : undefined;
  } catch {
    return undefined;
  }
}

async function writeNote(file: string, now: EpochMs): Promise<void> {
  await writeAtomically(file, `${JSON.stringify({ at: new Date(now).toISOString() })}\n`);
}
