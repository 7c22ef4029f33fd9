import { toCivilDate, toDayNumber } from '../civil.ts';
import type { DayNumber } from '../civil.ts';
import { type DayPredicate, type DayRange, withinAny } from '../filter.ts';
import { cnHolidays } from './cn-data.ts';
import type { HolidaySource } from './holiday-source.ts';
import type { Verdict } from './verdict.ts';
import { MONDAY_TO_FRIDAY, type Week } from './week.ts';

/** Which dates are workdays. Immutable: fresh data makes a new calendar. */
export interface Calendar {
  verdict(day: DayNumber): Verdict;
  /** For `on: workdays` and `shift`. */
  readonly isWorkday: (day: DayNumber) => boolean;
  /** For `on: holidays`: a named day off, or one that `off` names; not an ordinary weekend. */
  readonly isHoliday: (day: DayNumber) => boolean;
  /** The day on which its weeks begin, 0 = Sunday. */
  readonly weekStartsOn: number;
  /** Whether that year's days off have been announced. */
  isKnown(year: number): boolean;
  readonly unknownYear: UnknownYear;
}

/**
 * How days of a year without a notice are judged. `provisional`: the days that the law fixes are off, the others follow
 * their weekday. `weekday`: all follow their weekday. `error`: the same, but whoever loads a reminder that reaches into
 * such a year must refuse it: a calendar always answers, so that a running daemon does not stop at New Year.
 */
type UnknownYear = 'provisional' | 'weekday' | 'error';

export interface CalendarOptions {
  /** The country's days off. Default: mainland China's, as bundled. */
  readonly source?: HolidaySource;
  /** Downloaded data, where it speaks, comes before `source`. Default: none. */
  readonly downloaded?: HolidaySource;
  /** Days off whatever the data says. Default: none. */
  readonly off?: Iterable<DayNumber | DayRange>;
  /** Workdays whatever the data says; `off` comes first. Default: none. */
  readonly work?: Iterable<DayNumber | DayRange>;
  /** Default Monday to Friday. */
  readonly week?: Week;
  /** Default `provisional`. */
  readonly unknownYear?: UnknownYear;
}

/**
 * Afterwards no day is a workday, and none is foretold to be off: what the law says of lunar dates and 清明 is computed
 * up to here. Reminders that ask a calendar end with it.
 */
export const LAST_JUDGED_DAY = toDayNumber(2099, 12, 31);

export function createCalendar(options: CalendarOptions = {}): Calendar {
  const { source = cnHolidays, downloaded, week = MONDAY_TO_FRIDAY, unknownYear = 'provisional' } = options;
  const isOff = oneOf(options.off);
  const isWork = oneOf(options.work);

  const isKnown = (year: number) => (downloaded?.isKnown(year) ?? false) || source.isKnown(year);

  const verdict = (day: DayNumber): Verdict => {
    if (isOff(day)) return { kind: 'user-off', workday: false, provisional: false };
    if (isWork(day)) return { kind: 'user-work', workday: true, provisional: false };
    if (day > LAST_JUDGED_DAY) return { kind: 'unknown', workday: false, provisional: false };
    const special = downloaded?.day(day) ?? source.day(day);
    if (special) return announced(special.off, special.name);
    const { year } = toCivilDate(day);
    if (isKnown(year)) return byWeek(day, week, false);
    const name = unknownYear === 'provisional' ? source.statutory?.(year).get(day) : undefined;
    if (name !== undefined) return { kind: 'holiday', name, workday: false, provisional: true };
    return byWeek(day, week, true);
  };

  // Asked for every day of every reminder on workdays; nothing that it is judged by ever changes.
  const workdays = new Map<DayNumber, boolean>();

  return {
    verdict,
    isWorkday: (day) => workdays.getOrInsertComputed(day, () => verdict(day).workday),
    isHoliday: (day) => HOLIDAY_KINDS.has(verdict(day).kind),
    weekStartsOn: week.startsOn,
    isKnown,
    unknownYear,
  };
}

const HOLIDAY_KINDS: ReadonlySet<Verdict['kind']> = new Set(['holiday', 'user-off']);

function announced(off: boolean, name: string): Verdict {
  return { kind: off ? 'holiday' : 'make-up', name, workday: !off, provisional: false };
}

function byWeek(day: DayNumber, week: Week, provisional: boolean): Verdict {
  const workday = week.isWorked(day);
  return { kind: workday ? 'weekday' : 'weekend', workday, provisional };
}

function oneOf(written: Iterable<DayNumber | DayRange> = []): DayPredicate {
  return withinAny(Array.from(written, (each) => (typeof each === 'object' ? each : { from: each, until: each })));
}
