import type { Counts } from '../../delivery/history.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import type { Month } from './month-days.ts';
import { startOfDate } from './time.ts';
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
  if (startOfDate(first.date, view.zone) > view.now) return new Map();
  const midnights = days.map(({ date }) => startOfDate(date, view.zone));
  const found = await view.daemon.history.countByDay([...midnights, startOfDate(last.date, view.zone, 1)]);
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
