import { type DayNumber, monthLength, toDayNumber, toIsoDate } from '../../schedule/civil.ts';
import { toEpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { type AgendaEntry, ENOUGH_A_DAY, toAgenda } from './agenda.ts';
import { type DayFacts, factsOf } from './day-facts.ts';
import { startOfDate } from './time.ts';
import { termOfDay } from './term-of-day.ts';
import type { View } from './view.ts';

/** `2026-11` */
export type IsoMonth = string;

export interface MonthDay extends DayFacts {
  readonly date: IsoDate;
  readonly day: DayNumber;
  /** 小雪, in the page's language. */
  readonly term?: string;
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
  const { daemon, zone, now, overrides } = view;
  const days = daysOf(month);
  const from = toEpochMs(Math.max(now, startOfDate(`${month}-01`, zone)));
  const until = startOfDate(`${month}-01`, zone, days.length);
  const query = { from, until, count: MOST_OCCURRENCES, overrides, mostADay: { count: ENOUGH_A_DAY, zone } };
  const found = from < until ? await daemon.upcoming(query) : [];
  const entries = new Map(toAgenda(found, zone).map((day) => [day.date, day.entries]));
  return {
    month,
    isCut: found.length === MOST_OCCURRENCES,
    days: days.map((day) => {
      const date = toIsoDate(day);
      const term = termOfDay(day);
      return {
        ...factsOf(day, view),
        ...(term && { term: view.texts.language === 'en' ? term.en : term.zh }),
        date,
        day,
        entries: entries.get(date) ?? [],
      };
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
