import { addDays, type DayNumber, wallAt } from '../../schedule/civil.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { zone } from '../../schedule/zone.ts';
import type { Month } from './month-days.ts';
import { dateOf } from './time.ts';
import type { View } from './view.ts';

/** What became of a day's messages. */
export interface DayTally {
  readonly messages: number;
  /** Failed, expired or missed. */
  readonly failed: number;
}

/** Messages beyond so many in a month, the oldest, are not counted. */
const MOST_COUNTED = 2_000;

/** By the day on which they were due; days without any are left out. */
export async function happenedIn({ days }: Month, view: View): Promise<ReadonlyMap<IsoDate, DayTally>> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return new Map();
  const since = startOf(first.day, view);
  if (since > view.now) return new Map();
  const until = startOf(addDays(last.day, 1), view);
  const found = await view.daemon.outbox.history({ since, until, limit: MOST_COUNTED });
  const byDate = Map.groupBy(found, ({ delivery }) => dateOf(delivery.dueAt, view.zone));
  return new Map(
    [...byDate].map(([date, ofDay]) => {
      const failed = ofDay.filter(({ delivery }) => FAILED.has(delivery.state)).length;
      return [date, { messages: ofDay.length, failed }];
    }),
  );
}

const FAILED: ReadonlySet<string> = new Set(['failed', 'expired', 'missed']);

function startOf(day: DayNumber, { zone: name }: View): EpochMs {
  return zone(name).instantOf(wallAt(day, 0));
}
