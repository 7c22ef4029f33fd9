import type { Counts } from '../../delivery/history.ts';
import { addDays, type DayNumber, wallAt } from '../../schedule/civil.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { zone } from '../../schedule/zone.ts';
import type { Month } from './month-days.ts';
import type { View } from './view.ts';

/** What became of a day's messages. */
export interface DayTally {
  readonly messages: number;
  /** Failed, expired or missed. */
  readonly failed: number;
}

/** By the day on which they were due; days without any are left out. */
export async function happenedIn({ days }: Month, view: View): Promise<ReadonlyMap<IsoDate, DayTally>> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return new Map();
  const since = startOf(first.day, view);
  if (since > view.now) return new Map();
  const found = await view.daemon.history.countByDay(
    [...days, { day: addDays(last.day, 1) }].map(({ day }) => startOf(day, view)),
  );
  return new Map(
    days.flatMap(({ date }, index) => {
      const tally = found[index] && tallyOf(found[index]);
      return tally && tally.messages > 0 ? [[date, tally] as const] : [];
    }),
  );
}

function tallyOf(counts: Counts): DayTally {
  const messages = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { messages, failed: counts.failed + counts.expired + counts.missed };
}

function startOf(day: DayNumber, { zone: name }: View): EpochMs {
  return zone(name).instantOf(wallAt(day, 0));
}
