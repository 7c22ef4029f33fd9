import type { Reminder } from '../config/config.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Override } from '../schedule/override.ts';
import { upcomingInTurns } from './upcoming.ts';

/** When the next reminder fires; `undefined` = never. */
export type NextDue = (
  reminders: readonly Reminder[],
  overrides: readonly Override[],
  now: EpochMs,
) => Promise<EpochMs | undefined>;

/**
 * Remembers its answer until that instant is over or something else is asked: with ten thousand reminders it takes
 * longer to find than a scrape should.
 */
export function createNextDue(): NextDue {
  let known: { reminders: readonly Reminder[]; overrides: string; from: EpochMs; at: EpochMs | undefined } | undefined;
  return async (reminders, overrides, now) => {
    const key = JSON.stringify(overrides);
    const isKnown = known?.reminders === reminders && known.overrides === key && known.from <= now;
    if (known && isKnown && (known.at === undefined || known.at >= now)) return known.at;
    const [next] = await upcomingInTurns(reminders, { from: now, count: 1, overrides, skipped: 'left-out' });
    known = { reminders, overrides: key, from: now, at: next?.occurrence.at };
    return known.at;
  };
}
