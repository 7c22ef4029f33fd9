import type { Verdict } from '../../schedule/calendar/verdict.ts';
import { type DayNumber, parseIsoDate } from '../../schedule/civil.ts';
import { formatLunarDay, formatLunarMonth, formatLunarMonthDay } from '../../schedule/lunar/format-lunar-date.ts';
import { type LunarDate, toLunarDate } from '../../schedule/lunar/lunar-date.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { View } from './view.ts';

/** What a calendar on the wall says about a day. */
export interface DayFacts {
  readonly verdict: Verdict;
  readonly lunar: LunarDate | undefined;
  /** Only where the day does not simply follow its weekday. */
  readonly special: SpecialDay | undefined;
}

export interface SpecialDay {
  readonly kind: 'off' | 'work';
  /** 休 */
  readonly mark: string;
  /** 国庆节, 春节调休上班; with the remark that it may change. */
  readonly name: string;
}

/** As the calendar of reminders that name none has it. */
export function dayFacts(date: IsoDate, view: View): DayFacts {
  const day = parseIsoDate(date);
  if (day === undefined) throw new RangeError(`not a date: ${date}`);
  return factsOf(day, view);
}

export function factsOf(day: DayNumber, { daemon, texts }: View): DayFacts {
  const verdict = daemon.config.defaultCalendar.verdict(day);
  return { verdict, lunar: toLunarDate(day), special: specialDay(verdict, texts) };
}

/** `农历十月十五`, `lunar 10-15`. */
export function lunarWords(lunar: LunarDate, { day }: Texts): string {
  const numbers = `${lunar.leap ? 'leap ' : ''}${lunar.month}-${lunar.day}`;
  return day.lunar(formatLunarMonthDay(lunar), numbers);
}

/** The day alone, on its first day the month, as printed calendars have it. */
export function lunarShort({ month, leap, day }: LunarDate): string {
  return day === 1 ? formatLunarMonth(month, leap) : formatLunarDay(day);
}

function specialDay(verdict: Verdict, { day }: Texts): SpecialDay | undefined {
  const certain = (name: string) => (verdict.provisional ? day.provisional(name) : name);
  switch (verdict.kind) {
    case 'holiday':
      return { kind: 'off', mark: day.off, name: certain(day.holiday(verdict.name)) };
    case 'user-off':
      return { kind: 'off', mark: day.off, name: day.userOff };
    case 'make-up':
      return { kind: 'work', mark: day.work, name: certain(day.makeUp(verdict.name)) };
    case 'user-work':
      return { kind: 'work', mark: day.work, name: day.userWork };
    case 'weekday':
    case 'weekend':
    case 'unknown':
      return undefined;
  }
}
