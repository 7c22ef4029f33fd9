import type { Upcoming } from '../../daemon/upcoming.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { overrideId } from '../../schedule/override.ts';
import { type Rarity, rarityOf } from './rarity.ts';
import { dateOf, startOfDate } from './time.ts';
import type { View } from './view.ts';

/** What is upcoming, as a person's diary would show it. */
export interface AgendaDay {
  readonly date: IsoDate;
  readonly entries: readonly AgendaEntry[];
}

export interface AgendaEntry {
  readonly first: Upcoming;
  /** How often it fires that day: 1, unless it fires so often that one entry stands for all. */
  readonly times: number;
  /** `undefined`: it fires oftener than is looked for, `times` at least. */
  readonly last: EpochMs | undefined;
}

/** A reminder that fires more often than this in a day is drawn once. */
const OFTEN = 3;
/** Of one reminder: what fires all day long shares one entry, and leaves room for others. */
export const ENOUGH_A_DAY = 24;
/** Of one that fires oftener in a day, the later times are not looked for. */
const MOST_A_DAY = 200;

/** By day in `zone`; a reminder that fires often in a day becomes one entry, where its first occurrence stands. */
export function toAgenda(items: readonly Upcoming[], zone: string): readonly AgendaDay[] {
  const days = Map.groupBy(items, (item) => dateOf(item.occurrence.at, zone));
  return [...days].map(([date, ofDay]) => ({ date, entries: toEntries(ofDay) }));
}

/** Only the first `limit` entries, whole days or part of the last one. */
export function cutAgenda(days: readonly AgendaDay[], limit: number): readonly AgendaDay[] {
  let left = limit;
  const kept: AgendaDay[] = [];
  for (const { date, entries } of days) {
    if (left <= 0) break;
    kept.push({ date, entries: entries.slice(0, left) });
    left -= entries.length;
  }
  return kept;
}

export function countEntries(days: readonly AgendaDay[]): number {
  return days.reduce((sum, day) => sum + day.entries.length, 0);
}

/** What is rare, what comes every week, and what comes every day, each in order of time. */
export function byRarity(entries: readonly AgendaEntry[]) {
  const of = (wanted: Rarity) => entries.filter(({ first }) => rarityOf(first.reminder) === wanted);
  return { rare: of('rare'), others: of('weekly'), daily: of('daily') };
}

/** Of what fires in one day. */
function toEntries(items: readonly Upcoming[]): readonly AgendaEntry[] {
  if (items.length <= OFTEN) return items.map((first) => ({ first, times: 1, last: first.occurrence.at }));
  const bySeries = Map.groupBy(items, seriesOf);
  return items.flatMap((item) => {
    const series = bySeries.get(seriesOf(item)) ?? [item];
    if (series.length <= OFTEN) return [{ first: item, times: 1, last: item.occurrence.at }];
    if (item !== series[0]) return [];
    return [
      {
        first: item,
        times: series.length,
        last: series.length < MOST_A_DAY ? series.at(-1)?.occurrence.at : undefined,
      },
    ];
  });
}

/** One entry never stands for what is told and what is not. */
function seriesOf({ reminder, occurrence, skipped }: Upcoming): string {
  return JSON.stringify([reminder.id, occurrence.notice, occurrence.person, skipped && overrideId(skipped)]);
}

/** A day with all that each entry stands for, which was only looked for until there was enough of it to be one. */
export async function inFull({ date, entries }: AgendaDay, view: View): Promise<AgendaDay> {
  const full = entries.map(async (entry) => (entry.times > 1 ? toldInFull(entry, date, view) : entry));
  return { date, entries: await Promise.all(full) };
}

async function toldInFull(entry: AgendaEntry, date: IsoDate, { daemon, zone, overrides }: View): Promise<AgendaEntry> {
  const { reminder, occurrence, skipped } = entry.first;
  const found = await daemon.upcoming({
    from: occurrence.at,
    until: startOfDate(date, zone, 1),
    reminder: reminder.id,
    overrides,
    mostADay: { count: MOST_A_DAY, zone },
    ...(skipped ? {} : { skipped: 'left-out' }),
  });
  const series = seriesOf(entry.first);
  return toEntries(found.filter((each) => seriesOf(each) === series))[0] ?? entry;
}
