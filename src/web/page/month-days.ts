import type { Reminder } from '../../config/config.ts';
import { type Upcoming, upcoming } from '../../daemon/upcoming.ts';
import { addDays, type DayNumber, dayOf, monthLength, toDayNumber, toIsoDate, wallAt } from '../../schedule/civil.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { zone } from '../../schedule/zone.ts';
import { type AgendaEntry, toAgenda } from './agenda.ts';
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
export function monthOf(month: IsoMonth, view: View): Month {
  const days = daysOf(month);
  const { found, isCut } = entriesOf(days, view);
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

/** Of one that fires more often in a day, the later times are not looked for. */
const MOST_A_DAY = 200;
/** So that a page of ten thousand reminders is there within a second. */
const MOST_OCCURRENCES = 50_000;

interface Found {
  readonly found: ReadonlyMap<IsoDate, readonly AgendaEntry[]>;
  readonly isCut: boolean;
}

/** Reminder by reminder and day by day: one that fires every second costs no more than one that fires every hour. */
function entriesOf(days: readonly DayNumber[], view: View): Found {
  const found = new Map<IsoDate, AgendaEntry[]>();
  const today = dayAt(view.now, view);
  const toCome = days.filter((day) => day >= today);
  const [first, last] = [toCome[0], toCome.at(-1)];
  if (first === undefined || last === undefined) return { found, isCut: false };
  const until = startOf(addDays(last, 1), view);
  let left = MOST_OCCURRENCES;
  for (const reminder of view.daemon.config.reminders) {
    let from = toEpochMs(Math.max(view.now, startOf(first, view)));
    while (from < until && left > 0) {
      const day = nextDay(reminder, from, until, view);
      if (!day) break;
      left -= day.items.length;
      found
        .getOrInsertComputed(day.date, () => [])
        .push(...toAgenda(day.items, view.zone).flatMap(({ entries }) => entries));
      from = day.end;
    }
  }
  return { found, isCut: left <= 0 };
}

interface ReminderDay {
  readonly date: IsoDate;
  readonly end: EpochMs;
  readonly items: readonly Upcoming[];
}

/** The next day on which a reminder is due, with what it says then. */
function nextDay(reminder: Reminder, from: EpochMs, until: EpochMs, view: View): ReminderDay | undefined {
  const { overrides } = view;
  const [first] = upcoming([reminder], { from, until, count: 1, overrides });
  if (!first) return undefined;
  const day = dayAt(first.occurrence.at, view);
  const end = startOf(addDays(day, 1), view);
  const items = [...upcoming([reminder], { from: first.occurrence.at, until: end, count: MOST_A_DAY, overrides })];
  return { date: toIsoDate(day), end, items };
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
