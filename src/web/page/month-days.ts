import type { Reminder } from '../../config/config.ts';
import { inTurns } from '../../daemon/in-turns.ts';
import { type Upcoming, upcoming } from '../../daemon/upcoming.ts';
import { addDays, type DayNumber, dayOf, monthLength, toDayNumber, toIsoDate, wallAt } from '../../schedule/civil.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { zone } from '../../schedule/zone.ts';
import { type AgendaEntry, MOST_A_DAY, toEntries } from './agenda.ts';
import { type DayFacts, factsOf } from './day-facts.ts';
import type { View } from './view.ts';

/** `2026-11` */
export type IsoMonth = string;

export interface MonthDay extends DayFacts {
  readonly date: IsoDate;
  readonly day: DayNumber;
  /** What is still to come, in order of time; a reminder that fires often that day is one of them. */
  readonly entries: readonly AgendaEntry[];
}

export interface Month {
  readonly month: IsoMonth;
  readonly days: readonly MonthDay[];
  /** There is more than was counted. */
  readonly isCut: boolean;
}

/** A month of the page's zone with what is to come in it; days that have passed hold nothing. */
export async function monthOf(month: IsoMonth, view: View): Promise<Month> {
  const days = daysOf(month);
  const { found, isCut } = await entriesOf(days, view);
  return {
    month,
    isCut,
    days: days.map((day) => {
      const date = toIsoDate(day);
      const entries = (found.get(date) ?? []).toSorted(inOrder);
      return { ...factsOf(day, view), date, day, entries };
    }),
  };
}

/** `undefined` for anything that is no month of the years 1900-2100, for which lunar dates are known. */
export function parseMonth(text: string | null): IsoMonth | undefined {
  return text !== null && /^(19\d\d|20\d\d|2100)-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

/** The month so many further on; `undefined` outside of the years that are shown. */
export function monthAfter(month: IsoMonth, months: number): IsoMonth | undefined {
  return parseMonth(Temporal.PlainYearMonth.from(month).add({ months }).toString());
}

function daysOf(month: IsoMonth): readonly DayNumber[] {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return Array.from({ length: monthLength(year, number) }, (_, index) => toDayNumber(year, number, index + 1));
}

const MOST_OCCURRENCES = 20_000;

interface Found {
  readonly found: ReadonlyMap<IsoDate, readonly AgendaEntry[]>;
  readonly isCut: boolean;
}

/** Reminder by reminder: one that fires every second costs no more than one that fires every few minutes. */
async function entriesOf(days: readonly DayNumber[], view: View): Promise<Found> {
  const today = dayAt(view.now, view);
  const toCome = days.filter((day) => day >= today);
  const [first, last] = [toCome[0], toCome.at(-1)];
  if (first === undefined || last === undefined) return { found: new Map(), isCut: false };
  const from = toEpochMs(Math.max(view.now, startOf(first, view)));
  const until = startOf(addDays(last, 1), view);
  const found = new Map<IsoDate, AgendaEntry[]>();
  let left = MOST_OCCURRENCES;
  for await (const reminder of inTurns(view.daemon.config.reminders)) {
    if (left <= 0) break;
    const items = occurrencesOf(reminder, { from, until, most: left }, view);
    left -= items.length;
    for (const [day, ofDay] of Map.groupBy(items, ({ occurrence }) => dayAt(occurrence.at, view))) {
      found.getOrInsertComputed(toIsoDate(day), () => []).push(...toEntries(ofDay));
    }
  }
  return { found, isCut: left <= 0 };
}

interface Range {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly most: number;
}

/** In order of time. Of a day with very many, the first; the search goes on at the next midnight. */
function occurrencesOf(reminder: Reminder, { from, until, most }: Range, view: View): readonly Upcoming[] {
  const items: Upcoming[] = [];
  let start: EpochMs | undefined = from;
  while (start !== undefined && items.length < most) {
    const count = most - items.length;
    start = takeUntilCrowded(
      upcoming([reminder], { from: start, until, count, overrides: view.overrides }),
      items,
      view,
    );
  }
  return items;
}

/** The next midnight after a day of which enough is known; `undefined` when all has been taken. */
function takeUntilCrowded(found: Iterable<Upcoming>, items: Upcoming[], view: View): EpochMs | undefined {
  let midnight = Number.NEGATIVE_INFINITY;
  let ofDay = 0;
  for (const item of found) {
    const { at } = item.occurrence;
    if (at >= midnight) {
      midnight = startOf(addDays(dayAt(at, view), 1), view);
      ofDay = 0;
    }
    items.push(item);
    ofDay += 1;
    if (ofDay === MOST_A_DAY) return toEpochMs(midnight);
  }
  return undefined;
}

function inOrder({ first: a }: AgendaEntry, { first: b }: AgendaEntry): number {
  return a.occurrence.at - b.occurrence.at || (a.reminder.id < b.reminder.id ? -1 : 1);
}

function dayAt(at: EpochMs, { zone: name }: View): DayNumber {
  return dayOf(zone(name).wallAt(at));
}

function startOf(day: DayNumber, { zone: name }: View): EpochMs {
  return zone(name).instantOf(wallAt(day, 0));
}
