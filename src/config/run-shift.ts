import type { Calendar } from '../schedule/calendar/calendar.ts';
import { filtered } from '../schedule/filter.ts';
import { shiftedSource } from '../schedule/shifted-source.ts';
import type { TimetableOptions } from '../schedule/timetable.ts';
import type { OnDay, ReminderConfig } from './config.ts';
import type { Rhythm } from './rhythm.ts';

type Judged = Pick<TimetableOptions, 'sources' | 'filter'>;

/**
 * `shift` beside any trigger but `monthly`, which knows it itself. Days that `on` names for a trigger of times
 * (`at`, `cron`, `every`, a countdown, weeks) are moved with it, unless all are workdays by their meaning; whatever else is said of days
 * judges where they were moved to.
 */
export function withShift(config: ReminderConfig, { sources, filter = {} }: Judged, { isWorkday }: Calendar): Judged {
  const { shift } = config.facts;
  if (shift === undefined) return { sources, filter };
  const { on, ...others } = filter;
  const isNamed = on !== undefined && namesDays(config);
  const named = isNamed ? sources.map((source) => ({ ...source, pattern: filtered(source.pattern, { on }) })) : sources;
  return {
    sources: named.map((source) => shiftedSource(source, shift, isWorkday)),
    filter: isNamed ? others : filter,
  };
}

function namesDays({ facts: { rhythm }, filter: { on = [] } }: ReminderConfig): boolean {
  const isOfWeeks = rhythm.kind === 'interval' && rhythm.every.unit === 'week';
  return (OF_TIMES.has(rhythm.kind) || isOfWeeks) && !on.every((day) => WORKDAYS_BY_MEANING.has(day));
}

const OF_TIMES: ReadonlySet<Rhythm['kind']> = new Set(['at', 'cron', 'every', 'countdown']);

const WORKDAYS_BY_MEANING: ReadonlySet<OnDay> = new Set([
  'workdays',
  'after-holiday',
  'last-workday-of-week',
  'last-workday-before-holiday',
]);
