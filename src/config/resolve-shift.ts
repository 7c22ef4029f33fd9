import type { Calendar } from '../schedule/calendar/calendar.ts';
import { isCalendarDays } from '../schedule/calendar/calendar-days.ts';
import { type Filter, filtered } from '../schedule/filter.ts';
import { shiftedSource } from '../schedule/shifted-source.ts';
import type { Source } from '../schedule/source.ts';
import type { Report } from './report.ts';
import { intervalOf } from './resolve-interval.ts';
import type { TriggerKey } from './resolve-trigger.ts';
import type { ReminderShape } from './shape.ts';
import { type Entry, entryOf, shown } from './tree.ts';

interface Judged {
  readonly sources: readonly Source[];
  readonly filter: Filter;
}

/**
 * `shift` beside any trigger but `monthly`, which knows it itself. Days of the week that `on` names for a trigger of
 * times (`at`, `cron`, weeks) are moved with it; whatever else is said of days judges where they were moved to.
 */
export function withShift(
  kind: TriggerKey,
  shape: ReminderShape,
  { sources, filter }: Judged,
  { isWorkday }: Calendar,
): Judged {
  const { shift } = shape;
  if (shift === undefined || kind === 'monthly') return { sources, filter };
  const { on, ...others } = filter;
  const isNamed = on !== undefined && namesDays(kind, shape);
  const named = isNamed ? sources.map((source) => ({ ...source, pattern: filtered(source.pattern, { on }) })) : sources;
  return {
    sources: named.map((source) => shiftedSource(source, shift, isWorkday)),
    filter: isNamed ? others : filter,
  };
}

function namesDays(kind: TriggerKey, shape: ReminderShape): boolean {
  const isOfTimes = kind === 'at' || kind === 'cron' || intervalOf(shape)?.unit === 'week';
  return isOfTimes && ![shape.on ?? []].flat().every((word) => isCalendarDays(word.trim()));
}

/** What has no day of its own cannot be moved. */
export function checkShift(kind: TriggerKey, shape: ReminderShape, { value }: Entry, report: Report): void {
  const entry = entryOf(value, 'shift');
  const isUnmovable = kind === 'countdown' || (kind === 'every' && !intervalOf(shape));
  const trigger = entryOf(value, kind);
  if (!entry || !trigger || !isUnmovable) return;
  report.error(entry.keyPlace, 'keys-exclude', { key: 'shift', other: `${kind}: ${shown(trigger.value.place)}` });
}
