import { toCivilDate, weekday } from '../civil.ts';
import type { DayNumber } from '../civil.ts';
import { cnHolidays } from './cn-data.ts';
import type { HolidaySource } from './holiday-source.ts';
import type { Verdict } from './verdict.ts';

/** Which dates are workdays. Immutable: fresh data makes a new calendar. */
export interface Calendar {
  verdict(day: DayNumber): Verdict;
  /** For `on: workdays` and `shift`. */
  readonly isWorkday: (day: DayNumber) => boolean;
  /** For `on: holidays`: a named day off, or one that `off` names; not an ordinary weekend. */
  readonly isHoliday: (day: DayNumber) => boolean;
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
  readonly off?: Iterable<DayNumber>;
  /** Workdays whatever the data says; `off` comes first. Default: none. */
  readonly work?: Iterable<DayNumber>;
  /** Default `provisional`. */
  readonly unknownYear?: UnknownYear;
}

export function createCalendar(options: CalendarOptions = {}): Calendar {
  const { source = cnHolidays, downloaded, unknownYear = 'provisional' } = options;
  const off = new Set(options.off);
  const work = new Set(options.work);

  const isKnown = (year: number) => (downloaded?.isKnown(year) ?? false) || source.isKnown(year);

  const verdict = (day: DayNumber): Verdict => {
    if (off.has(day)) return { kind: 'user-off', workday: false, provisional: false };
    if (work.has(day)) return { kind: 'user-work', workday: true, provisional: false };
    const special = downloaded?.day(day) ?? source.day(day);
    if (special) return announced(special.off, special.name);
    const { year } = toCivilDate(day);
    if (isKnown(year)) return byWeekday(day, false);
    const name = unknownYear === 'provisional' ? source.statutory?.(year).get(day) : undefined;
    if (name !== undefined) return { kind: 'holiday', name, workday: false, provisional: true };
    return byWeekday(day, true);
  };

  // Asked for every day of every reminder on workdays; nothing that it is judged by ever changes.
  const workdays = new Map<DayNumber, boolean>();

  return {
    verdict,
    isWorkday: (day) => workdays.getOrInsertComputed(day, () => verdict(day).workday),
    isHoliday: (day) => HOLIDAY_KINDS.has(verdict(day).kind),
    isKnown,
    unknownYear,
  };
}

const HOLIDAY_KINDS: ReadonlySet<Verdict['kind']> = new Set(['holiday', 'user-off']);

function announced(off: boolean, name: string): Verdict {
  return { kind: off ? 'holiday' : 'make-up', name, workday: !off, provisional: false };
}

function byWeekday(day: DayNumber, provisional: boolean): Verdict {
  const weekend = weekday(day) === 0 || weekday(day) === 6;
  return { kind: weekend ? 'weekend' : 'weekday', workday: !weekend, provisional };
}
